/** What a Discord stand-in knows: people, servers, channels, messages, files, commands and interactions. */
import type {
  APIApplicationCommand,
  APIEmbed,
  APIMessage,
  APIMessageInteractionMetadata,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  ChannelType,
  InteractionType,
  Locale,
  MessageType,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';

export type User = {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
  readonly locale: Locale;
  readonly maxFileBytes: number;
  /** Takes no messages from the bot in a conversation of two. */
  isClosed: boolean;
};

export type Member = { readonly user: string; roles: readonly string[]; readonly joinedMs: number };

export type Role = {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  readonly isMentionable: boolean;
  /** The bot's own role, which its invitation made. */
  readonly isManaged: boolean;
};

export type Guild = {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: Locale;
  readonly roles: Map<string, Role>;
  /** By user; the bot is one of them while it is there. */
  readonly members: Map<string, Member>;
  readonly botRole: string;
  boostTier: 0 | 1 | 2 | 3;
};

/** What a role or a member gets or loses in one channel. */
export type Overwrite = { readonly isMember: boolean; allow: bigint; deny: bigint };

export type Thread = {
  readonly ownerId: string;
  readonly parent: string;
  isArchived: boolean;
  isLocked: boolean;
  archivedMs: number;
  autoArchiveMinutes: ThreadAutoArchiveDuration;
  readonly members: Map<string, number>;
  totalMessages: number;
};

export type Channel = {
  readonly id: string;
  readonly type: ChannelType;
  /** Null for a conversation of two. */
  readonly guild: string | null;
  name: string;
  readonly overwrites: Map<string, Overwrite>;
  /** Of a conversation of two: the person. */
  readonly recipient: string | null;
  readonly thread: Thread | null;
  /** Oldest first. */
  readonly messages: Message[];
};

export type Message = {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  readonly createdMs: number;
  type: MessageType;
  content: string;
  embeds: readonly APIEmbed[];
  /** With what is attached still as `attachment://name`; shapes resolve it. */
  components: readonly APIMessageTopLevelComponent[];
  attachments: readonly string[];
  flags: number;
  editedMs: number | null;
  nonce: string | number | null;
  readonly reference: { readonly message: string; readonly channel: string } | null;
  readonly metadata: APIMessageInteractionMetadata | null;
  /** Only this person sees it. */
  readonly ephemeralTo: string | null;
  /** Whom it told, by sound or badge, when it was posted. */
  readonly pinged: ReadonlySet<string>;
  mentions: readonly string[];
  mentionedRoles: readonly string[];
  mentionsEveryone: boolean;
  readonly reactions: { readonly emoji: string; readonly user: string }[];
  /** What else is in it: stickers, polls, forwarded messages. */
  readonly extra: Partial<APIMessage>;
};

export type StoredFile = {
  readonly id: string;
  readonly channel: string;
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly contentType: string | null;
  readonly bytes: Uint8Array;
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Given with a command or a form: nobody else sees it, and it does not stay. */
  readonly isEphemeral: boolean;
  isGone: boolean;
};

export type Interaction = {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly user: string;
  readonly guild: string | null;
  readonly channel: string;
  readonly bornMs: number;
  /** The message a button hangs on, or a menu was opened for. */
  readonly message: string | null;
  /** What started it: `/ad create`, `button Make it`, `form brief`. */
  readonly words: string;
  readonly metadata: APIMessageInteractionMetadata;
  readonly maxFileBytes: number;
  /** First answer; null while there is none. */
  answer: FirstAnswer | null;
  answeredMs: number | null;
  /** The first message it made, or the one it hangs on where that was updated. */
  original: string | null;
  followups: number;
};

export type FirstAnswer =
  | { readonly kind: 'message'; readonly message: string }
  | { readonly kind: 'deferred'; readonly message: string; isFilled: boolean }
  | { readonly kind: 'deferred-update' }
  | { readonly kind: 'update'; readonly message: string }
  | {
      readonly kind: 'choices';
      readonly choices: readonly { readonly name: string; readonly value: string | number }[];
    }
  | { readonly kind: 'modal'; readonly modal: APIModalInteractionResponseCallbackData };

export type Command = APIApplicationCommand & { readonly type: ApplicationCommandType };

export type Typing = { readonly channel: string; readonly atMs: number };
