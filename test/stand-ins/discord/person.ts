/** A person in Discord: what they write, press and choose, and what they see. */
import { ApplicationCommandType, ComponentType, InteractionType, MessageType } from 'discord-api-types/v10';
import { everyComponent } from './component-rules.ts';
import { type Desk, need } from './desk.ts';
import type { Upload } from './files.ts';
import { tellMessage, tellReaction, tellTyping } from './happenings.ts';
import { startInteraction } from './interactions.ts';
import { readMessage } from './message-body.ts';
import { deleteMessage, systemMessage } from './message-routes.ts';
import { asMessage } from './message-shape.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { may, postingPermission } from './permissions.ts';
import { commandsFor, fillCommand, localName, type OptionValue } from './person-commands.ts';
import { maxFileBytesIn, postMessage } from './posting.ts';
import { asSeen, isBotTyping, messagesSeen, type SeenMessage } from './sight.ts';
import { dmWith } from './start-world.ts';
import { beginThread } from './thread-routes.ts';
import type { Watch } from './watch.ts';
import type { Channel, Interaction, Message, User } from './world.ts';

export type Saying = {
  readonly files?: readonly Upload[];
  /** The message it answers. */
  readonly replyTo?: string;
  /** Of a reply: without telling its author. */
  readonly isQuiet?: boolean;
  /** Stickers, polls, forwarded messages, as Discord's API shows them. */
  readonly extra?: Message['extra'];
};

export type Person = {
  readonly id: string;
  readonly name: string;
  /** `<@…>`: writes their name into a message. */
  readonly mention: string;
  /** The channel of the conversation with the bot. */
  readonly dm: () => string;
  readonly say: (channel: string, text: string, saying?: Saying) => SeenMessage;
  readonly edit: (message: string, text: string) => SeenMessage;
  readonly remove: (message: string) => void;
  readonly react: (message: string, emoji: string) => void;
  readonly type: (channel: string) => void;
  /** Begins a thread by themselves, from a message or without; resolves to its channel. */
  readonly begin: (channel: string, name: string, message?: string) => string;
  /** Chat commands as the person reads them in their language; menus by their names. */
  readonly commands: (
    channel: string,
  ) => readonly { readonly name: string; readonly shown: string; readonly kind: 'chat' | 'user' | 'message' }[];
  /** `slash(channel, 'ad create', { brief: '…', image: { name, bytes } })`. */
  readonly slash: (channel: string, words: string, values?: Readonly<Record<string, OptionValue>>) => Promise<Outcome>;
  /** What is proposed while an option is being typed. */
  readonly complete: (
    channel: string,
    words: string,
    option: string,
    text: string,
    others?: Readonly<Record<string, OptionValue>>,
  ) => Promise<Outcome>;
  /** From now on the bot cannot write to them alone. */
  readonly close: (isClosed: boolean) => void;
  /** A message's own menu: *Apps*, then the name. */
  readonly menu: (message: string, name: string) => Promise<Outcome>;
  /** By label; throws when there is none, or it cannot be pressed. */
  readonly press: (message: string, label: string) => Promise<Outcome>;
  readonly choose: (message: string, placeholder: string, labels: readonly string[]) => Promise<Outcome>;
  /** Oldest first, with what only this person is shown. */
  readonly sees: (channel: string) => readonly SeenMessage[];
  readonly seesTyping: (channel: string) => boolean;
  readonly threads: (channel: string) => readonly {
    readonly id: string;
    readonly name: string;
    readonly isArchived: boolean;
    readonly isLocked: boolean;
  }[];
  /** Messages that told this person, by sound or badge, oldest first. */
  readonly pings: () => readonly SeenMessage[];
};

