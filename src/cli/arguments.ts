/** Reads the command line of `adgen make`; whatever is wrong is one sentence. Pure. */
import { parseArgs } from 'node:util';
import { Brief } from '../ad/brief.ts';
import { AdgenError } from '../ad/errors.ts';

export type MakeArguments = {
  readonly photo: string;
  readonly brief: Brief;
  readonly out: string;
  readonly json: boolean;
};

const OPTIONS = {
  photo: { type: 'string' },
  brief: { type: 'string' },
  brand: { type: 'string' },
  color: { type: 'string' },
  seconds: { type: 'string' },
  out: { type: 'string' },
  cta: { type: 'string' },
  tone: { type: 'string' },
  language: { type: 'string' },
  music: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const REQUIRED = ['photo', 'brief', 'brand', 'color', 'seconds', 'out'] as const;

export function readMakeArguments(words: readonly string[]): MakeArguments {
  const values = parse(words);
  const missing = REQUIRED.filter((name) => values[name] === undefined);
  if (missing.length > 0) {
    throw new AdgenError(
      'bad-input',
      `Missing ${missing.map((name) => `--${name}`).join(', ')}. Try: adgen make --help`,
    );
  }
  const { photo = '', out = '', json = false } = values;
  if (out.trim() === '') throw new AdgenError('bad-input', '--out is empty. Give the folder the films go to.');
  return { photo, out, json, brief: briefOf(values) };
}

type Values = ReturnType<typeof parse>;

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: joinNegative(words), options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : 'The arguments cannot be read';
    throw new AdgenError('bad-input', `${reason}. Try: adgen make --help`, { cause: error });
  }
}

/** `--seconds -1` would read as a missing value followed by an option; it is a value, and a wrong one. */
function joinNegative(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (previous !== undefined && /^--[a-z]+$/.test(previous) && /^-\d/.test(word))
      joined[joined.length - 1] = `${previous}=${word}`;
    else joined.push(word);
  }
  return joined;
}

function briefOf(values: Values): Brief {
  const parsed = Brief.safeParse({
    text: values.brief,
    brandName: values.brand,
    brandColor: values.color,
    durationSeconds: secondsOf(values.seconds),
    callToAction: values.cta,
    tone: values.tone,
    language: values.language,
    musicMood: values.music,
  });
  if (parsed.success) return parsed.data;
  throw new AdgenError('bad-input', parsed.error.issues[0]?.message ?? 'The brief cannot be read.');
}

function secondsOf(written: string | undefined): number {
  const text = (written ?? '').trim().replace(/s$/i, '');
  return /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
