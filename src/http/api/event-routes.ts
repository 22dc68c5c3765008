/** An ad as server-sent events: how it stands, and again after every change, until it has ended. */
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Project } from '../../ad/project.ts';
import { isFinal } from '../../ad/project.ts';
import { glanceOf } from './glances.ts';
import type { ApiContext, Operation } from './operation.ts';
import { ownAd } from './own-ad.ts';
import type { ApiPorts } from './ports.ts';
import type { Room } from './rate-limit.ts';

const RETRY_MS = 1000;

type Needs = Pick<ApiPorts, 'desk' | 'people' | 'log'> & {
  /** Streams that are open at once. */
  readonly room: Room;
  readonly heartbeatMs: number;
  /** Ends every stream. */
  readonly signal: AbortSignal;
};

export function eventRoutes(needs: Needs): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/api/projects/{id}/events',
      id: 'watchAd',
      group: 'Ads',
      summary: 'Follow an ad as it is made',
      description:
        'Server-sent events: `ad` (its data is the ad as GET shows it, its id names that state), `beat` while nothing happens, and `end` once it has ended. Who comes back with Last-Event-ID is not told the same state again; 204 where it has ended and nothing is new.',
      pace: 'look',
      headers: { 'Last-Event-ID': 'The id of the last event that was read.' },
      answers: {
        200: { description: 'The stream.', type: 'text/event-stream' },
        204: { description: 'It has ended, and you know.' },
      },
      refusals: [404],
      handle: async (c) => {
        const project = await ownAd(c, needs);
        // Nobody would read the stream, and so nobody would end it.
        if (c.req.raw.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
        const known = c.req.header('last-event-id') ?? null;
        if (isFinal(project.status) && known === (await stateOf(project, needs)).id) return c.body(null, 204);
        const leave = needs.room.enter(c.var.person.userId);
        return stream(c, project.id, known, leave, needs);
      },
    },
  ];
}

function stream(c: ApiContext, id: string, known: string | null, leave: () => void, needs: Needs): Response {
  // Proxies that collect answers would keep them from the reader.
  c.header('X-Accel-Buffering', 'no');
  const answer = streamSSE(c, async (out) => {
    try {
      await follow(out, id, known, needs);
    } catch (err) {
      // Its end is all the reader has to know: it comes back with its id.
      needs.log.warn({ err, project: id }, 'an event stream broke off');
    } finally {
      leave();
    }
  });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

async function follow(out: SSEStreamingApi, id: string, known: string | null, needs: Needs): Promise<void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  out.onAbort(end);
  needs.signal.addEventListener('abort', end);
  const beating = setInterval(() => void out.writeSSE({ event: 'beat', data: '' }).catch(end), needs.heartbeatMs);
  let last = known;
  try {
    if (needs.signal.aborted) return;
    await out.writeSSE({ event: 'beat', data: '', retry: RETRY_MS });
    for await (const project of needs.desk.watch(id, ending.signal)) {
      const state = await stateOf(project, needs);
      if (state.id !== last) await out.writeSSE({ event: 'ad', id: state.id, data: state.data });
      last = state.id;
      if (!isFinal(project.status)) continue;
      // Nothing comes after the end.
      clearInterval(beating);
      await out.writeSSE({ event: 'end', id: state.id, data: '' });
    }
  } finally {
    clearInterval(beating);
    needs.signal.removeEventListener('abort', end);
    end();
  }
}

/** Its id names the state: who has it knows all of it. */
async function stateOf(project: Project, { desk }: Pick<ApiPorts, 'desk'>) {
  const { body, tag } = await glanceOf(project, desk);
  return { id: tag.replaceAll('"', ''), data: body };
}
