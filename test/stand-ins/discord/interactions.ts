/** An interaction from its birth: what the gateway tells the app, with the token it answers by. */
import { randomBytes } from 'node:crypto';
import type { APIMessageInteractionMetadata } from 'discord-api-types/v10';
import { ApplicationCommandType, InteractionContextType, InteractionType } from 'discord-api-types/v10';
import type { Desk } from './desk.ts';
import { guildOf, need } from './desk.ts';
import { asChannel, asMember, asUser } from './guild-shapes.ts';
import { asMessage } from './message-shape.ts';
import { permissionsIn } from './permissions.ts';
import { maxFileBytesIn } from './posting.ts';
import type { Channel, Interaction, Message } from './world.ts';

export type Press = {
  readonly type: InteractionType;
  readonly user: string;
  readonly channel: Channel;
  readonly data: Readonly<Record<string, unknown>>;
  readonly words: string;
  /** The message a button hangs on, a menu was opened for, or a form's opener hangs on. */
  readonly message?: Message | null;
  /** Of a form: the interaction that opened it. */
  readonly opener?: Interaction;
};

/** Whoever is connected hears of it at once; nobody who comes later does. */
export function startInteraction(desk: Desk, press: Press): Interaction {
  const { type, user, channel, message = null, opener } = press;
  const id = desk.id();
  const owners = channel.guild === null ? { 0: '0' } : { 0: channel.guild };
  const base = { id, type, user: asUser(desk, user), authorizing_integration_owners: owners };
  const metadata = {
    ...base,
    ...(type === InteractionType.ApplicationCommand && message ? { target_message_id: message.id } : {}),
    ...(type === InteractionType.MessageComponent ? { interacted_message_id: message?.id } : {}),
    ...(opener ? { triggering_interaction_metadata: opener.metadata } : {}),
  } as unknown as APIMessageInteractionMetadata; // each kind has its own field above
  const own = need(desk.users.get(user), `user ${user}`).maxFileBytes;
  const interaction: Interaction = {
    id,
    token: randomBytes(90).toString('base64url'),
    type,
    user,
    guild: channel.guild,
    channel: channel.id,
    bornMs: desk.now(),
    message: message?.id ?? null,
    words: press.words,
    metadata,
    maxFileBytes: Math.max(own, maxFileBytesIn(desk, channel)),
    answer: null,
    answeredMs: null,
    original: null,
    followups: 0,
  };
  desk.interactions.set(id, interaction);
  const shape = asInteraction(desk, interaction, press);
  desk.tell({ event: 'INTERACTION_CREATE', guild: channel.guild, data: () => shape });
  return interaction;
}

function asInteraction(
  desk: Desk,
  interaction: Interaction,
  { channel, data, message }: Press,
): Readonly<Record<string, unknown>> {
  const { id, token, type, user, maxFileBytes } = interaction;
  const guild = guildOf(desk, channel);
  const permissions = String(permissionsIn(desk, channel, user));
  const member = guild?.members.get(user);
  const isOnMessage = type === InteractionType.MessageComponent || type === InteractionType.ModalSubmit;
  return {
    id,
    application_id: desk.app.id,
    type,
    data,
    token,
    version: 1,
    channel: { ...asChannel(desk, channel), permissions },
    channel_id: channel.id,
    app_permissions: String(permissionsIn(desk, channel, desk.app.botId)),
    locale: need(desk.users.get(user), `user ${user}`).locale,
    entitlements: [],
    authorizing_integration_owners: interaction.metadata.authorizing_integration_owners,
    context: guild ? InteractionContextType.Guild : InteractionContextType.BotDM,
    attachment_size_limit: maxFileBytes,
    ...(isOnMessage && message ? { message: asMessage(desk, message) } : {}),
    ...(guild && member
      ? {
          guild_id: guild.id,
          guild_locale: guild.locale,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          member: { ...asMember(member), user: asUser(desk, user), permissions },
        }
      : { user: asUser(desk, user) }),
  };
}

/** Which messages' type its first answer has, and what it hangs on. */
export function answerShape({ type, message, channel }: Interaction, command: ApplicationCommandType | null) {
  const isCommand = type === InteractionType.ApplicationCommand;
  const reference = message === null ? null : { message, channel };
  if (!isCommand) return { type: message === null ? 0 : 19, reference };
  return command === ApplicationCommandType.ChatInput ? { type: 20, reference: null } : { type: 23, reference };
}

export function isExpired(desk: Desk, { bornMs }: Interaction): boolean {
  return bornMs + desk.settings.tokenMs <= desk.now();
}
