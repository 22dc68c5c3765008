/** `/ad stop`: stops the ad of the thread it is typed in, as the button would. */
import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { whoAsks } from './begin-who.ts';
import { sayAlone } from './commands-say.ts';
import type { FrontNeeds } from './front-needs.ts';
import { interactionKey } from './names.ts';
import { threadHere } from './thread-here.ts';

export async function stopAd(command: ChatInputCommandInteraction, { receive, window }: FrontNeeds): Promise<void> {
  await command.deferReply({ flags: MessageFlags.Ephemeral });
  const threadId = await threadHere(command);
  if (threadId === null || !(await window.knows(threadId))) return sayAlone(command, NO_AD);
  await receive({
    ...whoAsks(command),
    key: interactionKey(command.id),
    threadId,
    what: { kind: 'action', action: 'stop', value: '{}' },
  });
  await sayAlone(command, 'I stop the ad of this thread. In a moment it says here what became of it.');
}

const NO_AD = 'There is no ad of mine here. Please use `/ad stop` in the thread of the ad; `/ad list` shows your ads.';
