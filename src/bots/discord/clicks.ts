/** Buttons under cards: a click is stored as an event before Discord is told that it arrived. */
import { type ButtonInteraction, type Client, Events, GuildMember, MessageFlags } from 'discord.js';
import { clickOf } from './custom-id.ts';
import type { DiscordLog } from './front-needs.ts';
import type { Hints } from './hints.ts';
import { channelOf, type Receiving } from './inbound.ts';
import { idIn, interactionKey, threadIdOf, workspaceOf } from './names.ts';

type Needs = Pick<Receiving, 'receive'> & { readonly hints: Hints; readonly log: DiscordLog };

export function addClicks(client: Client<true>, needs: Needs): void {
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isButton()) return;
    take(interaction, needs).catch((error: unknown) => refuse(interaction, error, needs));
  });
}

async function take(interaction: ButtonInteraction, { receive, hints }: Needs): Promise<void> {
  const clicked = clickOf(interaction.customId);
  const threadId = await threadOf(interaction);
  if (!clicked || threadId === null)
    return whisper(interaction, 'I do not know this button any more. Just write what you want.');
  const { guildId: guild, user, applicationId, token } = interaction;
  const userId = idIn(guild, user.id);
  hints.remember(threadId, userId, { applicationId, token });
  await receive({
    key: interactionKey(interaction.id),
    threadId,
    platform: 'discord',
    workspace: workspaceOf(guild),
    userId,
    userName: nameOf(interaction).slice(0, 200),
    groups: rolesOf(interaction).map((role) => idIn(guild, role)),
    what: { kind: 'action', ...clicked },
  });
  await interaction.deferUpdate();
}

async function threadOf({
  guildId,
  channelId,
  client,
}: Pick<ButtonInteraction, 'guildId' | 'channelId' | 'client'>): Promise<string | null> {
  if (guildId === null) return threadIdOf({ guild: null, channel: channelId, thread: channelId });
  const channel = await channelOf(channelId, client);
  return channel && threadIdOf({ guild: guildId, channel: channel.parent ?? channelId, thread: channelId });
}

function nameOf({ member, user }: ButtonInteraction): string {
  const nick = member instanceof GuildMember ? member.nickname : member?.nick;
  return nick ?? user.displayName;
}

function rolesOf({ member }: ButtonInteraction): readonly string[] {
  if (member === null) return [];
  const ids = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
  return ids.slice(0, 250);
}

async function whisper(interaction: ButtonInteraction, content: string): Promise<void> {
  await interaction.reply({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
}

async function refuse(interaction: ButtonInteraction, error: unknown, { log }: Needs): Promise<void> {
  log.error({ err: error }, 'a click in Discord could not be worked on');
  if (interaction.replied || interaction.deferred) return;
  await whisper(interaction, 'That did not get through. Nothing was done; please press it again.').catch(
    () => undefined,
  );
}
