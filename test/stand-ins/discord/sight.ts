/** What a person sees: messages with their words, files and buttons, and what only they are shown. */
import type { APIButtonComponent, APIMessageComponentEmoji, APIStringSelectComponent } from 'discord-api-types/v10';
import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10';
import { everyComponent, mediaIn, type Node } from './component-rules.ts';
import { type Desk, need } from './desk.ts';
import { fileLink } from './files.ts';
import { inNames } from './mentions.ts';
import { fileAt, filesOf } from './message-shape.ts';
import { may } from './permissions.ts';
import { isModern } from './posting.ts';
import type { Channel, Message } from './world.ts';

export type SeenFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly url: string;
};

export type SeenButton = {
  readonly label: string;
  readonly style: 'primary' | 'secondary' | 'success' | 'danger' | 'link' | 'premium';
  readonly isDisabled: boolean;
  readonly customId: string | null;
  readonly url: string | null;
};

export type SeenMessage = {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  readonly isBot: boolean;
  /** Words in the order people read them, names for ids: content, embeds, text displays. */
  readonly text: string;
  /** Those that are shown: of Components V2 what components show, in their order. */
  readonly files: readonly SeenFile[];
  /** Pictures and films from elsewhere. */
  readonly links: readonly string[];
  readonly buttons: readonly SeenButton[];
  readonly menus: readonly {
    readonly customId: string;
    readonly placeholder: string;
    readonly options: readonly string[];
  }[];
  readonly isEphemeral: boolean;
  /** "… is thinking". */
  readonly isThinking: boolean;
  readonly isEdited: boolean;
  /** Written by Discord itself. */
  readonly isSystem: boolean;
  /** It told this person, by sound or badge. */
  readonly hasPinged: boolean;
  readonly replyTo: string | null;
  readonly reactions: readonly string[];
  readonly atMs: number;
};

const STYLES = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'link',
  [ButtonStyle.Premium]: 'premium',
} as const;

/** Oldest first; nothing where the person may not look. */
export function messagesSeen(desk: Desk, user: string, channel: Channel): SeenMessage[] {
  if (!may(desk, channel, user, 'ViewChannel')) return [];
  return channel.messages
    .filter(({ ephemeralTo }) => ephemeralTo === null || ephemeralTo === user)
    .map((message) => asSeen(desk, user, message));
}

export function asSeen(desk: Desk, user: string, message: Message): SeenMessage {
  const author = need(desk.users.get(message.author), `user ${message.author}`);
  const media = mediaIn(message.components).map(({ url }) => url);
  const files = filesOf(desk, message);
  const inComponents = media.flatMap((url) => fileAt(desk, files, url) ?? []);
  const shown = isModern(message.flags) ? inComponents : files;
  const nodes = everyComponent(message.components).map(({ node }) => node);
  return {
    id: message.id,
    channel: message.channel,
    author: author.name,
    isBot: author.isBot,
    text: inNames(desk, wordsOf(message, nodes)),
    files: shown.map((file) => ({
      name: file.name,
      bytes: file.bytes,
      contentType: file.contentType,
      url: fileLink(desk, file),
    })),
    links: media.filter((url) => fileAt(desk, files, url) === undefined),
    buttons: nodes.filter(isButton).map(asButton),
    menus: nodes.filter(isMenu).map(({ custom_id, placeholder = '', options }) => ({
      customId: custom_id,
      placeholder,
      options: options.map(({ label }) => label),
    })),
    isEphemeral: message.ephemeralTo !== null,
    isThinking: (message.flags & MessageFlags.Loading) !== 0,
    isEdited: message.editedMs !== null,
    isSystem: [18, 21].includes(message.type),
    hasPinged: message.pinged.has(user),
    replyTo: message.reference?.message ?? null,
    reactions: message.reactions.map(({ emoji }) => emoji),
    atMs: message.createdMs,
  };
}

function wordsOf(message: Message, nodes: readonly Node[]): string {
  const embeds = message.embeds.flatMap(({ title, description, fields = [], footer }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  const texts = nodes.flatMap((node) => (node.type === ComponentType.TextDisplay ? [String(node.content)] : []));
  return [message.content, ...embeds, ...texts].filter((words) => words !== undefined && words !== '').join('\n');
}

function isButton(node: Node): node is Node & APIButtonComponent {
  return node.type === ComponentType.Button;
}

function isMenu(node: Node): node is Node & APIStringSelectComponent {
  return node.type === ComponentType.StringSelect;
}

function asButton(button: Node & APIButtonComponent): SeenButton {
  const emoji = 'emoji' in button ? (button.emoji as APIMessageComponentEmoji | undefined)?.name : undefined; // only buttons have it
  return {
    label: String(('label' in button ? button.label : undefined) ?? emoji ?? ''),
    style: STYLES[button.style],
    isDisabled: button.disabled === true,
    customId: 'custom_id' in button ? String(button.custom_id) : null,
    url: 'url' in button ? String(button.url) : null,
  };
}

/** For ten seconds after the bot began, or until it says something. */
export function isBotTyping(desk: Desk, channel: Channel): boolean {
  const last = desk.typings.findLast((typing) => typing.channel === channel.id);
  if (!last || last.atMs + 10_000 < desk.now()) return false;
  return !channel.messages.some(({ author, createdMs }) => author === desk.app.botId && createdMs >= last.atMs);
}
