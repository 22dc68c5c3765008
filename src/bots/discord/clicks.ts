/** Buttons under cards: a click is stored as an event before Discord is told that it arrived. */
import { type ButtonInteraction, type Client, Events, MessageFlags } from 'discord.js';
import type { Receiving } from '../platform.ts';
import { whoAsks } from './begin-who.ts';
import { clickOf } from './custom-id.ts';
import type { DiscordLog } from './front-needs.ts';
import type { Hints } from './hints.ts';
import { interactionKey } from './names.ts';
import { threadHere } from './thread-here.ts';

type Needs = Pick<Receiving, 'receive'> & { readonly hints: Hints; readonly log: DiscordLog };

export function addClicks(client: Client<true>, needs: Needs): void {
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isButton()) return;
    take(interaction, needs).catch((error: unknown) => refuse(interaction, error, needs));
  });
}

async function take(interaction: ButtonInteraction, { receive, hints }: Needs): Promise<void> {
  const clicked = clickOf(interaction.customId);
  const threadId = await threadHere(interaction);
  if (!clicked || threadId === null)
    return whisper(interaction, 'I do not know this button any more. Just write what you want.');
  const who = whoAsks(interaction);
  const { applicationId, token } = interaction;
  hints.remember(threadId, who.userId, { applicationId, token });
  await receive({ ...who, key: interactionKey(interaction.id), threadId, what: { kind: 'action', ...clicked } });
  await interaction.deferUpdate();
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
