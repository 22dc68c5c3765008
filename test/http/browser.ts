/** A browser as the server sees it: keeps its cookie, says where it comes from, reads event streams. */

export type WireMessage = {
  readonly key: string;
  readonly position: number;
  readonly sequence: number;
  readonly at: string;
  readonly content: { readonly from: string; readonly [key: string]: unknown };
};

export type StreamEvent = { readonly event: string; readonly id: string | null; readonly data: string };

export type Browser = ReturnType<typeof createBrowser>;

export function createBrowser(address: string) {
  let cookie = '';
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (cookie !== '' && !headers.has('cookie')) headers.set('cookie', cookie);
    if (init.method === 'POST' && !headers.has('origin')) headers.set('origin', address);
    const answer = await fetch(`${address}${path}`, { ...init, headers });
    const given = answer.headers.getSetCookie()[0]?.split(';')[0];
    if (given) cookie = given;
    return answer;
  };
  const thread = async () => {
    const answer = await request('/api/threads', { method: 'POST' });
    const { thread_id } = await json<{ thread_id: string }>(answer);
    return thread_id;
  };
  return {
    request,
    cookie: () => cookie,
    /** Opens the page, which brings the cookie, and begins a conversation. */
    begin: async () => {
      await (await request('/')).text();
      return thread();
    },
    thread,
    say: (threadId: string, form: FormData) =>
      request(`/api/threads/${threadId}/messages`, { method: 'POST', body: form }),
    press: (threadId: string, click: object) =>
      request(`/api/threads/${threadId}/actions`, {
        method: 'POST',
        body: JSON.stringify(click),
        headers: { 'content-type': 'application/json' },
      }),
    /** Reads the stream until `enough` says so, the server ends it, or `signal` aborts. */
    follow: async (
      threadId: string,
      { after, enough, signal }: { after?: string; enough: (event: StreamEvent) => boolean; signal?: AbortSignal },
    ) => {
      const breaking = new AbortController();
      const both = AbortSignal.any([breaking.signal, ...(signal ? [signal] : [])]);
      const headers: Record<string, string> = after === undefined ? {} : { 'last-event-id': after };
      const seen: StreamEvent[] = [];
      try {
        const answer = await request(`/api/threads/${threadId}/events`, { headers, signal: both });
        for await (const event of eventsOf(answer)) {
          seen.push(event);
          if (enough(event)) break;
        }
      } catch (error) {
        if (!both.aborted) throw error;
      }
      breaking.abort();
      return seen;
    },
  };
}

/** Answers are read where their shape is what the test is about. */
export async function json<T>(answer: Response): Promise<T> {
  const body: unknown = await answer.json();
  return body as T; // what it holds is compared by the test
}

async function* eventsOf(answer: Response): AsyncGenerator<StreamEvent> {
  if (!answer.body) return;
  let text = '';
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      yield eventOf(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}

function eventOf(block: string): StreamEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return { event: fields.get('event') ?? '', id: fields.get('id') ?? null, data: fields.get('data') ?? '' };
}
