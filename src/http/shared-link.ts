/** Addresses at which anybody may fetch a film until a moment that the address itself says, signed so that nobody can make one up. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { basename, extname } from 'node:path';
import { AdgenError } from '../ad/errors.ts';

export const SHARED = '/files/';

export type SharedLinks = {
  /** Opens the file without any further right: it must not reach a log. Throws `bad-input` for what is no film. */
  readonly addressOf: (key: string, name: string, endsAtMs: number) => string;
  /** What a token of ours opens; `ended`: it did once; `unknown`: it is none of ours. */
  readonly read: (token: string) => SharedFile;
};

export type SharedFile =
  | { readonly kind: 'open'; readonly key: string }
  | { readonly kind: 'ended' }
  | { readonly kind: 'unknown' };

type Options = {
  /** The same in every process, and after every start. */
  readonly secret: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly now: () => number;
};

export function createSharedLinks({ secret, publicUrl, now }: Options): SharedLinks {
  const signatureOf = (said: string) =>
    createHmac('sha256', secret).update(`adgen shared file ${said}`).digest('base64url');
  return {
    addressOf: (key, name, endsAtMs) => {
      if (!isShareable(key))
        throw new AdgenError('bad-input', 'Only finished films can be shared by a link. Choose a film.');
      const said = Buffer.from(`${Math.floor(endsAtMs / 1000)} ${key}`).toString('base64url');
      return `${publicUrl}${SHARED}${said}.${signatureOf(said)}/${encodeURIComponent(safeName(name, key))}`;
    },
    read: (token) => {
      const [said = '', signature = '', ...more] = token.split('.');
      if (more.length > 0 || !isSame(signature, signatureOf(said))) return { kind: 'unknown' };
      const [, endsAt = '', key = ''] = /^(\d+) (.+)$/.exec(Buffer.from(said, 'base64url').toString()) ?? [];
      if (!isShareable(key)) return { kind: 'unknown' };
      return now() < Number(endsAt) * 1000 ? { kind: 'open', key } : { kind: 'ended' };
    },
  };
}

/** Letters and digits of any script, with the ending that the file really has: fit for an address, a chat and a disk. */
export function safeName(name: string, key: string): string {
  const ending = extname(key);
  const said = name
    .toWellFormed()
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')
    .replace(/^[._]+/, '');
  const stem = said.toLowerCase().endsWith(ending) ? said.slice(0, -ending.length) : said;
  return stem === '' ? basename(key) : `${stem.slice(0, LONGEST_NAME).toWellFormed()}${ending}`;
}

const LONGEST_NAME = 80;

/** Photos, cutouts, storyboards and parts of films stay inside. */
function isShareable(key: string): boolean {
  return SHAREABLE.test(key) && key.split('/').every((name) => !/^\.+$/.test(name));
}

const SHAREABLE = /^projects\/[A-Za-z0-9._-]+\/outputs\/(?:[A-Za-z0-9._-]+\/)*[A-Za-z0-9._-]+\.mp4$/;

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
