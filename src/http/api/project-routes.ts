/** Ads: look at one, list one's own, stop one. */
import { z } from 'zod';
import { badInput } from './denial.ts';
import { taggedBody, taggedJson } from './etag.ts';
import type { Glances } from './glances.ts';
import type { ApiContext, Operation } from './operation.ts';
import { ownAd, ownGlance } from './own-ad.ts';
import type { ApiPorts } from './ports.ts';
import { adLine } from './present.ts';
import { Ad, type AdList, AdList as AdListSchema, Ordered } from './shapes.ts';

const GROUP = 'Ads';
const DEFAULT_LINES = 50;
const MOST_LINES = 100;

const Stopped = Ordered.extend({
  stopped: z.boolean().meta({ description: 'False: it had already ended.' }),
});

export function projectRoutes(ports: ApiPorts & { readonly glances: Glances }): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/api/projects/user/all',
      id: 'listAds',
      group: GROUP,
      summary: 'Your ads, newest first',
      description:
        'Also those of the chats that you have linked. Answers 304 to If-None-Match when nothing has changed.',
      pace: 'look',
      query: {
        limit: `How many, 1 to ${MOST_LINES}; ${DEFAULT_LINES} where left out.`,
        after: 'What `next` said on the page before.',
      },
      answers: {
        200: { description: 'One page of the list.', schema: AdListSchema },
        304: { description: 'As before.' },
      },
      refusals: [400],
      handle: async (c) => taggedJson(c, await listed(c, ports)),
    },
    {
      method: 'get',
      path: '/api/projects/{id}',
      id: 'getAd',
      group: GROUP,
      summary: 'One ad: where it stands, its plan, its price, its films',
      description:
        'Ask as often as you like: send the ETag as If-None-Match, and while nothing changes the answer is an empty 304.',
      pace: 'look',
      answers: { 200: { description: 'The ad.', schema: Ad }, 304: { description: 'As before.' } },
      refusals: [404],
      handle: async (c) => taggedBody(c, await ownGlance(c, ports)),
    },
    {
      method: 'post',
      path: '/api/projects/{id}/cancel',
      id: 'cancelAd',
      group: GROUP,
      summary: 'Stop an ad at once',
      description: 'What is made is kept. A repeat does nothing.',
      pace: 'change',
      answers: { 200: { description: 'Stopped, or it had ended before.', schema: Stopped } },
      refusals: [404],
      handle: async (c) => {
        const { id } = await ownAd(c, ports);
        const stopped = await ports.desk.cancel(id);
        const { status } = await ownAd(c, ports);
        return c.json({ project_id: id, status, stopped } satisfies z.infer<typeof Stopped>);
      },
    },
  ];
}

async function listed(c: ApiContext, { adsOf, people }: ApiPorts): Promise<AdList> {
  const said = c.req.query('limit') ?? `${DEFAULT_LINES}`;
  const limit = /^\d{1,3}$/.test(said) ? Number(said) : 0;
  if (limit < 1 || limit > MOST_LINES) throw badInput(`limit: Give a whole number from 1 to ${MOST_LINES}.`);
  const after = cursorIn(c.req.query('after'));
  // One more than is shown says whether that was all.
  const found = await adsOf(await people.identitiesOf(c.var.person.userId), { limit: limit + 1, after });
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { projects: shown.map(adLine), next: last ? cursorOf(last) : null };
}

type Place = { readonly createdAt: string; readonly id: string };

function cursorOf({ createdAt, id }: Place): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** As the list writes it; other times may be none that a database knows. */
const CREATED = /^2\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const Cursor = z.tuple([z.string().regex(CREATED).refine(isMoment), z.string().regex(/^[\w-]{1,80}$/)]);

/** 30 February is read as a day of March, and then it is written otherwise. */
function isMoment(text: string): boolean {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 19) === text.slice(0, 19);
}

function cursorIn(said: string | undefined): Place | null {
  if (said === undefined) return null;
  try {
    const [createdAt, id] = Cursor.parse(JSON.parse(Buffer.from(said, 'base64url').toString()));
    return { createdAt, id };
  } catch {
    throw badInput('after: This is no place in the list. Send what `next` said on the page before.');
  }
}
