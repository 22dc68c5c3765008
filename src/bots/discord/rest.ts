/** How requests to Discord go out, for every client of ours. */
import type { RESTOptions } from 'discord.js';

/**
 * By Node's own `fetch`. discord.js 14.28.1 brings undici 6 and @slack/socket-mode 3.1.0 undici 8; both keep their dispatcher at the
 * same global place, and whichever comes second refuses the other's forms (seen 2026-11-23).
 */
type MakeRequest = RESTOptions['makeRequest'];

const makeRequest: MakeRequest = (url, init) => {
  // The same fields under the same names: discord.js hands them to a `fetch` itself where there is no undici.
  const given = { ...init, dispatcher: undefined } as unknown as RequestInit;
  // Node's own answer; only where types of a browser are around, too, its stream has another name.
  return fetch(url, given) as ReturnType<MakeRequest>;
};

/** `apiUrl`: as in `http://127.0.0.1:9000/api`; null: Discord's own. */
export function restOptions(apiUrl: string | null): Partial<RESTOptions> {
  return { version: '10', makeRequest, ...(apiUrl === null ? {} : { api: apiUrl }) };
}
