/** How long a person waits for an answer when nothing has to be made: from sending to the words on screen. */
import { setTimeout as pause } from 'node:timers/promises';
import { startTalk } from '../src/cli/talk.ts';
import type { System } from '../src/compose.ts';

const SAID = [
  'An ad for Fjell, oat and vanilla cold brew. Slow mornings, strong coffee.',
  'teal',
  '3 seconds',
  'half a minute. People should find it at fjell.example',
  'what do you still need?',
] as const;

/** Seconds of the slowest answer; the first one includes everything that is only done once. */
export async function slowestReply(system: System): Promise<number> {
  let heard = 0;
  const screen = { say: () => void heard++, progress: () => undefined, endProgress: () => undefined };
  const talk = startTalk(system, 'bench', screen);
  let slowestMs = 0;
  try {
    for (const words of SAID) {
      const before = heard;
      const startedMs = performance.now();
      await talk.say(words);
      while (heard === before) await pause(2);
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
    }
  } finally {
    await talk.close();
  }
  return slowestMs / 1000;
}
