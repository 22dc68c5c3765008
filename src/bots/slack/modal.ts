/** The form for a new ad, when it is sent: what is wrong is said in it, and it closes when the ad is on its way. */
import type { App, webApi } from '@slack/bolt';
import { type Asking, beginAd, giveBack } from './modal-begin.ts';
import { behind } from './modal-behind.ts';
import { FIELDS, problemsOf, readForm } from './modal-fields.ts';
import { createOnce, inTime, LATE } from './modal-in-time.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { sayRefusal } from './modal-refusals.ts';
import type { Posted } from './modal-thread.ts';
import { AD_FORM, FormMemory } from './modal-view.ts';

/** Of Slack's three seconds; the way there and back takes its part. */
const ANSWER_MS = 1800;
/** Forms that may come again: Slack sends one again when it did not hear that it arrived. */
const REMEMBERED = 500;

/** `answerMs`: how long a form waits for its ad to begin; then it closes, and the rest goes on unseen. */
export function addModal(app: App, needs: FrontNeeds, answerMs = ANSWER_MS): void {
  const once = createOnce<Posted>(REMEMBERED);
  app.view({ callback_id: AD_FORM, type: 'view_submission' }, async ({ ack, body, view, client, context }) => {
    const memory = FormMemory.parse(JSON.parse(view.private_metadata));
    const form = readForm(view.state.values);
    const problems = problemsOf(form, memory.channelId === null);
    const channelId = memory.channelId ?? form.place;
    const refuse = (errors: Record<string, string>) => ack({ response_action: 'errors', errors });
    if (Object.keys(problems).length > 0 || channelId === null) return refuse(problems);
    const teamId = context.teamId ?? body.team?.id ?? '';
    const asking: Asking = {
      key: `slack:${teamId}:view:${view.id}`,
      teamId,
      userId: body.user.id,
      botUserId: context.botUserId ?? null,
      channelId,
      since: memory.openedTs,
      fields: form.fields,
      files: form.files,
    };
    const begun = once(asking.key, () => beginAd(client, asking, needs));
    await answer(begun, answerMs, {
      close: () => ack(),
      refuse: (say) => refuse({ [FIELDS.text]: `I could not begin yet. ${say}` }),
      later: () =>
        behind(giveBackLater(client, begun, asking, needs), needs, 'words of a form could not be given back'),
    });
  });
}

type Answers = {
  readonly close: () => Promise<void>;
  readonly refuse: (say: string) => Promise<void>;
  /** Looks after what was not done in time. */
  readonly later: () => void;
};

/**
 * In time, the form stays open with its words when nothing could be begun, and closes when the core has it. What takes longer
 * goes on behind a closed form.
 */
async function answer(begun: Promise<Posted>, answerMs: number, { close, refuse, later }: Answers): Promise<void> {
  const early = await inTime(
    begun.then(
      () => null,
      (error: unknown) => sayRefusal(error),
    ),
    answerMs,
  );
  if (early === null) return close();
  if (early !== LATE) return refuse(early);
  later();
  await close();
}

async function giveBackLater(
  client: webApi.WebClient,
  begun: Promise<Posted>,
  asking: Asking,
  { log }: Pick<FrontNeeds, 'log'>,
): Promise<void> {
  try {
    await begun;
  } catch (error) {
    log.error({ err: error, key: asking.key }, 'an ad that was asked for in a form could not be begun');
    await giveBack(client, asking, sayRefusal(error));
  }
}
