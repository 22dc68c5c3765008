/** The body of a request: JSON, or a form with `payload_json` and `files[n]` (docs.discord.com, uploading files). */

import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Upload } from './files.ts';
import { refuse, refuseForm } from './refusal.ts';

export type Body = { readonly json: unknown; readonly uploads: ReadonlyMap<string, Upload> };

/** All of it, as slowly as told; throws when the caller goes away before the end. */
export async function readBytes(
  request: IncomingMessage,
  bytesPerSecond: number | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if (bytesPerSecond !== null) await delay((chunk.length / bytesPerSecond) * 1000);
  }
  if (!request.complete) throw new Error('The caller went away.');
  return new Uint8Array(Buffer.concat(chunks));
}

export async function readBody(bytes: Uint8Array<ArrayBuffer>, contentType: string | undefined): Promise<Body> {
  if (bytes.length === 0) return { json: {}, uploads: new Map() };
  if (contentType?.startsWith('application/json'))
    return { json: parsed(Buffer.from(bytes).toString('utf8')), uploads: new Map() };
  if (!contentType?.startsWith('multipart/form-data'))
    return refuseForm([
      {
        path: ['_misc'],
        code: 'CONTENT_TYPE_INVALID',
        message: 'Expected "Content-Type" header to be one of (application/json, multipart/form-data).',
      },
    ]);
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  const uploads = new Map<string, Upload>();
  let json: unknown = {};
  for (const [field, value] of form) {
    const number = /^files\[(\d+)\]$/.exec(field)?.[1];
    if (field === 'payload_json') json = parsed(typeof value === 'string' ? value : await value.text());
    else if (number !== undefined && typeof value !== 'string')
      uploads.set(number, {
        name: value.name,
        bytes: new Uint8Array(await value.arrayBuffer()),
        contentType: value.type === '' || value.type === 'application/octet-stream' ? null : value.type,
      });
    else
      refuseForm([
        { path: [field], code: 'STAND_IN_UNKNOWN_FIELD', message: 'Files come as files[n], the rest in payload_json.' },
      ]);
  }
  return { json, uploads };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('not-json');
  }
}
