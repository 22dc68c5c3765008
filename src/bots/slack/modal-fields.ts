/** The fields of the brief's form: what was filled in, as the core takes it, and what is wrong with it in plain sentences. Pure. */
import { z } from 'zod';
import { Brief } from '../../ad/brief.ts';
import type { BriefForm } from '../../ad/brief-form.ts';
import type { GivenFile } from './modal-needs.ts';

/** Block ids and action ids of the form's fields. */
export const FIELDS = {
  text: 'text',
  brandName: 'brandName',
  brandColor: 'brandColor',
  duration: 'durationSeconds',
  photo: 'photo',
  callToAction: 'callToAction',
  tone: 'tone',
  language: 'language',
  mood: 'musicMood',
  /** Only where the form was opened from no conversation. */
  place: 'place',
} as const;

export type FilledForm = {
  readonly fields: BriefForm;
  readonly files: readonly GivenFile[];
  /** The conversation that was chosen in the form; null: the form did not ask, or nothing was chosen. */
  readonly place: string | null;
};

const Value = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_conversation: z.string().nullish(),
  files: z.array(z.looseObject({ id: z.string() })).nullish(),
});
const Values = z.record(z.string(), z.record(z.string(), Value));

/** `state` is `view.state.values` of a submission. Throws when it is none. */
export function readForm(state: unknown): FilledForm {
  const values = Values.parse(state);
  const field = (name: string) => values[name]?.[name];
  const words = (name: string) => field(name)?.value?.trim() || null;
  const chosen = (name: string) => field(name)?.selected_option?.value ?? null;
  const duration = chosen(FIELDS.duration);
  return {
    fields: {
      text: words(FIELDS.text),
      brandName: words(FIELDS.brandName),
      brandColor: words(FIELDS.brandColor),
      durationSeconds: duration === null ? null : Number(duration),
      callToAction: words(FIELDS.callToAction),
      tone: words(FIELDS.tone),
      language: words(FIELDS.language),
      musicMood: chosen(FIELDS.mood),
    },
    files: field(FIELDS.photo)?.files ?? [],
    place: field(FIELDS.place)?.selected_conversation ?? null,
  };
}

/** By block id, what Slack shows below each field; empty: all is well. */
export function problemsOf({ fields, place }: FilledForm, asksForPlace: boolean): Record<string, string> {
  const nowhere = asksForPlace && place === null ? 'Choose where to make the ad.' : null;
  const found: readonly (readonly [string, string | null])[] = [
    ...CHECKED.map((name) => [name, problemOf(name, fields[name])] as const),
    [FIELDS.place, nowhere],
  ];
  return Object.fromEntries(found.flatMap(([name, say]) => (say === null ? [] : [[name, say]])));
}

const CHECKED = ['text', 'brandName', 'brandColor', 'durationSeconds', 'callToAction', 'tone'] as const;

/** Only the brief itself is required; what else is missing is asked for in the thread. */
function problemOf(name: (typeof CHECKED)[number], given: string | number | null): string | null {
  if (given === null && name !== 'text') return null;
  const parsed = Brief.shape[name].safeParse(given ?? '');
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'This cannot be used.');
}
