/** What every request and answer must keep to: our own host name, our own page as the sender, and strict headers. */
import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { Refusal } from './problem.ts';

/**
 * Only names that are surely ours: a foreign name that points to this machine would make a foreign page count as our own
 * (DNS rebinding). Addresses cannot be rebound. `publicUrl` is where people reach the page from elsewhere, if they do.
 */
export function ownHost(publicUrl: string | null): MiddlewareHandler {
  const publicHost = publicUrl === null ? null : new URL(publicUrl).hostname;
  return async (c, next) => {
    const name = hostnameOf(`http://${c.req.header('host') ?? ''}`);
    const isOurs =
      name !== null && (name === publicHost || name === 'localhost' || name.endsWith('.localhost') || isAddress(name));
    if (!isOurs) {
      throw new Refusal(421, 'set-up', 'This name is not known to adgen. Set PUBLIC_URL to the address you use.');
    }
    await next();
  };
}

/** Whatever changes something must come from our own page. Browsers always say where such a request comes from. */
export const ownPage: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site') ?? 'same-origin';
    const fromElsewhere = origin !== undefined && hostOf(origin) !== c.req.header('host');
    if (fromElsewhere || site !== 'same-origin') {
      throw new Refusal(403, 'bad-input', 'This was sent from another site. Use the page of adgen itself.');
    }
  }
  await next();
};

/**
 * Scripts, styles and files come from here and nowhere else; `blob:` is for pictures that are being sent. `accountsUrl`: where
 * the page lets people sign in, if it does.
 */
export function strictHeaders(accountsUrl: string | null): MiddlewareHandler {
  const connectSrc = accountsUrl === null ? ["'self'"] : ["'self'", new URL(accountsUrl).origin];
  return secureHeaders({ ...STRICT, contentSecurityPolicy: { ...POLICY, connectSrc } });
}

const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:'],
  mediaSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
};

const STRICT = {
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  // Whether there is https is for whoever puts it in front.
  strictTransportSecurity: false,
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
};

export const uncached: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
};

function hostnameOf(url: string): string | null {
  return URL.parse(url)?.hostname ?? null;
}

function hostOf(url: string): string | null {
  return URL.parse(url)?.host ?? null;
}

/** In URLs, IPv6 stands in brackets. */
function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}
