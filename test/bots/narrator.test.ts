import { expect, test } from 'vitest';
import { fingerprint } from '../../src/ad/fingerprint.ts';
import type { Project, Receipt } from '../../src/ad/project.ts';
import { Card, type KeyedCard } from '../../src/bots/card.ts';
import { beginRun, Facts, showAgain } from '../../src/bots/facts.ts';
import { type Narration, narrate } from '../../src/bots/narrator.ts';
import { sampleFiles, sampleProject, sampleReceipt } from '../fixtures/ad-project.ts';
import { samplePlan } from '../fixtures/plan.ts';

const NOTHING = Facts.parse({});

function projectOf(change: Partial<Project> = {}): Project {
  return {
    ...sampleProject(),
    plan: samplePlan(),
    version: 1,
    approved: false,
    status: 'AWAITING_APPROVAL',
    progress: 20,
    activity: null,
    scenesMade: [],
    cancelRequested: false,
    costMicroUsd: 0,
    errorMessage: null,
    files: sampleFiles(),
    ...change,
  };
}

function finished(receipt: Partial<Receipt> = {}): Project {
  const whole = sampleReceipt(receipt);
  const ad = { ...sampleProject().ad, receipt: whole };
  return projectOf({ status: 'COMPLETED', progress: 100, approved: true, version: whole.version, ad });
}

function tell(project: Project, change: Partial<Narration> = {}): readonly KeyedCard[] {
  const estimate = { backgrounds: [{ sceneId: 's1', microUsd: 400_000 }], musicMicroUsd: 20_000 };
  const planHash = fingerprint(samplePlan());
  const offer = { planHash, maxMicroUsd: 420_000, version: project.version, estimate, left: null };
  const cards = narrate({
    ads: [{ project, offer: project.status === 'AWAITING_APPROVAL' ? offer : null }],
    projectId: project.id,
    facts: NOTHING,
    open: [],
    storyboardKey: (id, version) => `projects/${id}/storyboard/v${version}.png`,
    ...change,
  });
  for (const { card } of cards) expect(Card.parse(card)).toEqual(card);
  return cards;
}

const keys = (cards: readonly KeyedCard[]) => cards.map((card) => card.key);

test('the storyboard shows every scene, the picture and the price, and what to do', () => {
  const [storyboard] = tell(projectOf());
  expect(storyboard?.key).toBe('storyboard:v1');
  expect(storyboard?.card).toMatchObject({
    title: 'Fjell: the storyboard',
    text: '3 scenes, 6 seconds, in three shapes: tall, square and wide.',
    picture: { key: 'projects/p1/storyboard/v1.png', name: 'storyboard.png' },
  });
  expect(storyboard?.card.fields).toEqual([
    { label: 'Scene 1, 2 seconds', value: '“Slow mornings”, “Strong coffee”. A calm studio wall. The whole product.' },
    { label: 'Scene 2, 2 seconds', value: '“Slow mornings”, “Strong coffee”. Leaf shadows. The whole product.' },
    { label: 'Scene 3, 2 seconds', value: '“Try it”, “fjell.example”. A calm studio wall. The whole product.' },
    { label: 'Music', value: 'calm, 88 beats a minute' },
    { label: 'Price', value: 'about $0.42: 1 background $0.40, music $0.02' },
  ]);
  expect(storyboard?.card.buttons.map((button) => [button.label, button.value])).toEqual([
    ['Make it', JSON.stringify({ planHash: fingerprint(samplePlan()), maxMicroUsd: 420_000 })],
    ['Change', '{"version":1}'],
    ['Cancel', '{"version":1}'],
  ]);
});

test('while the first storyboard is drawn, a bar says what goes on; then it comes to rest', () => {
  const project = projectOf({
    status: 'EXTRACTING_PRODUCT',
    progress: 10,
    activity: 'cutting',
    version: 0,
    plan: null,
  });
  const drawing = tell(project);
  expect(drawing).toMatchObject([{ key: 'drawing:1', card: { progress: { percent: 10, activity: 'cutting' } } }]);
  const drawn = tell(projectOf(), { open: drawing });
  expect(drawn[0]).toMatchObject({ key: 'drawing:1', card: { text: 'The storyboard is drawn.', progress: null } });
  expect(keys(drawn)).toEqual(['drawing:1', 'storyboard:v1']);
});

test('once it is approved the storyboard has nothing to press, even before work begins', () => {
  const open = tell(projectOf());
  const cards = tell(projectOf({ approved: true }), { open });
  expect(keys(cards)).toEqual(['storyboard:v1', 'progress:v1:1']);
  expect(cards[0]?.card.buttons).toEqual([]);
  expect(cards[1]?.card).toMatchObject({ progress: { percent: 20, activity: 'starting' }, title: 'Making your ad' });
});

