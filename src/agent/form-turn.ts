/** The turn of a brief that was filled into a form: the same checks and tools as in talk, without any model. */
import type { BriefForm } from '../ad/brief-form.ts';
import { appendTurn, readHistory } from './history.ts';
import { missingOf } from './missing.ts';
import { replyOf } from './reply.ts';
import type { ThreadState } from './thread-state.ts';
import { attachPicture } from './tools/attach-picture.ts';
import { startOver } from './tools/brand.ts';
import { drawStoryboard } from './tools/draw-storyboard.ts';
import { noteBrief } from './tools/note-brief.ts';
import type { ToolResult } from './tools/tool.ts';
import type { TurnMessage, TurnOutcome } from './turn.ts';
import { intentsOf, offeredAfter, openWorkingCopy, type WorkingCopy, waitingAfter } from './working-copy.ts';
import type { World } from './world.ts';

/** Where the thread has an ad already, the form begins another, unless that one is being made. */
export async function formTurn(
  state: ThreadState,
  message: TurnMessage,
  form: BriefForm,
  look: World,
): Promise<TurnOutcome> {
  const copy = await openWorkingCopy(state, message, look);
  await fill(copy, form);
  const say = replyOf('', copy);
  const { key, text } = message;
  return {
    state: {
      ...{ ownerId: state.ownerId, draft: copy.draft, projectId: copy.ad?.project.id ?? null },
      ...{ offered: offeredAfter(copy), waiting: waitingAfter(state.waiting, copy) },
      history: appendTurn(readHistory(state.history), { key, text, answers: [], said: say }),
    },
    say,
    intents: intentsOf(copy),
  };
}

async function fill(copy: WorkingCopy, form: BriefForm): Promise<void> {
  const note = (result: ToolResult) => {
    copy.said.push(result.say);
    return result.ok;
  };
  if (copy.ad !== null) {
    const begun = await startOver.run(undefined, copy);
    if (!begun.ok) return void note(begun);
  }
  // What is filled in is the whole brief, and no addition to what was said before.
  if (given(form.text)) copy.draft = { ...copy.draft, text: null };
  if (Object.values(form).some(given)) note(await noteBrief.run(form, copy));
  const [picture, ...others] = copy.message.pictures;
  if (picture) note(await attachPicture.run({ pictureId: picture.id }, copy));
  if (others.length > 0) copy.said.push('Send me another one by itself if that is not the product.');
  if (missingOf(copy.draft).length === 0) note(await drawStoryboard.run(undefined, copy));
}

function given(value: string | number | null): boolean {
  return value !== null && String(value).trim() !== '';
}

/** The form in the words of a message, for whoever reads the conversation later. */
export function formInWords(form: BriefForm): string {
  const parts: readonly (readonly [string, string | number | null])[] = [
    ['Brief', form.text],
    ['Brand', form.brandName],
    ['Colour', form.brandColor],
    ['Seconds', form.durationSeconds],
    ['Call to action', form.callToAction],
    ['Tone', form.tone],
    ['Language', form.language],
    ['Music', form.musicMood],
  ];
  const lines = parts.flatMap(([label, value]) => (given(value) ? [`${label}: ${value}`] : []));
  return lines.length === 0 ? 'A new ad, please.' : lines.join('\n');
}
