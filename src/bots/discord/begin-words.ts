/** The message that an ad begins with: who asked, and for what. Pure. */
import type { BriefForm } from '../../ad/brief-form.ts';
import { cut, escapeText } from './markdown.ts';

const MAX_CHARACTERS = 2000;
/** What is left for the brief itself when everything else is as long as it can be. */
const MAX_BRIEF = 1400;

export type Asked = {
  readonly name: string;
  readonly fields: BriefForm;
  readonly pictures: number;
  /** The message it is made from; null: it was typed in. */
  readonly from: string | null;
  /** Nobody but who asked reads it. */
  readonly isAlone: boolean;
};

export function rootWords({ name, fields, pictures, from, isAlone }: Asked): string {
  const details = escapeText(detailsOf(fields, pictures));
  const below = [...(from === null ? [] : [`[from this message](${from})`]), ...(details === '' ? [] : [details])];
  const who = isAlone ? 'You' : `**${escapeText(name)}**`;
  const lines = [
    fields.text === null ? `${who} asked for an ad, without words so far.` : `${who} asked for an ad:`,
    // The thread is named after what is quoted.
    ...quoted(fields.text),
    ...(below.length === 0 ? [] : [`-# ${below.join(' · ')}`]),
  ];
  return cut(lines.join('\n'), MAX_CHARACTERS);
}

function quoted(text: string | null): readonly string[] {
  if (text === null) return [];
  return cut(escapeText(text), MAX_BRIEF)
    .split('\n')
    .map((line) => `> ${line}`);
}

/** Everything besides the brief itself that was filled in, on one line. */
export function detailsOf(fields: BriefForm, pictures: number): string {
  const { brandName, brandColor, durationSeconds, callToAction } = fields;
  const parts = [
    brandName,
    brandColor,
    durationSeconds === null ? null : `${durationSeconds} seconds`,
    callToAction === null ? null : `“${callToAction}”`,
    pictures === 0 ? null : pictures === 1 ? 'with a photo' : `with ${pictures} photos`,
  ];
  return parts
    .filter((part) => part !== null)
    .join(' · ')
    .replaceAll(/\s+/gu, ' ');
}

/** What can be filled in here; the rest is nothing. Blanks alone are nothing, too. */
export function briefForm(
  given: Partial<Record<'text' | 'brandName' | 'brandColor' | 'callToAction', string | null>> & {
    readonly durationSeconds?: number | null;
  },
): BriefForm {
  const words = (name: 'text' | 'brandName' | 'brandColor' | 'callToAction') => given[name]?.trim() || null;
  return {
    text: words('text'),
    brandName: words('brandName'),
    brandColor: words('brandColor'),
    durationSeconds: given.durationSeconds ?? null,
    callToAction: words('callToAction'),
    tone: null,
    language: null,
    musicMood: null,
  };
}
