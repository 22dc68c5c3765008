/** Somebody who asks after an ad again and again, over one connection that stays open. */
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export type Watcher = {
  /** Resolves with what the answer took on the connection, its head included; throws for any other `status`. */
  readonly ask: (status: 200 | 304) => Promise<number>;
  readonly leave: () => void;
};

/** `token` and `path` as in the request. */
export function createWatcher(port: number, token: string, path: string): Watcher {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let tag = '';
  let readSoFar = 0;
  return {
    ask: async (status) => {
      const known = status === 304 ? { 'if-none-match': tag } : {};
      const headers = { authorization: `Bearer ${token}`, ...known };
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path, headers, agent }, resolve).on('error', reject);
      });
      const { socket, statusCode } = answer;
      answer.resume();
      await once(answer, 'end');
      if (statusCode !== status) throw new Error(`${path}: ${statusCode} instead of ${status}`);
      tag = answer.headers.etag ?? '';
      const bytes = socket.bytesRead - readSoFar;
      readSoFar = socket.bytesRead;
      return bytes;
    },
    leave: () => agent.destroy(),
  };
}

export type Polled = { readonly polls: number; readonly bytes: number };

/** Each `times` times, `everyMs` apart, and all of them evenly in between. */
export async function pollTogether(
  watchers: readonly Watcher[],
  status: 200 | 304,
  { times, everyMs }: { readonly times: number; readonly everyMs: number },
): Promise<Polled> {
  const startedMs = performance.now();
  const until = (atMs: number) => pause(Math.max(0, startedMs + atMs - performance.now()));
  const one = async ({ ask }: Watcher, index: number) => {
    let bytes = 0;
    for (let time = 0; time < times; time++) {
      await until((time + index / watchers.length) * everyMs);
      bytes += await ask(status);
    }
    return bytes;
  };
  const bytes = await Promise.all(watchers.map(one));
  await until(times * everyMs);
  return { polls: watchers.length * times, bytes: bytes.reduce((sum, own) => sum + own, 0) };
}