test('a stop that was asked for is seen at once', () => {
  const project = projectOf({ approved: true, status: 'RENDERING', progress: 92.4, cancelRequested: true });
  const [progress] = tell(project);
  expect(progress?.card).toMatchObject({ progress: { percent: 92, activity: 'stopping' }, buttons: [] });
  expect(keys(tell(projectOf({ cancelRequested: true })))).toEqual(['cancelled:v1:1']);
});

test('the result says what it cost, what was reused, how long files stay, and how it was made', () => {
  const disclosure = 'Made with adgen: no generative AI was used. http://cv.iptc.org/newscodes/x';
  const [result] = tell(finished({ disclosure }));
  expect(result).toMatchObject({
    key: 'result:v1',
    card: {
      title: 'Fjell: three films',
      text: 'Finished: everything came out as planned.',
      disclosure: 'Made with adgen: no generative AI was used.',
      films: [{ aspect: '9:16', name: 'final_9x16.mp4', alt: 'Fjell ad, tall (9:16), 6 seconds' }],
    },
  });
  expect(result?.card.fields).toEqual([
    { label: 'Cost', value: '$0.00 for this ad so far' },
    { label: 'Parts', value: 'made all 1 parts' },
    { label: 'Files', value: 'kept until 14 March 2026; say “keep it” for 7 more days' },
  ]);
});

test('every fallback is named with its scene and the price of doing it again, and it is not called finished', () => {
  const say = 'The background was drawn, because the video service did not answer.';
  const degraded = [{ step: 'background', sceneId: 's2', say, redoMicroUsd: 50_000 } as const];
  const [result] = tell(finished({ quality: 'degraded', degraded }));
  expect(result?.card.text).toBe('The films are there, but one thing is not as planned.');
  expect(result?.card.fields[0]).toEqual({
    label: 'Scene 2 is not as planned',
    value: `${say} Doing it again costs about $0.05: say “redo scene 2”.`,
  });
});

test('a scene is called by its place, and scenes of which the same was made share their words', () => {
  const item = (path: string, reused = false) => ({ key: `projects/p1/${path}`, reused, tookMs: 1 });
  const shapes = ['9x16', '1x1', '16x9'];
  const moved = samplePlan();
  const scenes = moved.scenes.toReversed();
  const items = [
    item('product/x', true),
    ...shapes.map((shape) => item(`shots/scene_1_${shape}.f.mp4`)),
    ...shapes.map((shape) => item(`shots/scene_2_${shape}.f.mp4`)),
    ...shapes.map((shape) => item(`shots/scene_3_to_2_${shape}.f.mp4`)),
    ...shapes.map((shape) => item(`outputs/v1/final_${shape}.mp4`)),
  ];
  const [result] = tell({ ...finished({ items }), plan: { ...moved, scenes } });
  expect(result?.card.fields).toContainEqual({
    label: 'Parts',
    value: 'reused 1, made 12 (what leads out of scene 1, scenes 2 and 3 in three shapes, the three films)',
  });
});

test('a failure keeps the words of the error; a second try has messages of its own', () => {
  const failed = projectOf({ status: 'FAILED', errorMessage: 'The disk is full. Free some space.', approved: true });
  const [failure] = tell(failed);
  expect(failure).toMatchObject({ key: 'failure:v1:1', card: { kind: 'failure' } });
  expect(failure?.card.text).toMatch(/^The disk is full\. Free some space\.\n\nNothing of what was made is lost/);
  const facts = beginRun(beginRun(NOTHING, 'p1'), 'p1');
  expect(keys(tell(failed, { facts }))).toEqual(['failure:v1:2']);
});

test('shown again means a new message, and the old one comes to rest', () => {
  const open = tell(projectOf());
  const cards = tell(projectOf(), { open, facts: showAgain(NOTHING, 'p1', 1) });
  expect(cards.map(({ key, card }) => [key, card.buttons.length])).toEqual([
    ['storyboard:v1', 0],
    ['storyboard:v1:2', 3],
  ]);
});

test('an ad that was put aside goes on being told, but has nothing to press; a deleted one is not told', () => {
  const aside = projectOf();
  const open = tell(aside);
  const ads = [{ project: aside, offer: null }, null, { project: projectOf({ id: 'p3' }), offer: null }];
  const cards = tell(aside, { ads, open, projectId: 'p3' });
  expect(keys(cards)).toEqual(['storyboard:v1', 'ad3:storyboard:v1']);
  expect(cards[0]?.card.buttons).toEqual([]);
  expect(keys(tell(finished(), { projectId: null }))).toEqual(['result:v1']);
});
