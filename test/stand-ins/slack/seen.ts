/** What people see: messages, modals and home tabs as words, pictures, files and things to press. */
import type { AnyBlock, KnownBlock } from '@slack/types';
import { z } from 'zod';
import { type Read, readMrkdwn, readPlain } from './mrkdwn.ts';
import type { Message, Team } from './world.ts';

/** Something to press or to choose from. */
export type Control = {
  readonly type: string;
  /** A button's text; of others the label beside it or the placeholder in it. */
  readonly label: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string | null;
  readonly style: string | null;
  readonly url: string | null;
  /** The question Slack asks first; null: it asks none. */
  readonly confirm: string | null;
  readonly options: readonly { readonly label: string; readonly value: string }[];
  /** Of an input block. */
  readonly isRequired: boolean;
  readonly element: Readonly<Record<string, unknown>>;
};

export type Picture = { readonly alt: string; readonly url: string | null; readonly file: string | null };

export type Task = {
  readonly title: string;
  readonly status: string;
  readonly details: string;
  readonly output: string;
};

export type Shown = {
  /** All words in order, a line for each block. */
  readonly text: string;
  readonly pings: readonly string[];
  readonly links: readonly string[];
  readonly controls: readonly Control[];
  readonly pictures: readonly Picture[];
  /** Of a `plan` block, or of task cards. */
  readonly tasks: readonly Task[];
};

export type SeenFile = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly bytes: number;
  readonly altText: string | null;
};

export type SeenMessage = Shown & {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly user: string;
  readonly isBot: boolean;
  readonly files: readonly SeenFile[];
  readonly isEdited: boolean;
  /** What a notification and a screen reader say. */
  readonly fallback: string;
  readonly blocks: readonly KnownBlock[];
  readonly metadata: unknown;
  readonly reactions: readonly string[];
};

const Text = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });

function readText(given: unknown, team: Team): Read {
  const parsed = Text.safeParse(given);
  if (!parsed.success) return { text: '', pings: [], links: [] };
  return parsed.data.type === 'mrkdwn' ? readMrkdwn(parsed.data.text, team) : readPlain(parsed.data.text);
}

export function showMessage(team: Team, message: Message): SeenMessage {
  const fallback = readMrkdwn(message.text, team);
  const isOwnWords = !message.isBot || message.blocks.length === 0;
  const blocks = showBlocks(message.blocks, team);
  const shown = isOwnWords
    ? { ...blocks, ...fallback }
    : { ...blocks, pings: [...new Set([...blocks.pings, ...fallback.pings])] };
  const files = message.files.flatMap((id) => {
    const file = team.files.get(id);
    if (!file || file.isDeleted) return [];
    const { name, title, mimetype, altText, length } = file;
    return [{ id, name, title, mimetype, bytes: file.bytes?.byteLength ?? length, altText }];
  });
  const { ts, channel, thread, user, isBot, metadata } = message;
  return {
    ...shown,
    ...{ ts, channel, thread, user, isBot, files, metadata },
    isEdited: message.edited !== null,
    fallback: fallback.text,
    blocks: message.blocks,
    reactions: message.reactions.map(({ name }) => name),
  };
}

export function showBlocks(blocks: readonly AnyBlock[], team: Team): Shown {
  const parts = blocks.map((block) => showBlock(block, team));
  return {
    text: parts
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join('\n'),
    pings: [...new Set(parts.flatMap(({ pings }) => pings))],
    links: parts.flatMap(({ links }) => links),
    controls: parts.flatMap(({ controls }) => controls),
    pictures: parts.flatMap(({ pictures }) => pictures),
    tasks: parts.flatMap(({ tasks }) => tasks),
  };
}

const NOTHING: Shown = { text: '', pings: [], links: [], controls: [], pictures: [], tasks: [] };

