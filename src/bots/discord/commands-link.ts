/** `/ad link` and `/ad unlink`: the person's account on the page, for their eyes alone. */
import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { whoAsks } from './begin-who.ts';
import { sayAlone } from './commands-say.ts';
import type { FrontNeeds } from './front-needs.ts';
import { interactionKey } from './names.ts';

type Needs = Pick<FrontNeeds, 'links'>;

/** With the code as it was typed, with or without “link” before it; without one it says how to get one. */
export function linkAccount(command: ChatInputCommandInteraction, needs: Needs): Promise<void> {
  const typed = command.options.getString('code')?.trim() ?? '';
  return hear(command, /link/iu.test(typed) ? typed : `link ${typed}`, needs);
}

export function unlinkAccount(command: ChatInputCommandInteraction, needs: Needs): Promise<void> {
  return hear(command, 'unlink', needs);
}

async function hear(command: ChatInputCommandInteraction, said: string, { links }: Needs): Promise<void> {
  await command.deferReply({ flags: MessageFlags.Ephemeral });
  const { userId } = whoAsks(command);
  await sayAlone(command, await links.hear(said, { userId, key: interactionKey(command.id) }));
}
