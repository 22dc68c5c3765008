/** Talks to the offline language model in tests: states of a thread, one message in, tool calls as one readable line out. */
import type { LanguageModelV4Message, LanguageModelV4ToolCall } from '@ai-sdk/provider';
import { TOOL_INPUTS, type ToolName } from '../../../src/agent/tool-inputs.ts';
import { View } from '../../../src/agent/view.ts';
import { createOfflineModel } from '../../../src/providers/offline/chat/offline-model.ts';

type Scene = NonNullable<View['ad']>['scenes'][number];

const EMPTY_BRIEF: View['brief'] = {
  text: null,
  brandName: null,
  brandColor: null,
  durationSeconds: null,
  callToAction: null,
  tone: null,
  language: null,
  musicMood: null,
};

/** A thread at its beginning. */
export const EMPTY: View = {
  brief: EMPTY_BRIEF,
  picture: 'missing',
  newPictures: [],
  fileProblems: [],
  missing: ['text', 'picture', 'brandName', 'brandColor', 'durationSeconds'],
  ad: null,
  person: { mayApprove: true, approver: null },
  brandKit: null,
};

/** A thread with an ad of 20 seconds and four scenes, waiting for a yes. */
export const AD: View = {
  ...EMPTY,
  brief: {
    ...EMPTY_BRIEF,
    text: 'A creamy oat drink.',
    brandName: 'Fjell',
    brandColor: '#008080',
    durationSeconds: 20,
  },
  picture: 'attached',
  missing: [],
  ad: {
    status: 'AWAITING_APPROVAL',
    progress: 20,
    activity: null,
    version: 3,
    versions: [1, 2, 3],
    awaitingApproval: true,
    estimate: '$0.00',
    spent: '$0.00',
    estimateParts: '',
    billed: null,
    overBudget: null,
    filesKeptUntil: '14 March 2026',
    filesExpired: false,
    fallbacks: [],
    brandName: 'Fjell',
    brandColor: '#008080',
    totalSeconds: 20,
    mood: 'calm',
    music: { mood: 'calm', tempoBpm: 80 },
    scenes: [
      scene(1, { role: 'hook', headline: 'Slow mornings' }),
      scene(2, { role: 'product', headline: 'Creamy oat drink', support: 'Made in Norway' }),
      scene(3, { role: 'benefit', headline: 'No added sugar' }),
      scene(4, { role: 'call-to-action', headline: 'Taste the calm', pill: 'Shop now' }),
    ],
  },
};

function scene(place: number, changes: Partial<Scene>): Scene {
  return {
    place,
    id: `s${place}`,
    role: 'benefit',
    seconds: 5,
    headline: null,
    support: null,
    pill: null,
    wordsPosition: 'top',
    look: 'studio',
    background: 'a soft plaster wall',
    warmth: 0,
    brightness: 0,
    product: { usage: 'hero', scale: 1, position: 'center', motion: 'push' },
    transition: 'fade',
    ...changes,
  };
}

export type Answer = {
  readonly calls: readonly { readonly name: ToolName; readonly input: unknown }[];
  readonly text: string;
};

/** Every call is parsed with the tool's own schema, so a test fails where the tool would. */
export async function ask(view: View, text: string, before: string | null = null): Promise<Answer> {
  const said: LanguageModelV4Message[] =
    before === null ? [] : [{ role: 'assistant', content: [{ type: 'text', text: before }] }];
  const prompt: LanguageModelV4Message[] = [
    { role: 'system', content: `You make ads.\n<state>${JSON.stringify(View.parse(view))}</state>` },
    ...said,
    { role: 'user', content: [{ type: 'text', text }] },
  ];
  const tools = Object.keys(TOOL_INPUTS).map(
    (name) => ({ type: 'function', name, inputSchema: { type: 'object' } }) as const,
  );
  const { content } = await createOfflineModel().doGenerate({ prompt, tools });
  return {
    calls: content.flatMap((part) => (part.type === 'tool-call' ? [parsed(part)] : [])),
    text: content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(''),
  };
}

function parsed({ toolName, input }: LanguageModelV4ToolCall): Answer['calls'][number] {
  const name = Object.keys(TOOL_INPUTS).find((known): known is ToolName => known === toolName);
  if (!name) throw new Error(`There is no tool ${toolName}.`);
  return { name, input: TOOL_INPUTS[name].parse(JSON.parse(input)) };
}

/** `background s2 warmth=0.5; music mood=calm`, `note_brief brandName=Fjell + draw_storyboard`; a reply as `says`. */
export function inShort({ calls }: Answer): string {
  return calls.length === 0 ? 'says' : calls.map(callInShort).join(' + ');
}

function callInShort({ name, input }: Answer['calls'][number]): string {
  if (name !== 'change_plan') return [name, ...fieldsOf(input)].join(' ');
  return TOOL_INPUTS.change_plan
    .parse(input)
    .edits.map((edit) => {
      const { kind, ...fields } = edit;
      return [kind, ...fieldsOf(fields)].join(' ');
    })
    .join('; ');
}

function fieldsOf(input: unknown): readonly string[] {
  return Object.entries(input as object).flatMap(([key, value]) => {
    if (value === null || value === false) return [];
    if (key === 'sceneId') return [String(value)];
    return [`${key}=${String(value)}`];
  });
}
