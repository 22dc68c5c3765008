/** Starts the server that is watched, and looks at what it has used so far. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

export type WatchedServer = {
  readonly port: number;
  /** Of all its threads, and of all it asked the database, since its start. */
  readonly look: () => Promise<z.infer<typeof Looked>>;
  readonly stop: () => Promise<void>;
};

const Started = z.object({ port: z.number() });
const Looked = z.object({ cpuSeconds: z.number(), queries: z.number() });

/** Throws when the program ends before it listens. */
export async function startWatchedServer(environment: Readonly<Record<string, string>>): Promise<WatchedServer> {
  const home = await mkdtemp(join(tmpdir(), 'adgen-watched-'));
  const { PATH = '' } = process.env;
  const child = fork(join(import.meta.dirname, 'watched-server-process.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { PATH, ADGEN_HOME: home, PORT: '0', ...environment },
  });
  const ended = once(child, 'exit');
  const gone = ended.then(() => {
    throw new Error('The server has ended.');
  });
  gone.catch(() => undefined);
  const told = async (): Promise<unknown> => {
    const [said] = await Promise.race([once(child, 'message'), gone]);
    return said;
  };
  const { port } = Started.parse(await told());
  return {
    port,
    look: async () => {
      child.send('look');
      return Looked.parse(await told());
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}
