/** A request's body as bytes: never more than a cap, never for longer than a while. */
import type { Context } from 'hono';
import { badInput, Denial } from './denial.ts';

export type BodyLimits = {
  readonly maxBytes: number;
  /** Longest silence between two pieces. */
  readonly stallMs: number;
  /** Longest time for the whole. */
  readonly totalMs: number;
};

/** Throws 413 at the first byte too many (before any, where the length is said), 408 when it comes too slowly, 400 when it breaks off. */
export async function readBody(c: Context, limits: BodyLimits): Promise<Uint8Array<ArrayBuffer>> {
  const said = Number(c.req.header('content-length') ?? 0);
  if (said > limits.maxBytes) throw tooLarge(limits.maxBytes);
  const reader = c.req.raw.body?.getReader();
  if (!reader) return new Uint8Array(0);
  const endsAtMs = performance.now() + limits.totalMs;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const reading = reader.read();
      reading.catch(() => undefined);
      const piece = await inTime(reading, Math.min(limits.stallMs, endsAtMs - performance.now()));
      if (piece.done) return joined(pieces, size);
      size += piece.value.length;
      if (size > limits.maxBytes) throw tooLarge(limits.maxBytes);
      pieces.push(piece.value);
    }
  } catch (error) {
    // To cancel it would end the connection before the answer is out; the server drops the rest.
    reader.releaseLock();
    if (error instanceof Denial) throw error;
    throw badInput('The request broke off before its end. Please send it again.');
  }
}

async function inTime<T>(reading: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(tooSlow()), Math.max(0, ms));
  try {
    return await Promise.race([reading, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function tooLarge(maxBytes: number): Denial {
  const size =
    maxBytes >= 1024 * 1024 ? `${Math.floor(maxBytes / 1024 / 1024)} MB` : `${Math.floor(maxBytes / 1024)} KB`;
  return new Denial(413, 'too-large', `That is too much for one request: at most ${size} are taken.`);
}

function tooSlow(): Denial {
  return new Denial(408, 'too-slow', 'The request came too slowly and was given up. Please send it again.');
}
