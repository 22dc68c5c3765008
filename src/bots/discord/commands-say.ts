/** Words to whoever pressed or typed something, which nobody else sees. */
import {
  type ChatInputCommandInteraction,
  codeBlock,
  escapeCodeBlock,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { BriefForm } from '../../ad/brief-form.ts';
import { sayOf } from '../../ad/errors.ts';
import { detailsOf } from './begin-words.ts';
import { cut } from './markdown.ts';
import { codeOf } from './trouble.ts';

/** What people do that asks for an answer in words. */
export type Doing = ChatInputCommandInteraction | ModalSubmitInteraction | MessageContextMenuCommandInteraction;

const MAX_CHARACTERS = 2000;
/** With why, and what is around it. */
const IN_A_BLOCK = 1500;

/** As the first answer, or in the place of “is thinking”, or after the first one. `content` is markup. */
export async function sayAlone(doing: Doing, content: string): Promise<void> {
  const words = { content: cut(content, MAX_CHARACTERS), allowedMentions: { parse: [] } };
  const answer = { ...words, flags: MessageFlags.Ephemeral } as const;
  if (doing.deferred && !doing.replied) await doing.editReply(words);
  else if (doing.replied) await doing.followUp(answer);
  else await doing.reply(answer);
}

/** Why there is no ad, and all that was typed, to copy it: `why` is markup. */
export async function giveBack(doing: Doing, why: string, fields: BriefForm, pictures: number): Promise<void> {
  const kept = [fields.text ?? '', detailsOf(fields, 0)].filter((words) => words !== '').join('\n');
  const again = pictures === 0 ? '' : ' Please give me the picture again, too.';
  const [first, ...others] = blocksOf(kept);
  await sayAlone(doing, first === undefined ? `${why}${again}` : `${why}${again} This is what you wrote:\n${first}`);
  for (const block of others) await sayAlone(doing, block);
}

function blocksOf(words: string): readonly string[] {
  const whole = escapeCodeBlock(words);
  const blocks: string[] = [];
  for (let at = 0; at < whole.length; ) {
    const part = whole.slice(at, at + IN_A_BLOCK);
    // Never in the middle of a character.
    const end = part.isWellFormed() ? part.length : part.length - 1;
    blocks.push(codeBlock(part.slice(0, end)));
    at += Math.max(1, end);
  }
  return blocks;
}

/** One sentence for whoever asked. */
export function sayRefusal(error: unknown): string {
  const code = codeOf(error);
  if (code === null) return sayOf(error);
  return `Discord would not let me (${code}). Please try again, or tell whoever runs me.`;
}
