/** An order as a form sends it: the brief in fields, the product in a picture, each checked under the name it was sent by. */
import type { Context } from 'hono';
import { z } from 'zod';
import { Brief } from '../../ad/brief.ts';
import { badInput, Denial } from './denial.ts';
import { isStrange } from './json-body.ts';
import type { Kit } from './ports.ts';
import { readBody } from './read-body.ts';

const MAX_PICTURE_MB = 25;
const MAX_PICTURE_BYTES = MAX_PICTURE_MB * 1024 * 1024;
/** The words and the picture, and what stands between them. */
const LIMITS = { maxBytes: MAX_PICTURE_BYTES + 1024 * 1024, stallMs: 15_000, totalMs: 180_000 };
const MAX_PARTS = 20;

export type Picture = { readonly name: string; readonly bytes: Uint8Array };
export type OrderForm = { readonly brief: Brief; readonly picture: Picture };

const FieldText = z.string().max(20_000);

/** The form for the document; `orderOf` says in plain words what does not fit. */
export const OrderFields = z.object({
  brief: FieldText.meta({ description: 'What the ad is about, in a sentence or two.' }),
  brandName: FieldText.optional().meta({ description: 'Left out: that of your brand kit.' }),
  primaryColor: FieldText.optional().meta({
    description: 'A CSS name or a hex value such as #4dbac7. Left out: that of your brand kit.',
  }),
  duration: FieldText.meta({ description: 'Seconds, as in 15.' }),
  callToAction: FieldText.optional(),
  tone: FieldText.optional(),
  language: FieldText.optional().meta({ description: 'BCP 47, such as en or de. Left out: that of the brief.' }),
  musicMood: FieldText.optional(),
  productImage: PictureField(),
});

export const PictureFields = z.object({ productImage: PictureField() });

function PictureField() {
  return z.file().meta({ description: `A photo of the product, at most ${MAX_PICTURE_MB} MB.` });
}

/** Which field a part of the brief comes from. */
const FIELD_OF: Readonly<Record<string, string>> = {
  text: 'brief',
  brandName: 'brandName',
  brandColor: 'primaryColor',
  durationSeconds: 'duration',
};

/** Throws 400 with the name of the field, 408, 413 and 415. */
export async function orderForm(c: Context, kit: () => Promise<Kit | null>): Promise<OrderForm> {
  const form = await multipart(c, Object.keys(OrderFields.shape));
  const word = (name: string) => wordIn(form, name);
  const [brandName, primaryColor] = [word('brandName'), word('primaryColor')];
  const known = brandName === undefined || primaryColor === undefined ? await kit() : null;
  const brief = Brief.safeParse({
    text: required('brief', word('brief')),
    brandName: required('brandName', brandName ?? known?.brandName),
    brandColor: required('primaryColor', primaryColor ?? known?.brandColor),
    durationSeconds: numberIn(required('duration', word('duration'))),
    ...{ callToAction: word('callToAction'), tone: word('tone') },
    ...{ language: word('language'), musicMood: word('musicMood') },
  });
  if (brief.success) return { brief: brief.data, picture: await pictureIn(form) };
  const [issue] = brief.error.issues;
  const part = String(issue?.path[0] ?? 'text');
  throw badInput(`${FIELD_OF[part] ?? part}: ${issue?.message ?? 'This cannot be used.'}`);
}

/** A form with a picture and nothing else. Throws as `orderForm` does. */
export async function pictureForm(c: Context): Promise<Picture> {
  return pictureIn(await multipart(c, Object.keys(PictureFields.shape)));
}

/** Throws for a field that nobody asked for, and for one that comes twice. */
async function multipart(c: Context, fields: readonly string[]): Promise<FormData> {
  const type = c.req.header('content-type') ?? '';
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";,\s]{1,70})"?/i.exec(type)?.[1];
  if (boundary === undefined)
    throw new Denial(
      415,
      'wrong-type',
      'Send a form (multipart/form-data) with the picture in the field productImage.',
    );
  const bytes = await readBody(c, LIMITS);
  if (partsIn(bytes, boundary) > MAX_PARTS) throw badInput(`The form has more than ${MAX_PARTS} fields.`);
  const form = await new Response(bytes, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw badInput('The form cannot be read: it is cut off, or not put together as multipart/form-data.');
  });
  for (const name of form.keys()) {
    const shown = name.slice(0, 60);
    if (!fields.includes(name))
      throw badInput(`${shown}: There is no such field. The fields are ${fields.join(', ')}.`);
    if (form.getAll(name).length > 1) throw badInput(`${shown}: This field was sent more than once.`);
  }
  return form;
}

/** So that a form of nothing but tiny parts is not taken apart at all. */
function partsIn(bytes: Uint8Array, boundary: string): number {
  const [whole, mark] = [Buffer.from(bytes.buffer), Buffer.from(`--${boundary}`)];
  let count = 0;
  for (let at = whole.indexOf(mark); at !== -1 && count <= MAX_PARTS; at = whole.indexOf(mark, at + mark.length))
    count += 1;
  return count - 1;
}

/** An empty field counts as left out: forms send every field they have. */
function wordIn(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  if (value === null || value === '') return undefined;
  if (typeof value !== 'string') throw badInput(`${name}: This has to be text, not a file.`);
  if (isStrange(value)) throw badInput(`${name}: There are characters in it that are no text.`);
  return value.replaceAll('\r\n', '\n');
}

function required(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw badInput(`${name}: This is missing.`);
}

/** What is no number becomes one that no check lets through, with the sentence of the brief. */
function numberIn(text: string): number {
  return /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
}

async function pictureIn(form: FormData): Promise<Picture> {
  const file = form.get('productImage');
  if (file === null) throw badInput('productImage: The picture of the product is missing.');
  if (typeof file === 'string') throw badInput('productImage: This has to be a file.');
  if (file.size === 0) throw badInput('productImage: The file is empty. Please send it again.');
  if (file.size > MAX_PICTURE_BYTES)
    throw new Denial(
      413,
      'too-large',
      `productImage: The picture is larger than ${MAX_PICTURE_MB} MB. Please send a smaller one.`,
    );
  return { name: file.name.slice(0, 200), bytes: new Uint8Array(await file.arrayBuffer()) };
}
