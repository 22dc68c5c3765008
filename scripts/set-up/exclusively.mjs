/** Lets one launch at a time change the checkout; the others wait for it and then find everything ready. */

import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const beatMs = 1_000;
const staleMs = 10_000;
const pollMs = 100;

/**
 * Runs `work` while holding the lock `file`. The holder touches the file every second, so the lock of a launch that was
 * killed is taken over after ten seconds, also across containers, where a process number would prove nothing.
 * `onWait` is called once when somebody else holds it; an aborted `signal` ends the wait.
 */
export async function exclusively(file, { signal, onWait }, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; !take(file); waited = true) {
    if (!waited) onWait();
    await wait(pollMs, undefined, { signal });
  }
  const beat = setInterval(() => touch(file), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

function take(file) {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats && Date.now() - stats.mtimeMs > staleMs) rmSync(file, { force: true });
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function touch(file) {
  const now = new Date();
  utimesSync(file, now, now);
}
