/** The REST API as functions. Whatever goes wrong is an `ApiProblem`: a code, a sentence for people, perhaps a field. */
import type { z } from 'zod';
import type { Edit } from '../../../src/ad/edit.ts';
import type {
  Ad,
  AdLine as AdLineSchema,
  AdList,
  Approval as ApprovalSchema,
  Job as JobSchema,
  Offer,
  Ordered as OrderedSchema,
  VersionLine as VersionLineSchema,
} from '../../../src/http/api/shapes.ts';
import { whileAttended } from '../attention.ts';
import { followAd } from './client-follow.ts';
import { offline, problemIn, signedOut } from './client-problem.ts';
import type { Session } from './session.ts';

export type { Ad, AdList };
export type AdLine = z.infer<typeof AdLineSchema>;
export type VersionLine = z.infer<typeof VersionLineSchema>;
type Approval = z.infer<typeof ApprovalSchema>;
type Ordered = z.infer<typeof OrderedSchema>;
type Job = z.infer<typeof JobSchema>;

export type EditRequest = {
  readonly base_version: number;
  readonly edits: readonly Edit[];
  readonly approval?: Approval;
  /** Only says what it would come to. */
  readonly preview?: boolean;
};

export type Edited = {
  /** False: nothing has changed; `offer` is what a yes would mean. */
  readonly applied: boolean;
  readonly version: number;
  readonly status: Ad['status'];
  /** In words. */
  readonly changes: readonly string[];
  readonly offer: Offer;
};

export type Kit = { readonly brandName: string | null; readonly primaryColor: string | null };
export type Link = { readonly platform: string; readonly identity: string };
export type LinkCode = { readonly code: string; readonly expires_in_seconds: number };

export type Client = {
  readonly order: (form: FormData) => Promise<Ordered>;
  readonly ad: (id: string) => Promise<Ad>;
  /** One page, newest first; `after`: what `next` said on the page before. */
  readonly ads: (after?: string) => Promise<AdList>;
  readonly generate: (id: string, approval?: Approval) => Promise<Job>;
  readonly edit: (id: string, request: EditRequest) => Promise<Edited>;
  readonly approve: (id: string, approval: Approval) => Promise<Job>;
  readonly cancel: (id: string) => Promise<Ordered & { readonly stopped: boolean }>;
  /** Oldest first. */
  readonly versions: (id: string) => Promise<readonly VersionLine[]>;
  readonly restore: (id: string, version: number) => Promise<Ordered & { readonly version: number }>;
  /** Tells each state of the ad until it has ended, through breaks of the connection; the result stops that. */
  readonly follow: (id: string, onAd: (ad: Ad) => void) => () => void;
  /** Keeps a photo for an edit that has to name it, and says its name. */
  readonly keepPicture: (photo: File) => Promise<string>;
  /** The product of a photo without what stands behind it, as a picture; nothing is ordered by it. */
  readonly cutout: (photo: File, signal: AbortSignal) => Promise<Blob>;
  readonly kit: () => Promise<Kit>;
  readonly putKit: (kit: { readonly brandName: string; readonly primaryColor: string }) => Promise<Kit>;
  readonly links: () => Promise<readonly Link[]>;
  readonly linkCode: () => Promise<LinkCode>;
  readonly unlink: (identity: string) => Promise<void>;
  /** For scripts on this machine, where nobody signs in; it does not end. */
  readonly scriptToken: () => Promise<string>;
};

export function createClient(session: Session): Client {
  const send = sender(session);
  const get = async <T>(path: string) => json<T>(await send(path, {}));
  const post = async <T>(path: string, body?: unknown) => json<T>(await send(path, written('POST', body)));
  const at = (id: string) => `/api/projects/${encodeURIComponent(id)}`;
  return {
    order: async (form) => json<Ordered>(await send('/api/projects', { method: 'POST', body: form })),
    ad: (id) => get<Ad>(at(id)),
    ads: (after) => get<AdList>(`/api/projects/user/all${after ? `?after=${encodeURIComponent(after)}` : ''}`),
    generate: (id, approval) =>
      post<Job>(`/api/generation/projects/${encodeURIComponent(id)}/generate`, approval ?? undefined),
    edit: (id, request) => post<Edited>(`${at(id)}/edits`, request),
    approve: (id, approval) => post<Job>(`${at(id)}/approve`, approval),
    cancel: (id) => post(`${at(id)}/cancel`),
    versions: async (id) => (await get<{ versions: readonly VersionLine[] }>(`${at(id)}/versions`)).versions,
    restore: (id, version) => post(`${at(id)}/versions/${version}/restore`),
    follow: (id, onAd) => {
      const stopping = new AbortController();
      whileAttended((signal) => void followAd({ send, path: at(id), onAd, signal }), stopping.signal);
      return () => stopping.abort();
    },
    keepPicture: async (photo) => {
      const kept = await send('/api/pictures', { method: 'POST', body: formOf(photo) });
      return (await json<{ photo_key: string }>(kept)).photo_key;
    },
    cutout: async (photo, signal) =>
      (await send('/api/cutouts', { method: 'POST', body: formOf(photo), signal })).blob(),
    kit: () => get<Kit>('/api/brand-kit'),
    putKit: async (kit) => json<Kit>(await send('/api/brand-kit', written('PUT', kit))),
    links: async () => (await get<{ links: readonly Link[] }>('/api/links')).links,
    linkCode: () => post<LinkCode>('/api/links/code'),
    unlink: async (identity) => void (await send('/api/links/remove', written('POST', { identity }))),
    scriptToken: async () => (await post<{ token: string }>('/api/token')).token,
  };
}

/** Resolves to an answer that is well (2xx, 304); throws `ApiProblem` for any other. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

/** Who is not known, or not any more, is made known and tries once more. */
function sender(session: Session): Send {
  return async (path, init) => {
    const first = await attempt(path, init, await session.token());
    if (first.status !== 401) return settled(first);
    const second = (await session.renew()) ? await attempt(path, init, await session.token()) : first;
    return second.status === 401 ? Promise.reject(signedOut()) : settled(second);
  };
}

async function attempt(path: string, init: RequestInit, token: string | null): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(path, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw offline();
  }
}

async function settled(answer: Response): Promise<Response> {
  if (answer.ok || answer.status === 304) return answer;
  throw await problemIn(answer);
}

function formOf(photo: File): FormData {
  const form = new FormData();
  form.set('productImage', photo);
  return form;
}

function written(method: 'POST' | 'PUT', body: unknown): RequestInit {
  if (body === undefined) return { method };
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Our own server's answer, which its schemas have checked. */
async function json<T>(answer: Response): Promise<T> {
  try {
    return (await answer.json()) as T;
  } catch {
    throw offline(); // broke off on the way
  }
}
