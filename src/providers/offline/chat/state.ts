/** The part of the agent's state that the offline model reads from `<state>…</state>` in its instructions. */
import { z } from 'zod';
import { AdgenError } from '../../../ad/errors.ts';
import { Transition } from '../../../ad/plan.ts';

const text = z.string().nullable();

const Scene = z.object({
  place: z.number(),
  id: z.string(),
  role: z.string(),
  seconds: z.number(),
  headline: text,
  support: text,
  pill: text,
  warmth: z.number(),
  brightness: z.number(),
  product: z.object({ usage: z.string(), scale: z.number() }),
  transition: z.union([Transition, z.string()]),
});
export type Scene = z.infer<typeof Scene>;

const Ad = z.object({
  status: z.string(),
  version: z.number(),
  versions: z.array(z.number()),
  awaitingApproval: z.boolean(),
  filesExpired: z.boolean().default(false),
  estimate: z.string(),
  brandColor: z.string(),
  totalSeconds: z.number(),
  music: z.object({ mood: z.string(), tempoBpm: z.number() }).nullable(),
  scenes: z.array(Scene),
});
export type Ad = z.infer<typeof Ad>;

const Missing = z.enum(['text', 'picture', 'brandName', 'brandColor', 'durationSeconds']);
export type Missing = z.infer<typeof Missing>;
/** What a tool may say is still missing; a word this model does not know is passed over. */
export const MissingList = z.array(z.string()).transform((words) => words.flatMap((word) => known(word)));

const Picture = z.object({ id: z.string(), name: z.string() });
export type Picture = z.infer<typeof Picture>;

export const State = z.object({
  brief: z.object({
    text,
    brandName: text,
    brandColor: text,
    durationSeconds: z.number().nullable(),
    callToAction: text,
  }),
  picture: z.enum(['missing', 'attached']),
  newPictures: z.array(Picture),
  fileProblems: z.array(z.string()),
  missing: z.array(Missing),
  ad: Ad.nullable(),
  person: z.object({ mayApprove: z.boolean(), approver: text }),
  brandKit: z.object({ brandName: z.string(), brandColor: z.string() }).nullable(),
});
export type State = z.infer<typeof State>;

/** Throws `set-up` when the instructions hold no readable state: whoever calls the model forgot it. */
export function readState(instructions: string): State {
  const written = /<state>([\s\S]*?)<\/state>/.exec(instructions)?.[1];
  try {
    return State.parse(JSON.parse(written ?? ''));
  } catch (cause) {
    throw new AdgenError('set-up', 'The offline language model needs the state of the thread in its instructions.', {
      cause,
    });
  }
}

function known(word: string): readonly Missing[] {
  const parsed = Missing.safeParse(word);
  return parsed.success ? [parsed.data] : [];
}
