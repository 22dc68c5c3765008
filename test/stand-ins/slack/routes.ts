/** Which address of the stand-in is what: methods, uploads, downloads, answers to presses, and the page of "Add to Slack". */
import type { IncomingHttpHeaders } from 'node:http';
import type { CallFault, CallFaults } from './call-faults.ts';
import type { Desk } from './desk.ts';
import { isSharedWithBot, takeUpload } from './file-methods.ts';
import { authorize } from './oauth.ts';
import { partsOf } from './read-call.ts';
import { respond } from './respond.ts';
import type { Reply, WebApi } from './web-api.ts';
import type { StoredFile, Team } from './world.ts';

type Answered = { readonly reply: Reply; readonly delayMs: number };
export type Routes = (method: string, url: URL, headers: IncomingHttpHeaders, bytes: Uint8Array) => Promise<Answered>;

export function createRoutes(desk: Desk, webApi: WebApi, faults: CallFaults): Routes {
  return async (method, url, headers, bytes) => {
    const [, first = '', second = '', third = ''] = url.pathname.split('/');
    if (first === 'api') return webApi.answer(url.pathname.slice('/api/'.length), headers, bytes, url.searchParams);
    if (first === 'upload') return withFault(faults.take('upload'), () => upload(desk, url, headers, bytes));
    if (first === 'files-pri') return withFault(faults.take('download'), async () => download(desk, second, headers));
    if (first === 'actions') return withFault(faults.take('respond'), async () => respond(desk, second, third, bytes));
    if (first === 'oauth') return plainly(allow(desk, url));
    if (method === 'GET') return plainly(page(200, loginPage()));
    return plainly(page(404, 'Not found'));
  };
}

function plainly(reply: Reply): Answered {
  return { reply, delayMs: 0 };
}

async function withFault(fault: CallFault | null, work: () => Promise<Reply>): Promise<Answered> {
  switch (fault?.kind) {
    case 'cut':
      return plainly({ kind: 'cut' });
    case 'lose':
      await work();
      return plainly({ kind: 'cut' });
    case 'hang':
      return plainly({ kind: 'hang' });
    case 'status':
      if (fault.isDone) await work();
      return plainly(page(fault.status, 'upstream trouble'));
    case 'limit':
      return plainly({ ...page(429, 'slow down'), headers: { 'retry-after': String(fault.retryAfterSeconds) } });
    case 'page':
      return plainly(page(200, loginPage()));
    case 'redirect':
      return plainly({ ...page(302, ''), headers: { location: fault.to } });
    case 'delay':
      return { reply: await work(), delayMs: fault.delayMs };
    default:
      return plainly(await work());
  }
}

function page(status: number, body: string) {
  return { kind: 'json' as const, status, headers: {}, body };
}

/** What Slack shows instead of a file to whom it does not know: a page, and status 200. */
function loginPage(): string {
  return '<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body><h1>Sign in to your workspace</h1></body></html>';
}

async function upload(desk: Desk, url: URL, headers: IncomingHttpHeaders, bytes: Uint8Array): Promise<Reply> {
  const [, , , teamId = '', fileId = ''] = url.pathname.split('/');
  const team = desk.teams.get(teamId);
  if (!team) return page(404, 'not found');
  const problem = takeUpload(desk, team, fileId, await contentOf(headers, bytes));
  return problem === null ? page(200, `OK - ${bytes.byteLength}`) : page(400, problem);
}

/** Either the bytes themselves or one part of a form, whatever it is called. */
async function contentOf(headers: IncomingHttpHeaders, bytes: Uint8Array): Promise<Uint8Array> {
  if (!(headers['content-type'] ?? '').startsWith('multipart/form-data')) return bytes;
  const parts = Object.values(await partsOf(headers, bytes));
  const file = parts.find((part) => part instanceof File);
  return file ? new Uint8Array(await file.arrayBuffer()) : bytes;
}

/** `T…-F…`: who asks with the right token gets the bytes, everybody else a page to sign in, as at Slack. */
function download(desk: Desk, name: string, headers: IncomingHttpHeaders): Reply {
  const [teamId = '', fileId = ''] = name.split('-');
  const team = desk.teams.get(teamId);
  const file = team?.files.get(fileId);
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (!token)
    return {
      kind: 'json',
      status: 302,
      headers: { location: `${desk.origin()}/?redir=${encodeURIComponent(name)}` },
      body: '',
    };
  if (!team || !file || file.isDeleted) return page(404, '<!DOCTYPE html><title>File not found</title>');
  return mayRead(team, file, token) && file.bytes ? bytesOf(file, file.bytes) : page(200, loginPage());
}

function mayRead(team: Team, file: StoredFile, token: string): boolean {
  const { bot } = team;
  return (
    bot.token === token && bot.state === 'active' && bot.scopes.includes('files:read') && isSharedWithBot(team, file)
  );
}

function bytesOf(file: StoredFile, bytes: Uint8Array): Reply {
  return {
    kind: 'json',
    status: 200,
    headers: {
      'content-type': file.mimetype,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    },
    body: bytes,
  };
}

/**
 * The page where people press Allow. Who they are and what they press is in the address, for a test that has no hands:
 * `as=T…:U…` (the first team's first person when absent), `press=cancel`.
 */
function allow(desk: Desk, url: URL): Reply {
  const [teamId, userId] = (url.searchParams.get('as') ?? '').split(':');
  const team = desk.teams.get(teamId || (url.searchParams.get('team') ?? '')) ?? [...desk.teams.values()][0];
  if (!team) return page(404, 'no team');
  const user = userId ?? [...team.users.keys()][0] ?? '';
  const next = authorize(desk, url.searchParams, url.searchParams.get('press') === 'cancel' ? null : { team, user });
  return 'problem' in next
    ? page(400, `<!DOCTYPE html><title>${next.problem}</title>`)
    : { ...page(302, ''), headers: { location: next.location } };
}