function showBlock(given: AnyBlock, team: Team): Shown {
  const block = given as KnownBlock; // it was checked when it came
  const id = block.block_id ?? '';
  switch (block.type) {
    case 'section': {
      const texts = [block.text, ...(block.fields ?? [])].map((text) => readText(text, team));
      const accessory = block.accessory ? showElement(block.accessory, id, '', team) : NOTHING;
      return joined([...texts.map((text) => ({ ...NOTHING, ...text })), accessory]);
    }
    case 'context':
    case 'actions':
    case 'context_actions':
      return joined(block.elements.map((element) => showElement(element, id, '', team)));
    case 'header':
    case 'alert':
      return { ...NOTHING, ...readText(block.text, team) };
    case 'markdown':
      return { ...NOTHING, text: block.text };
    case 'image':
      return { ...showElement(block, id, '', team), text: readText(block.title, team).text };
    case 'input': {
      const label = readText(block.label, team).text;
      const shown = showElement(block.element, id, label, team);
      const controls = shown.controls.map((control) => ({ ...control, label, isRequired: block.optional !== true }));
      return {
        ...shown,
        controls,
        text: [label, readText(block.hint, team).text].filter((text) => text !== '').join('\n'),
      };
    }
    case 'rich_text':
      return { ...NOTHING, text: wordsIn(block.elements) };
    case 'plan': {
      const tasks = (block.tasks ?? []).map((task) => taskOf(task));
      return { ...NOTHING, text: [block.title, ...tasks.map(taskLine)].join('\n'), tasks };
    }
    case 'task_card':
      return { ...NOTHING, text: taskLine(taskOf(block)), tasks: [taskOf(block)] };
    case 'card': {
      const texts = [block.title, block.subtitle, block.body].map((text) => ({ ...NOTHING, ...readText(text, team) }));
      return joined([
        ...texts,
        ...[block.hero_image, ...(block.actions ?? [])].flatMap((one) => (one ? showElement(one, id, '', team) : [])),
      ]);
    }
    default:
      return NOTHING;
  }
}

function joined(parts: readonly Shown[]): Shown {
  const all = {
    ...NOTHING,
    text: parts
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join('\n'),
  };
  return {
    ...all,
    pings: parts.flatMap(({ pings }) => pings),
    links: parts.flatMap(({ links }) => links),
    controls: parts.flatMap(({ controls }) => controls),
    pictures: parts.flatMap(({ pictures }) => pictures),
  };
}

function taskOf(given: unknown): Task {
  const task = z
    .looseObject({
      title: z.string(),
      status: z.string(),
      details: z.unknown().optional(),
      output: z.unknown().optional(),
    })
    .parse(given);
  return { title: task.title, status: task.status, details: wordsIn(task.details), output: wordsIn(task.output) };
}

function taskLine({ title, status, details, output }: Task): string {
  return [`[${status}] ${title}`, details, output].filter((text) => text !== '').join(' · ');
}

function wordsIn(given: unknown): string {
  if (Array.isArray(given)) return given.map(wordsIn).join('');
  if (typeof given !== 'object' || given === null) return '';
  const { text, elements, user_id: user, url } = given as Record<string, unknown>; // an object, as just seen
  if (typeof text === 'string') return text;
  if (typeof user === 'string') return `<@${user}>`;
  if (typeof url === 'string') return url;
  return wordsIn(elements);
}

const Element = z.looseObject({
  type: z.string(),
  action_id: z.string().optional(),
  value: z.string().optional(),
  style: z.string().optional(),
  url: z.string().optional(),
  alt_text: z.string().optional(),
  image_url: z.string().optional(),
  slack_file: z.looseObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
  confirm: z.looseObject({ text: z.unknown().optional() }).optional(),
  options: z.array(z.looseObject({ text: z.unknown().optional(), value: z.string() })).optional(),
  option_groups: z
    .array(z.looseObject({ options: z.array(z.looseObject({ text: z.unknown().optional(), value: z.string() })) }))
    .optional(),
});

function showElement(given: unknown, blockId: string, label: string, team: Team): Shown {
  const element = Element.parse(given);
  if (element.type === 'mrkdwn' || element.type === 'plain_text') return { ...NOTHING, ...readText(given, team) };
  if (element.type === 'image') {
    const { alt_text: alt = '', image_url: url = null, slack_file: file } = element;
    return { ...NOTHING, pictures: [{ alt, url: url ?? file?.url ?? null, file: file?.id ?? null }] };
  }
  const options = [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
  const placed = readText(element.text, team).text || readText(element.placeholder, team).text;
  const control: Control = {
    type: element.type,
    label: label || placed,
    actionId: element.action_id ?? '',
    blockId,
    value: element.value ?? null,
    style: element.style ?? null,
    url: element.url ?? null,
    confirm: element.confirm ? readText(element.confirm.text, team).text : null,
    options: options.map((option) => ({ label: readText(option.text, team).text, value: option.value })),
    isRequired: false,
    element,
  };
  return { ...NOTHING, controls: [control] };
}
