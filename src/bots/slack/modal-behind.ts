/** Goes on when Slack has its answer: in HTTP mode that is sent when a listener returns, so none may wait for what is slow. */
import type { SlackLog } from './modal-needs.ts';

/** Nobody waits for `work`, so what goes wrong in it is logged as `what`. */
export function behind(work: Promise<unknown>, { log }: { readonly log: Pick<SlackLog, 'error'> }, what: string): void {
  work.catch((error: unknown) => log.error({ err: error }, what));
}
