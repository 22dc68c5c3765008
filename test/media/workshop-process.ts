/** A helper for tests: does what the test of the workshop asks for, good or bad. */
import { spawn } from 'node:child_process';
import { AdgenError } from '../../src/ad/errors.ts';
import { serve } from '../../src/media/workshop/serve.ts';

const forever = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    const beat = setInterval(() => undefined, 1000);
    signal.addEventListener('abort', () => {
      clearInterval(beat);
      reject(new Error('told to stop'));
    });
  });

export const CRAFTS = {
  echo: async (request: { readonly map: ReadonlyMap<string, Uint8Array>; readonly nothing?: undefined }) => ({
    ...request,
    pid: process.pid,
    secret: process.env.ADGEN_TEST_SECRET ?? null,
  }),
  fail: async ({ kind }: { readonly kind: 'ours' | 'stranger' }) => {
    if (kind === 'stranger') throw new TypeError('a mistake in drawing');
    throw new AdgenError('step-failed', 'This cannot be drawn.', { cause: new Error('why'), retryAfterMs: 7 });
  },
  die: async ({ how }: { readonly how: 'kill' | 'throw' }) => {
    if (how === 'kill') process.kill(process.pid, 'SIGKILL');
    setTimeout(() => {
      throw new Error('thrown where nobody listens');
    });
    await new Promise(() => undefined);
  },
  /** Tells on its way who works for it. */
  wait: async ({ pidFile }: { readonly pidFile: string }, signal: AbortSignal) => {
    spawn('sh', ['-c', `echo "$PPID $$" > "${pidFile}.part" && mv "${pidFile}.part" "${pidFile}"; exec sleep 60`]);
    await forever(signal);
  },
  /** Hears nothing any more. */
  block: async ({ pidFile }: { readonly pidFile: string }) => {
    const { writeFileSync } = await import('node:fs');
    writeFileSync(pidFile, String(process.pid));
    for (;;) Math.sqrt(2);
  },
};

serve(CRAFTS);
