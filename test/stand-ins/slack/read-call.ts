/** Reads what a client sent to the Web API: a form, JSON or parts, always as named arguments. */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { refuse } from './refusal.ts';

export async function readArguments(
  headers: IncomingHttpHeaders,
  bytes: Uint8Array,
  query: URLSearchParams,
): Promise<Record<string, unknown>> {
  const type = (headers['content-type'] ?? '').toLowerCase();
  const asked = Object.fromEntries(query);
  if (bytes.length === 0) return asked;
  const text = () => Buffer.from(bytes).toString('utf8');
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...asked, ...Object.fromEntries(new URLSearchParams(text())) };
  }
  if (type.startsWith('application/json')) return { ...asked, ...objectOf(text()) };
  if (type.startsWith('multipart/form-data')) return { ...asked, ...(await partsOf(headers, bytes)) };
  return refuse(type === '' ? 'missing_post_type' : 'invalid_post_type');
}

function objectOf(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return refuse('invalid_json');
  }
}

export async function partsOf(headers: IncomingHttpHeaders, bytes: Uint8Array): Promise<Record<string, string | File>> {
  const asked = new Response(Buffer.from(bytes), { headers: { 'content-type': headers['content-type'] ?? '' } });
  const parts: Record<string, string | File> = {};
  for (const [name, value] of await asked.formData()) parts[name] = value;
  return parts;
}

export function bearerOf(headers: IncomingHttpHeaders, args: Readonly<Record<string, unknown>>): string | null {
  const header = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  return header ?? (typeof args.token === 'string' ? args.token : null);
}
