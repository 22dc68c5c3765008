/** Reads an event stream of the API until there is enough, or it ends. */
import type { Somebody } from './api-server.ts';
import type { StreamEvent } from './browser.ts';

/** Throws where the answer is no stream. */
export async function followEvents(
  person: Pick<Somebody, 'get'>,
  path: string,
  enough: (event: StreamEvent) => boolean,
  after?: string,
): Promise<readonly StreamEvent[]> {
  const answer = await person.get(path, after === undefined ? {} : { 'last-event-id': after });
  if (answer.status !== 200 || !answer.body) throw new Error(`It answered ${answer.status}.`);
  const seen: StreamEvent[] = [];
  let text = '';
  for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + piece).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      seen.push(event);
      // To leave the loop cancels the answer.
      if (enough(event)) return seen;
    }
  }
  return seen;
}

function eventOf(block: string): StreamEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return { event: fields.get('event') ?? '', id: fields.get('id') ?? null, data: fields.get('data') ?? '' };
}
