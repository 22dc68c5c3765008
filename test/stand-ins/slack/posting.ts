/** Puts messages into channels, changes them and takes them away, and tells whoever is there. */
import type { KnownBlock, MessageMetadata } from '@slack/types';
import { z } from 'zod';
import { blockFaults } from './blocks.ts';
import type { Desk } from './desk.ts';
import { isReady } from './file-shape.ts';
import { posted, tellChanged, tellDeleted, tellPosted } from './happenings.ts';
import { json } from './method.ts';
import { Refusal, refuse } from './refusal.ts';
import type { Channel, Message, Team } from './world.ts';

export const contents = {
  text: z.string().optional(),
  markdown_text: z.string().optional(),
  blocks: json(z.array(z.unknown())).optional(),
  attachments: json(z.array(z.looseObject({}))).optional(),
};

export const metadata = json(
  z.strictObject({ event_type: z.string().min(1).max(255), event_payload: z.record(z.string(), z.unknown()) }),
).optional();

type Contents = {
  text?: string | undefined;
  markdown_text?: string | undefined;
  blocks?: unknown[] | undefined;
  attachments?: Record<string, unknown>[] | undefined;
};

/** Slack cuts or refuses longer ones: 40,000 characters of text; 13,200 in all blocks (bolt-js#2509, 2025). */
const MOST_TEXT = 40_000;
const MOST_IN_BLOCKS = 13_200;
const MOST_MARKDOWN = 12_000;

/** The same checks for posting, changing and whispering. */
export function checkedContents(
  desk: Desk,
  team: Team,
  given: Contents,
): { text: string; blocks: KnownBlock[]; attachments: unknown[] } {
  const { text = '', markdown_text: markdown, blocks = [], attachments = [] } = given;
  if (markdown !== undefined && (text !== '' || blocks.length > 0)) return refuse('markdown_text_conflict');
  if (text.length > MOST_TEXT || (markdown ?? '').length > MOST_MARKDOWN) return refuse('msg_too_long');
  if (text === '' && blocks.length === 0 && attachments.length === 0 && !markdown) return refuse('no_text');
  if (attachments.length > 100) return refuse('too_many_attachments');
  checkBlocks(desk, team, blocks);
  for (const attachment of attachments)
    if (Array.isArray(attachment.blocks)) checkBlocks(desk, team, attachment.blocks);
  const shown = markdown ? [{ type: 'markdown', text: markdown }] : blocks;
  return { text: text || (markdown ?? ''), blocks: shown as KnownBlock[], attachments }; // checkBlocks has looked at each
}

export function checkBlocks(desk: Desk, team: Team, blocks: readonly unknown[]): void {
  const faults = blockFaults(blocks, 'message');
  const known =
    faults.length === 0
      ? [...plansRefused(team, blocks as KnownBlock[]), ...pictureFaults(desk, team, blocks)]
      : faults; // they were checked
  if (known.length > 0) {
    const messages = known.map((fault) => `[ERROR] ${fault}`);
    throw new Refusal('invalid_blocks', { errors: known, response_metadata: { messages } });
  }
  if (charactersIn(blocks) > MOST_IN_BLOCKS) refuse('msg_blocks_too_long');
}

function plansRefused(team: Team, blocks: readonly KnownBlock[]): string[] {
  if (team.rules.hasPlans) return [];
  return blocks.flatMap(({ type }, index) =>
    type === 'plan' || type === 'task_card' ? [`unsupported type: ${type} [json-pointer:/blocks/${index}/type]`] : [],
  );
}

/**
 * Pictures of Slack's own must be there, looked at and pictures (one that was just uploaded is not yet); others must be at
 * an address that Slack can reach, which no local one is.
 */
export function pictureFaults(desk: Desk, team: Team, given: unknown, pointer = '/blocks'): string[] {
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const here = `${pointer}/${key}`;
    if (key === 'slack_file') return isShown(desk, team, value) ? [] : [`invalid slack file [json-pointer:${here}]`];
    if (key === 'image_url') return isReachable(value) ? [] : [`downloading image failed [json-pointer:${here}]`];
    return pictureFaults(desk, team, value, here);
  });
}

