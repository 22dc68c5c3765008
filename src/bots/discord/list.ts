/** `/ad list`: my ads here, for my eyes only. */
import { type ChatInputCommandInteraction, MessageFlags, TextDisplayBuilder } from 'discord.js';
import type { FrontNeeds } from './front-needs.ts';
import { listWords } from './list-words.ts';
import { idIn, workspaceOf } from './names.ts';

export async function showList(command: ChatInputCommandInteraction, { window }: FrontNeeds): Promise<void> {
  await command.deferReply({ flags: MessageFlags.Ephemeral });
  const { guildId, user } = command;
  const overview = await window.overview(idIn(guildId, user.id), workspaceOf(guildId, user.id));
  await command.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: [new TextDisplayBuilder().setContent(listWords(overview))],
    allowedMentions: { parse: [] },
  });
}
