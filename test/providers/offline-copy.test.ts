import { describe, expect, test } from 'vitest';
import { Brief } from '../../src/ad/brief.ts';
import type { Cutout } from '../../src/ad/cutout.ts';
import { FPS } from '../../src/ad/frames.ts';
import type { Plan } from '../../src/ad/plan.ts';
import { planOffline } from '../../src/providers/offline/plan-offline.ts';

const BOTTLE: Cutout = { kind: 'cut', reason: null, width: 400, height: 1000, colors: ['#c96a3b'], lightness: 0.6 };

function planOf(text: string, changes: Partial<Record<keyof Brief, unknown>> = {}): Plan {
  const brief = Brief.parse({ text, brandName: 'Kopp', brandColor: '#0f766e', durationSeconds: 20, ...changes });
  return planOffline(brief, BOTTLE);
}

/** Headline and support of every scene, the pill of the last: what a person reads. */
function linesOf(plan: Plan): readonly string[] {
  return plan.scenes
    .flatMap(({ overlay }) => [overlay?.headline, overlay?.support, overlay?.pill])
    .filter((line) => line !== null && line !== undefined);
}

/** Briefs as people write them, and the lines a marketer would keep. */
const BRIEFS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'Ember',
    'We roast small-batch coffee in Portland. Ember is a dark roast with notes of cocoa and cherry. For people who love slow mornings. Make a 20 second ad, warm and cozy. Order at ember.coffee.',
    ['For people who love slow mornings', 'Dark roast', 'With notes of cocoa and cherry', 'Order at ember.coffee'],
  ],
  [
    'Wick & Wild',
    'Hand-poured soy candles scented with fig, cedar and rain. They burn for 45 hours. Free shipping over $50.',
    ['Hand-poured soy candles', 'They burn for 45 hours', 'Scented with fig, cedar and rain', 'Free shipping over $50'],
  ],
  [
    'Hush',
    'wireless noise-cancelling headphones with 40 hour battery life, comfortable for long flights, comes in black and sand',
    ['Wireless noise-cancelling headphones', 'With 40 hour battery life', 'Comfortable for long flights'],
  ],
  [
    'Rocket',
    'Rocket is hot sauce that actually tastes like something. Fermented for 90 days. Not for your grandma.',
    ['Hot sauce', 'Actually tastes like something', 'Not for your grandma'],
  ],
  [
    'Pedal',
    'Introducing Pedal, the folding bike for commuters. Folds in ten seconds. No sweat. No traffic. No excuses.',
    ['No sweat. No traffic. No excuses.', 'Folding bike for commuters', 'Folds in ten seconds'],
  ],
  [
    'Orbit',
    'Orbit smart lamp: 16 million colours, works with Alexa, wakes you gently. Please no voiceover. Only $49 this week.',
    ['16 million colours', 'Orbit smart lamp', 'Works with Alexa', 'Wakes you gently', 'Only $49 this week'],
  ],
  [
    'Cleo',
    'Brand: Cleo\nProduct: silk pillowcase\nTarget: women 25-45\nBenefits: less frizz, fewer creases\nTone: dreamy\nCTA: Sleep on it',
    ['Silk pillowcase', 'Less frizz. Fewer creases.', 'Sleep on it'],
  ],
  [
    'Müller',
    'Frisch gerösteter Kaffee aus Wien. Kräftig, aber nie bitter. Bitte nutzt warme Farben. Jetzt bestellen auf mueller.at.',
    ['Frisch gerösteter Kaffee', 'Aus Wien', 'Kräftig, aber nie bitter', 'Jetzt bestellen auf mueller.at'],
  ],
  [
    'Rose',
    'Notre nouvelle crème pour les mains, au karité. Fabriquée en Provence. Faites une vidéo de 20 secondes, douce et élégante.',
    ['Crème pour les mains', 'Fabriquée en Provence'],
  ],
  [
    'Solera',
    'Aceite de oliva virgen extra de Jaén. Ideal para ensaladas. Queremos algo tranquilo, sin texto. Pídelo en solera.es.',
    ['Aceite de oliva virgen extra de Jaén', 'Ideal para ensaladas', 'Pídelo en solera.es'],
  ],
  [
    'نسمة',
    'عطر شرقي فاخر بالعود والورد. يدوم طويلاً. اطلبه الآن.',
    ['عطر شرقي فاخر بالعود والورد', 'يدوم طويلاً', 'اطلبه الآن'],
  ],
  ['清茶', '清茶是来自云南的有机绿茶。清新、回甘。立即购买。', ['清茶是来自云南的有机绿茶', '清新、回甘', '立即购买']],
];

test.each(BRIEFS)('the lines for %s are the best of its brief', (brandName, text, expected) => {
  const lines = linesOf(planOf(text, { brandName }));
  expect(lines).toEqual(expect.arrayContaining([...expected]));
});

