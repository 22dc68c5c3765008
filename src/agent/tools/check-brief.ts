/** Parts of the brief as a model hands them over, checked one by one. Pure. */
import type { z } from 'zod';
import { Brief } from '../../ad/brief.ts';
import { cutText, MAX_TEXT_CHARACTERS } from '../brief-text.ts';
import { languageTagOf } from '../language-tag.ts';
import type { TOOL_INPUTS } from '../tool-inputs.ts';

type Said = z.infer<(typeof TOOL_INPUTS)['note_brief']>;
export type BriefPart = keyof Said;
/** The good parts, as the draft keeps them. */
export type CheckedBrief = { -readonly [part in BriefPart]?: NonNullable<Said[part]> };

type CheckedParts = {
  readonly good: CheckedBrief;
  /** A sentence for each part that cannot be used, or not as it is. */
  readonly problems: readonly string[];
};

export function checkBrief(said: Readonly<Record<string, unknown>>): CheckedParts {
  const good: CheckedBrief = {};
  const problems: string[] = [];
  const text = given(said.text);
  if (text !== null) {
    good.text = cutText(text.trim());
    if (good.text.length < text.trim().length) problems.push(TOO_LONG);
  }
  const duration = numberOf(given(said.durationSeconds));
  if (duration !== null) check('durationSeconds', duration, good, problems);
  for (const part of TEXTS) {
    const written = given(said[part]);
    if (written !== null) check(part, written, good, problems);
  }
  return { good, problems };
}

const TEXTS = ['brandName', 'brandColor', 'callToAction', 'tone', 'language', 'musicMood'] as const;

const TOO_LONG = `That is more than the ${MAX_TEXT_CHARACTERS} characters I can work with, so I kept the beginning. Send me the important part in your own short words if it stands further down.`;

/** Null for what was not said: null, nothing, only spaces. Anything that is no text or number is shown as it is. */
function given(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value.trim() : String(value);
  return text === '' ? null : text;
}

/** `20`, `20s` and `20 seconds`; what is no number stays text and is refused. */
function numberOf(written: string | null): number | string | null {
  const digits = written === null ? null : /^(-?[\d.]+)\s*(s|sec|secs|seconds)?$/iu.exec(written)?.[1];
  return digits === null || digits === undefined ? written : Number(digits);
}

function check<Part extends BriefPart>(
  part: Part,
  value: string | number,
  good: CheckedBrief,
  problems: string[],
): void {
  const parsed = Brief.shape[part].safeParse(known(part, value));
  if (parsed.success && parsed.data) Object.assign(good, { [part]: parsed.data });
  else problems.push(problemOf(part, value, parsed.error));
}

/** Names of languages as the schema knows them: `German` is `de`. */
function known(part: BriefPart, value: string | number): unknown {
  const written = String(value);
  if (part === 'language') return languageTagOf(written);
  return value;
}

function problemOf(part: BriefPart, value: string | number, error: z.ZodError | undefined): string {
  if (part === 'language') return `I do not know the language "${value}". Say it in English, for example "German".`;
  if (part === 'tone') return 'The tone is too long. Keep it under 120 characters.';
  if (part === 'musicMood') return 'The music mood is too long. A word or two is enough, for example "calm".';
  return error?.issues[0]?.message ?? `I cannot use "${value}".`;
}
