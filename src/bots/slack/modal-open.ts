/** Opens the form for a new ad while its trigger lives: three seconds from the person's click. */
import type { webApi } from '@slack/bolt';
import { inTime, LATE } from './modal-in-time.ts';
import type { FrontNeeds } from './modal-needs.ts';
import { adForm } from './modal-view.ts';
import { workspaceOf } from './names.ts';

type Opening = {
  readonly triggerId: string;
  readonly teamId: string;
  /** Null: the form asks where. */
  readonly channelId: string | null;
  readonly text: string | null;
  /** Said above the fields. */
  readonly note?: string;
};

/** Of the trigger's three seconds, what a look at the brand kit may take. */
const KIT_MS = 600;

/** Throws what Slack refuses. A brand kit that cannot be had in time is left out: it fills in two fields, and no more. */
export async function openForm(
  client: Pick<webApi.WebClient, 'views'>,
  { triggerId, teamId, channelId, text, note }: Opening,
  { window, now }: Pick<FrontNeeds, 'window' | 'now'>,
): Promise<void> {
  const kit = await inTime(
    window.kit(workspaceOf(teamId)).catch(() => null),
    KIT_MS,
  );
  const prefill = { text, ...(kit === LATE || kit === null ? {} : kit) };
  const memory = { channelId, openedTs: (now() / 1000).toFixed(6) };
  await client.views.open({ trigger_id: triggerId, view: adForm(memory, prefill, note) });
}