describe('what a person says to us', () => {
  test.each([
    ['Lumi is a serum. We want an elegant 30s ad, no people.', /people|30s|\bad\b/i],
    ['Sparkling lemonade. Product photo attached. Colors should be yellow.', /photo|attached|yellow/i],
    ['lipstick ad pls, red, for valentines day', /\bad\b|pls/i],
    ['Night cream with retinol. Dark background, gold accents.', /background|accents/i],
    ['Sunscreen for surfers. Scene 1: beach. Scene 2: logo.', /scene|beach|logo/i],
    [
      'Need a video for our planner. it has weekly pages, target audience students, tone: motivating',
      /video|tone|students/i,
    ],
    ['Une bougie. Faites une vidéo de 20 secondes, sans texte.', /vidéo|secondes|texte/i],
    ['Eine Tasse aus Ton. Wir möchten etwas Ruhiges. Ohne Musik.', /möchten|musik/i],
    ["A bag. Our agency said it should be short. Our competitor's ad has a lot of text.", /agency|competitor|text/i],
  ])('never reaches the screen: "%s"', (text, instruction) => {
    expect(linesOf(planOf(text)).join('\n')).not.toMatch(instruction);
  });

  test.each([
    ['A film camera for beginners.', 'Film camera for beginners'],
    ['A video doorbell that sees in the dark.', 'Video doorbell'],
    ['Make mornings better. A mug with a lid.', 'Make mornings better'],
  ])('is not mistaken for what is said to customers: "%s"', (text, line) => {
    expect(linesOf(planOf(text))).toContain(line);
  });
});

describe('a line', () => {
  test('keeps the subject without which its verb would be an order', () => {
    const lines = linesOf(planOf('Kopp is a candle. They burn for 45 hours. It will last all winter.'));
    expect(lines).toEqual(expect.arrayContaining(['They burn for 45 hours', 'It will last all winter']));
  });

  test('is in a normal voice when the brief shouts', () => {
    const text = 'GET THE NEW TURBO BLENDER NOW!!! CRUSHES ICE IN SECONDS. 20% OFF UNTIL SUNDAY. BUY AT TURBO.COM';
    const lines = linesOf(planOf(text, { brandName: 'TURBO' }));
    expect(lines).toEqual(
      expect.arrayContaining([
        'Get the new TURBO blender now!',
        'Crushes ice in seconds',
        '20% off until Sunday',
        'Buy at turbo.com',
      ]),
    );
  });

  test('never ends in a torn list', () => {
    const text = 'Dog food with salmon and sweet potato, peas and herbs. Goes with water, milk and cookies.';
    for (const line of linesOf(planOf(text))) expect(line).not.toMatch(/\s(and|with|or|the)$/i);
    expect(linesOf(planOf(text))).not.toContain('Sweet potato');
  });

  test('names the product even when the brief is one word', () => {
    expect(linesOf(planOf('coffee', { brandName: 'Bean' }))).toContain('Bean coffee');
  });

  test('is found in a brief that rambles', () => {
    const text = `Hi there! So basically we are a small studio from Lisbon and for three years we have been working on this
thing, it's a backpack but not just any backpack, it's called Kite and it folds down to the size of a sandwich. Please don't use
our old logo. We also have a launch offer: 15% off with code KITE15 until the end of June. Website is kitebags.com. Thanks!`;
    const lines = linesOf(planOf(text.replaceAll('\n', ' '), { brandName: 'Kite' }));
    expect(lines).toEqual(
      expect.arrayContaining([
        'Kite backpack',
        'Folds down to the size of a sandwich',
        '15% off with code KITE15 until the end of June',
        'Find it at kitebags.com',
      ]),
    );
    expect(lines.join('\n')).not.toMatch(/basically|logo|thanks|called/i);
  });
});

describe('reading time', () => {
  const long =
    'Kopp is a stoneware mug with a lid that never leaks. It keeps your drink hot for four hours and fits every holder. Thrown by hand in a small town by the sea. 20% off until Sunday.';

  test.each([12, 15, 20, 30, 60])('of every scene fits its length in %d seconds', (durationSeconds) => {
    for (const { frames, overlay } of planOf(long, { durationSeconds }).scenes) {
      const characters = [overlay?.headline, overlay?.support, overlay?.pill].join('').length;
      expect(characters / 13).toBeLessThanOrEqual(frames / FPS);
    }
  });

  test('gives no scene of the shortest film less than 1.6 seconds, and the last one the most', () => {
    const frames = planOf(long, { durationSeconds: 6 }).scenes.map((scene) => scene.frames);
    expect(Math.min(...frames)).toBeGreaterThanOrEqual(48);
    const calm = planOf('A mug.', { durationSeconds: 20 }).scenes.map((scene) => scene.frames);
    expect(calm.at(-1)).toBe(Math.max(...calm));
  });
});

test('another brief gives other seeds', () => {
  const seeds = (text: string) => planOf(text).scenes.map(({ background }) => background.seed);
  expect(seeds('A mug.')).toEqual(seeds('A mug.'));
  expect(seeds('A mug.')).not.toEqual(seeds('A cup.'));
});
