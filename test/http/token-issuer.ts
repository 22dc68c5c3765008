/** Supabase Auth as the API sees it: keys at an address, and tokens signed with them. */
import type { webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign } from 'hono/jwt';

export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>;

export type Claims = Readonly<Record<string, unknown>>;

export async function startTokenIssuer() {
  const keys = new Map<string, webcrypto.CryptoKeyPair>();
  const shown: webcrypto.JsonWebKey[] = [];
  let asked = 0;
  let isUp = true;
  const addKey = async (kid: string) => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    keys.set(kid, pair);
    const publicKey = await crypto.subtle.exportKey('jwk', pair.publicKey);
    shown.push(Object.assign(publicKey, { kid, alg: 'ES256', use: 'sig' }));
  };
  await addKey('first');
  const server = createServer((request, response) => {
    asked += 1;
    if (!isUp || request.url !== '/auth/v1/.well-known/jwks.json') return response.writeHead(isUp ? 404 : 500).end();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: shown }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const url = `http://127.0.0.1:${port}`;
  const claimsFor = (sub: string, change: Claims = {}): Record<string, unknown> => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const usual = { sub, iss: `${url}/auth/v1`, aud: 'authenticated', iat: nowSeconds, exp: nowSeconds + 3600 };
    const all = { ...usual, role: 'authenticated', is_anonymous: false, ...change };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  };
  return {
    url,
    claimsFor,
    addKey,
    asked: () => asked,
    setUp: (up: boolean) => {
      isUp = up;
    },
    tokenFor: async (sub: string, change: Claims = {}, kid = 'first') => {
      const pair = keys.get(kid);
      if (!pair) throw new Error(`There is no key ${kid}.`);
      const key = await crypto.subtle.exportKey('jwk', pair.privateKey);
      return sign(claimsFor(sub, change), Object.assign(key, { kid, alg: 'ES256' }), 'ES256');
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Without any signature, as RFC 7519 6 allows and nobody must believe. */
export function unsigned(header: Claims, claims: Claims): string {
  const part = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(claims)}.`;
}
