/** Buttons under cards: a click is stored as an event before Slack is told that it arrived. */
import type { App, BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Receiving } from '../platform.ts';
import { CLICK } from './card-blocks.ts';
import { idIn, threadIdOf, workspaceOf } from './names.ts';
import type { People } from './people.ts';

const Clicked = z.object({
  type: z.literal('button'),
  action_id: z.string(),
  action_ts: z.string(),
  value: z.string().max(1000).catch('{}'),
});
const Where = z.object({
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }),
});

export function addClicks(
  app: App,
  { receive, people }: Pick<Receiving, 'receive'> & { readonly people: People },
): void {
  app.action<BlockAction>(new RegExp(`^${CLICK}`, 'u'), async ({ ack, body, action, client, context }) => {
    const clicked = Clicked.safeParse(action);
    const where = Where.safeParse(body);
    const team = context.teamId ?? body.team?.id;
    if (!clicked.success || !where.success || team === undefined) return ack();
    const { action_id, action_ts, value } = clicked.data;
    const { channel, message } = where.data;
    const user = body.user.id;
    const [userName, groups] = await Promise.all([
      people.nameOf(client, team, user),
      people.groupsOf(client, team, user),
    ]);
    await receive({
      key: `slack:${team}:action:${message.ts}:${action_id}:${action_ts}:${user}`,
      threadId: threadIdOf({ team, channel: channel.id, root: message.thread_ts ?? message.ts }),
      platform: 'slack',
      workspace: workspaceOf(team),
      userId: idIn(team, user),
      userName,
      groups: [...groups],
      what: { kind: 'action', action: action_id.slice(CLICK.length).replace(/:\d+$/u, ''), value },
    });
    await ack();
  });
}
