/** Files that people sent, fetched from Slack's own hosts alone, with the workspace's token. */
import { z } from 'zod';
import { AdgenError, cancelled } from '../../ad/errors.ts';
import type { Attachment, Platform } from '../platform.ts';
import type { Workspaces } from './clients.ts';
import type { GivenFile } from './modal-needs.ts';
import { troubleOf } from './trouble.ts';

const Given = z.looseObject({
  id: z.string(),
  name: z.string().catch('a file'),
  size: z.number().int().nonnegative().nullable().catch(null),
});
const Told = z.looseObject({ url_private_download: z.string().optional(), url_private: z.string().optional() });

export function attachmentOf(file: GivenFile, team: string): Attachment {
  const { id, name, size } = Given.parse({ ...file, id: file.id ?? 'unknown' });
  return { id, name: name.slice(0, 300), bytes: size === 0 ? null : size, source: { team, file: id } };
}

type Needs = { readonly workspaces: Workspaces; readonly apiUrl: string | null };

const TIMEOUT_MS = 60_000;

/** Asked anew where the file is: what came with the message may be a stub (Slack Connect) or have moved. */
export function createFetch({ workspaces, apiUrl }: Needs): Platform['fetchAttachment'] {
  return async ({ name, source }, maxBytes, signal) => {
    if (signal.aborted) throw cancelled();
    const gone = new AdgenError('not-found', `“${name}” is not in Slack any more. Please send it again.`);
    const { team, file } = source;
    if (team === undefined || file === undefined) throw gone;
    try {
      const { client, token } = await workspaces.find(team);
      const { file: info } = await client.files.info({ file });
      const { url_private_download, url_private } = Told.parse(info ?? {});
      const url = URL.parse(url_private_download ?? url_private ?? '');
      if (!url) throw gone;
      return await download(url, token, { maxBytes, apiUrl, name }, signal);
    } catch (error) {
      throw troubleOf(error, signal);
    }
  };
}

/** A token goes to nobody but Slack. */
function isSlack(url: URL, apiUrl: string | null): boolean {
  if (apiUrl !== null && url.host === new URL(apiUrl).host) return true;
  return url.protocol === 'https:' && /(^|\.)(slack|slack-files|slack-edge)\.com$/u.test(url.hostname);
}

type Limits = { readonly maxBytes: number; readonly apiUrl: string | null; readonly name: string };

async function download(url: URL, token: string, limits: Limits, signal: AbortSignal): Promise<Uint8Array> {
  if (!isSlack(url, limits.apiUrl))
    throw new AdgenError(
      'bad-input',
      `“${limits.name}” lies outside Slack, where I may not fetch it. Please upload it here.`,
    );
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (response.status >= 500 || response.status === 429)
    throw new AdgenError('step-failed', 'Slack does not give out this file just now.', { retryAfterMs: 2000 });
  // Without the right to read files Slack answers with its page to sign in.
  const isPage = (response.headers.get('content-type') ?? '').includes('text/html');
  if (!response.ok || isPage)
    throw new AdgenError(
      'bad-input',
      `I may not read “${limits.name}”: adgen needs the permission files:read in Slack. An admin adds it and installs the app again.`,
    );
  return read(response, limits);
}

async function read({ body }: Response, { maxBytes, name }: Limits): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // The web's streams are read to their end, or cancelled by leaving the loop.
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > maxBytes)
      throw new AdgenError('bad-input', `“${name}” is larger than I can take. Please send a smaller one.`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
