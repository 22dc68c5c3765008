/** How long this process stood still: timers, sockets and job locks had to wait for so long. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 5;

/** `stop` resolves to the longest time without a turn, in milliseconds. */
export function watchEventLoop(): { readonly stop: () => number } {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  return {
    stop: () => {
      delays.disable();
      return delays.max / 1e6;
    },
  };
}
