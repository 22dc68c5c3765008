/** Runs something while somebody may look at the page. */

/** A glance at another tab is no reason to leave. */
const LEAVE_AFTER_MS = 15_000;
const BACKGROUND = 'adgen-background';

/**
 * Calls `work` with a signal that aborts a while after the page was hidden, and again when it is shown. Browsers open six
 * connections to a server, and an open stream takes one: tabs that nobody looks at give theirs back. One of them may stay,
 * so that its title can say when something is ready.
 */
export function whileAttended(work: (signal: AbortSignal) => void, signal: AbortSignal): void {
  let working: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let letGo: (() => void) | null = null;

  const begin = () => {
    clearTimeout(timer);
    letGo?.();
    letGo = null;
    if (working) return;
    working = new AbortController();
    work(AbortSignal.any([working.signal, signal]));
  };
  const leave = async () => {
    letGo = await backgroundPlace();
    if (letGo || !document.hidden) return;
    working?.abort();
    working = null;
  };
  const change = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(leave, LEAVE_AFTER_MS);
    else begin();
  };
  document.addEventListener('visibilitychange', change, { signal });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    letGo?.();
  });
  begin();
}

/** Null when another hidden tab has it, else what gives it back. */
function backgroundPlace(): Promise<(() => void) | null> {
  const { promise, resolve } = Promise.withResolvers<(() => void) | null>();
  // Only pages from this machine or over https have locks.
  if (!('locks' in navigator)) return Promise.resolve(null);
  navigator.locks
    .request(BACKGROUND, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      const held = Promise.withResolvers<void>();
      resolve(held.resolve);
      return held.promise;
    })
    .catch(() => resolve(null));
  return promise;
}
