/** JSON that was sent, checked against a schema; what is wrong is said with the name of the field. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { badInput, Denial } from './denial.ts';
import { readBody } from './read-body.ts';

const LIMITS = { maxBytes: 256 * 1024, stallMs: 10_000, totalMs: 30_000 };

/** An empty body counts as `{}`. Throws 400, 408, 413 and 415. */
export async function jsonBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.infer<T>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const bytes = await readBody(c, LIMITS);
  if (bytes.length > 0 && type !== 'application/json')
    throw new Denial(415, 'wrong-type', 'Send JSON, with the header Content-Type: application/json.');
  return checked(schema, bytes.length === 0 ? {} : parsed(bytes));
}

/** Throws `bad-input` that names the first field that does not fit. */
function checked<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const strange = strangeText(value, '');
  if (strange !== null) throw badInput(`${strange}: There are characters in it that are no text.`);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw badInput(
    `${field === '' ? 'The request' : field}: ${(issue?.message ?? 'This cannot be read.').slice(0, 300)}`,
  );
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badInput('The request is no JSON that can be read.');
  }
}

/** Where a character stands that no database keeps: NUL, or half of one. Null: nowhere. Told by the path of its field. */
function strangeText(value: unknown, path: string): string | null {
  const waiting: { readonly value: unknown; readonly path: string }[] = [{ value, path }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (typeof next.value === 'string' && isStrange(next.value)) return next.path || 'The request';
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const [key, child] of Object.entries(next.value)) {
      if (isStrange(key)) return next.path || 'The request';
      waiting.push({ value: child, path: next.path === '' ? key : `${next.path}.${key}` });
    }
  }
  return null;
}

export function isStrange(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}
