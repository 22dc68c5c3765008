/** A response_url: for half an hour and five answers, to whoever pressed or in the message's place. */
import { z } from 'zod';
import type { Desk } from './desk.ts';
import { change, checkedContents, contents, post, remove, withIds } from './posting.ts';
import { Refusal } from './refusal.ts';
import type { Reply } from './web-api.ts';
import { findMessage } from './world.ts';

const MOST_USES = 5;
const LIFE_MS = 1_800_000;

const Given = z.strictObject({
  ...contents,
  response_type: z.enum(['in_channel', 'ephemeral']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
  metadata: z.looseObject({}).optional(),
});

export function respond(desk: Desk, teamId: string, id: string, bytes: Uint8Array): Reply {
  const found = desk.responseUrls.get(id);
  const team = desk.teams.get(teamId);
  const channel = team?.channels.get(found?.channel ?? '');
  if (!found || !team || !channel || found.team !== team.id) return refusal(404, 'expired_url');
  if (desk.now() - found.bornMs > LIFE_MS) return refusal(404, 'expired_url');
  if (found.uses >= MOST_USES) return refusal(404, 'used_url');
  found.uses += 1;
  const parsed = Given.safeParse(jsonOf(bytes));
  if (!parsed.success) {
    desk.faults.push(`response_url: ${parsed.error.message}`);
    return refusal(400, 'invalid_payload');
  }
  const given = parsed.data;
  const original = found.ts === null ? undefined : findMessage(channel, found.ts);
  const ephemeral = team.ephemerals.findIndex((one) => one.ts === found.ts);
  try {
    if (given.delete_original) {
      if (original) remove(desk, team, original);
      else if (ephemeral >= 0) team.ephemerals.splice(ephemeral, 1);
      return done();
    }
    const words = checkedContents(desk, team, given);
    if (given.replace_original && original) change(desk, team, original, words, team.bot.userId);
    else if (given.response_type === 'in_channel') {
      post(desk, team, channel, {
        ...words,
        user: team.bot.userId,
        isBot: true,
        thread: given.thread_ts ?? found.thread,
      });
    } else {
      if (given.replace_original && ephemeral >= 0) team.ephemerals.splice(ephemeral, 1);
      team.ephemerals.push({
        ts: desk.ts(),
        channel: channel.id,
        thread: found.thread,
        user: found.user,
        text: words.text,
        blocks: withIds(desk, words.blocks),
      });
    }
    return done();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    desk.faults.push(`response_url: ${error.code}`);
    return refusal(404, error.code);
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

function done(): Reply {
  return { kind: 'json', status: 200, headers: {}, body: { ok: true } };
}

function refusal(status: number, error: string): Reply {
  return { kind: 'json', status, headers: {}, body: { ok: false, error } };
}