export function createPerson(desk: Desk, watch: Watch, user: User): Person {
  const channelOf = (id: string): Channel => {
    const channel = need(desk.channels.get(id), `channel ${id}`);
    if (!may(desk, channel, user.id, 'ViewChannel')) throw new Error(`${user.name} does not see #${channel.name}.`);
    return channel;
  };
  const messageOf = (id: string): Message => {
    const all = [...desk.channels.values()].flatMap(({ messages }) => messages);
    const found = all.find((one) => one.id === id && (one.ephemeralTo === null || one.ephemeralTo === user.id));
    return need(found, `message ${id} for ${user.name}`);
  };
  const ownMessage = (id: string): Message => {
    const message = messageOf(id);
    if (message.author !== user.id) throw new Error(`${user.name} did not write this message.`);
    return message;
  };
  const start = (
    type: InteractionType,
    channel: Channel,
    words: string,
    data: Readonly<Record<string, unknown>>,
    message: Message | null,
  ): Promise<Outcome> => {
    const interaction: Interaction = startInteraction(desk, { type, user: user.id, channel, data, words, message });
    return outcomeOf(desk, watch, interaction);
  };
  const look = (message: Message) => asSeen(desk, user.id, message);
  return {
    id: user.id,
    name: user.name,
    mention: `<@${user.id}>`,
    dm: () => dmWith(desk, user.id).id,
    say: (id, text, saying = {}) => look(write(desk, user, channelOf(id), text, saying)),
    edit: (id, text) => {
      const message = ownMessage(id);
      message.content = text;
      message.editedMs = desk.now();
      tellMessage(desk, message, 'MESSAGE_UPDATE');
      desk.changed();
      return look(message);
    },
    remove: (id) => deleteMessage(desk, ownMessage(id)),
    react: (id, emoji) => {
      const message = messageOf(id);
      message.reactions.push({ emoji, user: user.id });
      tellReaction(desk, message, emoji, user.id, true);
      desk.changed();
    },
    close: (isClosed) => {
      user.isClosed = isClosed;
    },
    type: (id) => tellTyping(desk, channelOf(id), user.id),
    begin: (id, name, from) => {
      const [parent, message] = [channelOf(id), from === undefined ? null : messageOf(from)];
      const thread = beginThread(desk, parent, message?.id ?? desk.id(), { name }, message, user.id);
      if (message === null) systemMessage(desk, parent, MessageType.ThreadCreated, user.id, name, null);
      return thread.id;
    },
    commands: (id) =>
      commandsFor(desk, user, channelOf(id)).map((one) => ({
        name: one.name,
        shown: localName(one, user.locale),
        kind:
          one.type === ApplicationCommandType.ChatInput
            ? 'chat'
            : one.type === ApplicationCommandType.User
              ? 'user'
              : 'message',
      })),
    slash: async (id, words, values = {}) => {
      const filled = fillCommand(desk, user, channelOf(id), words, values);
      return start(InteractionType.ApplicationCommand, channelOf(id), filled.words, filled.data, null);
    },
    complete: async (id, words, option, text, others = {}) => {
      const filled = fillCommand(desk, user, channelOf(id), words, { ...others, [option]: text }, option);
      return start(InteractionType.ApplicationCommandAutocomplete, channelOf(id), filled.words, filled.data, null);
    },
    menu: async (id, name) => {
      const message = messageOf(id);
      const channel = channelOf(message.channel);
      const found = commandsFor(desk, user, channel).find(
        (one) => one.type === ApplicationCommandType.Message && one.name === name,
      );
      const { id: command, type, guild_id } = need(found, `menu "${name}" for ${user.name}`);
      const resolved = { messages: { [message.id]: asMessage(desk, message) } };
      const data = {
        id: command,
        name,
        type,
        target_id: message.id,
        resolved,
        ...(guild_id === undefined ? {} : { guild_id }),
      };
      return start(InteractionType.ApplicationCommand, channel, `menu ${name}`, data, message);
    },
    press: async (id, label) => {
      const message = messageOf(id);
      const button = look(message).buttons.find((one) => one.label === label);
      if (!button || button.isDisabled || button.customId === null)
        throw new Error(`There is no button "${label}" to press; there are: ${labelsOf(look(message))}`);
      const data = {
        component_type: ComponentType.Button,
        custom_id: button.customId,
        id: componentId(message, button.customId),
      };
      return start(InteractionType.MessageComponent, channelOf(message.channel), `button ${label}`, data, message);
    },
    choose: async (id, placeholder, labels) => {
      const message = messageOf(id);
      const menu = need(
        look(message).menus.find((one) => one.placeholder === placeholder),
        `menu "${placeholder}"`,
      );
      const options = everyComponent(message.components).find(({ node }) => node.custom_id === menu.customId)?.node
        .options;
      const values = labels.map((label) => need(valueOfOption(options, label), `option "${label}"`));
      const data = {
        component_type: ComponentType.StringSelect,
        custom_id: menu.customId,
        id: componentId(message, menu.customId),
        values,
      };
      return start(InteractionType.MessageComponent, channelOf(message.channel), `menu ${placeholder}`, data, message);
    },
    sees: (id) => messagesSeen(desk, user.id, need(desk.channels.get(id), `channel ${id}`)),
    seesTyping: (id) => isBotTyping(desk, channelOf(id)),
    threads: (id) =>
      [...desk.channels.values()].flatMap(({ id: thread, name, thread: facts }) =>
        facts?.parent === id ? [{ id: thread, name, isArchived: facts.isArchived, isLocked: facts.isLocked }] : [],
      ),
    pings: () =>
      [...desk.channels.values()].flatMap(({ messages }) =>
        messages.filter(({ pinged }) => pinged.has(user.id)).map(look),
      ),
  };
}

function labelsOf(seen: SeenMessage): string {
  return seen.buttons.map(({ label, isDisabled }) => (isDisabled ? `(${label})` : label)).join(', ') || 'none';
}

function componentId(message: Message, customId: string): number {
  return everyComponent(message.components).find(({ node }) => node.custom_id === customId)?.node.id ?? 0;
}

function valueOfOption(options: unknown, label: string): string | undefined {
  const all = options as readonly { readonly label: string; readonly value: string }[] | undefined; // a menu's, as its schema has them
  return all?.find((option) => option.label === label)?.value;
}

/** A link in it is looked up by Discord a moment later, which changes the message without anybody editing it. */
function write(
  desk: Desk,
  user: User,
  channel: Channel,
  text: string,
  { files = [], replyTo, isQuiet = false, extra }: Saying,
): Message {
  if (!may(desk, channel, user.id, postingPermission(channel)))
    throw new Error(`${user.name} may not write in #${channel.name}.`);
  const uploads = new Map(files.map((file, index) => [String(index), file]));
  const mentions = isQuiet ? { allowed_mentions: { parse: ['users', 'roles', 'everyone'], replied_user: false } } : {};
  const message = postMessage(desk, {
    channel,
    author: user.id,
    draft: readMessage({ content: text, nonce: desk.id(), ...mentions }, uploads),
    reference: replyTo === undefined ? null : { message: replyTo, channel: channel.id },
    maxFileBytes: Math.max(user.maxFileBytes, maxFileBytesIn(desk, channel)),
    ...(extra ? { extra } : {}),
  });
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (link !== undefined) {
    message.embeds = [{ type: 'link' as never, url: link, title: link }]; // the enum's own word
    tellMessage(desk, message, 'MESSAGE_UPDATE');
  }
  return message;
}
