/** Replicate's API, each request exactly once: what was heard, what was refused, and what nobody knows. */
import Replicate from 'replicate';
import { z } from 'zod';
import { type Outcome, singleShot } from './single-shot.ts';

/** A status that nobody has heard of yet is no end. */
const Status = z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled', 'aborted']).catch('processing');

/**
 * Only what is used, and only the id is insisted on: an answer that cannot be read would be a paid call that nobody finds.
 * `input` and `output` are gone an hour after the end (replicate.com/docs, read 2026-11-22).
 */
export const Prediction = z.object({
  id: z.string().min(1),
  status: Status,
  model: z.string().nullish().catch(null),
  version: z.string().nullish().catch(null),
  input: z.record(z.string(), z.unknown()).nullish().catch(null),
  output: z.unknown().optional(),
  data_removed: z.boolean().nullish().catch(null),
  metrics: z
    .looseObject({ predict_time: z.number().nonnegative().nullish().catch(null) })
    .nullish()
    .catch(null),
  created_at: z.string().catch(''),
  started_at: z.string().nullish().catch(null),
  completed_at: z.string().nullish().catch(null),
});
export type Prediction = z.infer<typeof Prediction>;

export const REPLICATE_URL = 'https://api.replicate.com/v1';

const Page = z.object({ next: z.string().nullish(), results: z.array(Prediction) });
export type Page = z.infer<typeof Page>;

const Secret = z.object({ key: z.string() });

/** `owner/name`, or `owner/name:version` for models that are only run by version. */
export type Call = { readonly model: string; readonly input: Readonly<Record<string, unknown>> };

export type Api = {
  readonly create: (call: Call, cancelAfter: string, signal: AbortSignal) => Promise<Outcome<Prediction>>;
  readonly get: (id: string, signal: AbortSignal) => Promise<Outcome<Prediction>>;
  readonly cancel: (id: string, signal: AbortSignal) => Promise<Outcome<Prediction>>;
  /** Newest first; `page` is what the page before named as `next`. */
  readonly list: (page: string | null, signal: AbortSignal) => Promise<Outcome<Page>>;
  readonly account: (signal: AbortSignal) => Promise<Outcome<unknown>>;
  readonly model: (name: string, signal: AbortSignal) => Promise<Outcome<unknown>>;
  /** `whsec_` and base64: what Replicate signs its webhooks with. */
  readonly webhookSecret: (signal: AbortSignal) => Promise<Outcome<{ readonly key: string }>>;
};

export type ApiOptions = {
  readonly token: string;
  readonly baseUrl: string;
  /** Told when a call is over; null: nobody. */
  readonly webhookUrl: string | null;
  readonly fetch: typeof fetch;
};

/** Nothing here throws: an outcome says what happened. */
export function createApi({ token, baseUrl, webhookUrl, fetch }: ApiOptions): Api {
  const shots = singleShot(fetch, token);
  const client = new Replicate({ auth: token, baseUrl, useFileOutput: false, userAgent: 'adgen', fetch: shots.fetch });
  const send = <T>(schema: z.ZodType<T>, route: string, options: Parameters<typeof client.request>[1]) =>
    shots.outcome(schema, () => client.request(route, options));
  return {
    create: ({ model, input }, cancelAfter, signal) => {
      const [name = '', version] = model.split(':');
      const headers = { 'Cancel-After': cancelAfter };
      const told = webhookUrl === null ? {} : { webhook: webhookUrl, webhook_events_filter: ['completed'] };
      const [route, data] = version
        ? ['/predictions', { version, input, ...told }]
        : [`/models/${name}/predictions`, { input, ...told }];
      return send(Prediction, route, { method: 'POST', headers, data, signal });
    },
    get: (id, signal) => send(Prediction, `/predictions/${encodeURIComponent(id)}`, { signal }),
    cancel: (id, signal) =>
      send(Prediction, `/predictions/${encodeURIComponent(id)}/cancel`, { method: 'POST', signal }),
    list: (page, signal) => send(Page, `/predictions${pageQuery(page)}`, { signal }),
    account: (signal) => send(z.unknown(), '/account', { signal }),
    model: (name, signal) => send(z.unknown(), `/models/${name}`, { signal }),
    webhookSecret: (signal) => send(Secret, '/webhooks/default/secret', { signal }),
  };
}

/** Only the cursor is taken from the address that a page names: the token is sent to nobody but the configured host. */
function pageQuery(page: string | null): string {
  return page !== null && URL.canParse(page) ? new URL(page).search : '';
}