const SlackFile = z.object({ id: z.string().optional(), url: z.string().optional() });

function isShown(desk: Desk, team: Team, given: unknown): boolean {
  const { id, url } = SlackFile.parse(given);
  const file = [...team.files.values()].find((one) => one.id === id || url?.includes(one.id));
  return file !== undefined && !file.isDeleted && isReady(desk, file) && /^image\/(png|jpeg|gif)$/.test(file.mimetype);
}

function isReachable(given: unknown): boolean {
  const host = typeof given === 'string' && URL.canParse(given) ? new URL(given).hostname : 'localhost';
  return !/^(localhost|127\.|10\.|192\.168\.|\[)|\.(local|internal)$/.test(host);
}

function charactersIn(given: unknown): number {
  if (typeof given === 'string') return given.length;
  if (typeof given !== 'object' || given === null) return 0;
  return Object.values(given).reduce((sum, value) => sum + charactersIn(value), 0);
}

export type NewMessage = {
  readonly user: string;
  readonly isBot: boolean;
  readonly thread: string | null;
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  readonly attachments?: readonly unknown[];
  readonly files?: readonly string[];
  readonly metadata?: MessageMetadata | null;
  readonly clientId?: string;
  readonly broadcast?: boolean;
};

export function post(desk: Desk, team: Team, channel: Channel, given: NewMessage): Message {
  const message: Message = {
    ts: desk.ts(),
    channel: channel.id,
    thread: given.thread,
    user: given.user,
    isBot: given.isBot,
    clientId: given.clientId ?? null,
    broadcast: given.broadcast ?? false,
    text: given.text,
    blocks: withIds(desk, given.blocks ?? []),
    attachments: given.attachments ?? [],
    files: given.files ?? [],
    metadata: given.metadata ?? null,
    edited: null,
    reactions: [],
    isDeleted: false,
    stream: null,
  };
  channel.messages.push(message);
  for (const id of message.files)
    team.files.get(id)?.shares.push({ channel: channel.id, ts: message.ts, thread: message.thread });
  if (message.isBot) {
    // What the app says ends what it says of itself.
    const others = team.statuses.filter((status) => status.channel !== channel.id || status.thread !== message.thread);
    team.statuses.splice(0, team.statuses.length, ...others);
  }
  tellPosted(desk, team, message);
  return message;
}

/** Everything interactive gets a name, as at Slack, where the app gave none. */
export function withIds(desk: Desk, blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.map((block) => {
    const named = { ...block, block_id: block.block_id ?? desk.id('b').toLowerCase() };
    const name = <Element extends object>(element: Element): Element =>
      'action_id' in element ||
      !('type' in element) ||
      element.type === 'image' ||
      element.type === 'mrkdwn' ||
      element.type === 'plain_text'
        ? element
        : { ...element, action_id: desk.id('a').toLowerCase() };
    if (named.type === 'actions') return { ...named, elements: named.elements.map(name) };
    if (named.type === 'section' && named.accessory) return { ...named, accessory: name(named.accessory) };
    if (named.type === 'input') return { ...named, element: name(named.element) };
    return named;
  });
}

export function change(
  desk: Desk,
  team: Team,
  message: Message,
  how: Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'files' | 'metadata'>>,
  user: string,
): void {
  const channel = team.channels.get(message.channel);
  if (!channel) return;
  const before = posted(desk, team, channel, message);
  Object.assign(message, how, how.blocks ? { blocks: withIds(desk, how.blocks) } : {}, {
    edited: { user, ts: desk.ts() },
  });
  tellChanged(desk, team, message, before);
}

export function remove(desk: Desk, team: Team, message: Message): void {
  const channel = team.channels.get(message.channel);
  if (!channel) return;
  const before = posted(desk, team, channel, message);
  message.isDeleted = true;
  tellDeleted(desk, team, message, before);
}
