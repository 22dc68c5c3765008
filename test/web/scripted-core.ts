/** A core that answers by a script: words, a storyboard, a bar that moves, three films, one refinement. */
import type { Card, CardFile, InboundEvent, Platform } from '../../src/bots/platform.ts';

export const STORYBOARD = 'projects/p1/storyboard/v1.png';
export const filmKey = (version: number, slug: string) => `projects/p1/outputs/v${version}/final_${slug}.mp4`;

export const SLUGS = { '9:16': '9x16', '1:1': '1x1', '16:9': '16x9' } as const;

const signal = new AbortController().signal;

const plain: Omit<Card, 'kind'> = {
  title: null,
  text: '',
  fields: [],
  picture: null,
  films: [],
  progress: null,
  buttons: [],
  disclosure: null,
};

export type ScriptedCore = {
  /** Forgets the conversation before. */
  readonly reset: () => void;
  readonly onEvent: (event: InboundEvent, server: { readonly platform: Platform }) => void;
  /** Moves the bar of what is being made; 100 delivers the films. */
  readonly moveTo: (percent: number, activity: string) => Promise<void>;
};

type Place = { readonly threadId: string; readonly platform: Platform };

export function createScriptedCore(): ScriptedCore {
  let place: Place | null = null;
  let version = 1;
  const here = () => {
    if (!place) throw new Error('Nobody has said anything yet.');
    return place;
  };
  const post = (key: string, card: Card) => here().platform.post(here().threadId, key, card, signal);
  const edit = (key: string, card: Card) => here().platform.edit(here().threadId, `c:${key}`, card, signal);
  const answer = async (event: InboundEvent) => {
    await here().platform.typing(event.threadId);
    if (event.what.kind === 'action') return pressed(event.what.action);
    if (event.what.kind !== 'message') throw new Error('The page has no form yet.');
    if (event.what.attachments.length > 0) {
      await post(`reply ${event.key}`, reply(`Thank you, I have the picture. Here is the storyboard.`));
      return void (await post('storyboard v1', storyboardCard(true)));
    }
    if (/20% off/.test(event.what.text)) {
      version = 2;
      await post(
        `reply ${event.key}`,
        reply('Done: “20% off” stands on the last scene. Everything else stays as it is.'),
      );
      return void (await post('progress v2', progressCard(20, 'Drawing scene 4')));
    }
    await post(`reply ${event.key}`, reply(QUESTION));
  };
  const pressed = async (action: string) => {
    if (action === 'make-it') {
      await edit('storyboard v1', storyboardCard(false));
      await post('progress v1', progressCard(20, 'Getting ready'));
    }
    if (action === 'change')
      await post('how', { ...plain, kind: 'notice', text: 'Tell me what to change, in your own words.' });
    if (action === 'stop')
      await edit(`progress v${version}`, { ...plain, kind: 'progress', text: 'Stopped. Nothing was spent.' });
  };
  return {
    reset: () => {
      place = null;
      version = 1;
    },
    onEvent: (event, { platform }) => {
      place = { threadId: event.threadId, platform };
      // After the message itself is shown, as with a core that works on its own.
      setTimeout(() => void answer(event), 30);
    },
    moveTo: async (percent, activity) => {
      if (percent < 100) return void (await edit(`progress v${version}`, progressCard(percent, activity)));
      await edit(`progress v${version}`, { ...plain, kind: 'progress', text: 'Made in 2 minutes and 10 seconds.' });
      await post(`result v${version}`, resultCard(version));
    },
  };
}

const QUESTION =
  'Lovely, a cold brew. I have the brand (Fjell), the colour (teal) and 15 seconds.\n\nOne thing is missing: the product. Please add a photo of the can, sharp and on a plain background if you have one.';

function reply(text: string): Card {
  return { ...plain, kind: 'reply', text };
}

const SCENES = [
  ['3.3 seconds', '“Slow mornings. Strong coffee.” Leaf shadows on a pale wall. The whole product.'],
  ['3.7 seconds', '“Oat and vanilla cold brew”, “In a can”. Low hills at sunrise. The product close up.'],
  ['4.1 seconds', '“Smooth, creamy and ready when you are”. Layers of cut paper. The product to one side.'],
  ['3.9 seconds', '“Fjell”, “Find yours at fjell.example”. An arch and a round plinth. The whole product.'],
] as const;

function storyboardCard(isOpen: boolean): Card {
  const picture: CardFile = {
    key: STORYBOARD,
    name: 'storyboard.png',
    mime: 'image/png',
    alt: 'Storyboard: four stills of a teal can of Fjell cold brew, with their words',
  };
  return {
    ...plain,
    kind: 'storyboard',
    title: 'Fjell: the storyboard',
    text: '4 scenes, 15 seconds, in three shapes: tall, square and wide.',
    picture,
    fields: [
      ...SCENES.map(([length, value], index) => ({ label: `Scene ${index + 1}, ${length}`, value })),
      { label: 'Music', value: 'calm and warm, 84 beats a minute' },
      { label: 'Price', value: isOpen ? 'at most $0.00' : 'approved at $0.00' },
    ],
    buttons: isOpen
      ? [
          { action: 'make-it', label: 'Make it', style: 'primary', value: '{"planHash":"abc","maxMicroUsd":0}' },
          { action: 'change', label: 'Change', style: 'default', value: '{"version":1}' },
          { action: 'cancel', label: 'Cancel', style: 'danger', value: '{"version":1}' },
        ]
      : [],
  };
}

function progressCard(percent: number, activity: string): Card {
  return {
    ...plain,
    kind: 'progress',
    title: 'Making the three films',
    progress: { percent, activity },
    buttons: [{ action: 'stop', label: 'Stop', style: 'default', value: '{"version":1}' }],
  };
}

export function resultCard(version: number, degraded = false): Card {
  const shapes = [
    ['9:16', 'tall'],
    ['1:1', 'square'],
    ['16:9', 'wide'],
  ] as const;
  return {
    ...plain,
    kind: 'result',
    title: `Fjell: three films${version > 1 ? `, version ${version}` : ''}`,
    text: degraded
      ? 'The films are there, but one thing is not as planned.'
      : 'Finished: everything came out as planned.',
    films: shapes.map(([aspect, name]) => ({
      aspect,
      key: filmKey(version, SLUGS[aspect]),
      name: `final_${SLUGS[aspect]}.mp4`,
      mime: 'video/mp4',
      alt: `Fjell ad, ${name} (${aspect}), 15 seconds`,
    })),
    fields: [
      ...(degraded
        ? [{ label: 'Scene 2 is not as planned', value: 'Its background was drawn here. Doing it again costs $0.10.' }]
        : []),
      { label: 'Cost', value: '$0.00 for this ad so far' },
      {
        label: 'Parts',
        value: version === 1 ? 'made all 31 parts' : 'reused 25, made 6 (scene 4 in three shapes, the three films)',
      },
      { label: 'Files', value: 'kept until 14 March 2026; say “keep it” for 7 more days' },
    ],
    disclosure:
      'Composed and animated by software from a real photo of the product. No generative model made pictures or sound.',
  };
}
