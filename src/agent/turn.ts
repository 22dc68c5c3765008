/** One turn of the conversation: a message and the state of things in; words, a new state and intents out. */
import { z } from 'zod';
import type { BriefForm } from '../ad/brief-form.ts';
import { Plan } from '../ad/plan.ts';
import type { ThreadState } from './thread-state.ts';

/** A picture that came with a message: already stored, checked and usable. */
export type Picture = { readonly id: string; readonly name: string; readonly key: string };

export type TurnMessage = {
  /** Unique key of the event; the same message always has the same. */
  readonly key: string;
  readonly threadId: string;
  readonly userId: string;
  readonly workspace: string;
  /** Whether this person may say yes to what costs. */
  readonly mayApprove: boolean;
  readonly text: string;
  /** A brief that was filled into a form; `text` says the same in words. No model is asked about it. */
  readonly form?: BriefForm;
  readonly pictures: readonly Picture[];
  /** A sentence for every file that cannot be used. */
  readonly fileProblems: readonly string[];
};

export const BrandKit = z.strictObject({ brandName: z.string(), brandColor: z.string() });
export type BrandKit = z.infer<typeof BrandKit>;

/**
 * What is to be done after the turn's outcome is stored. Each can be done again without harm, so a crash between storing
 * and doing costs nothing and spends nothing twice.
 */
export const Intent = z.discriminatedUnion('kind', [
  /** Orders the ad of the draft and draws its storyboard. */
  z.strictObject({ kind: z.literal('storyboard') }),
  /** Makes `plan` the newest version; drawn again as a storyboard, or made at once where the last version was finished and it costs nothing. */
  z.strictObject({ kind: z.literal('new-version'), plan: Plan, baseVersion: z.number().int().positive() }),
  /** The person's own yes to a changed plan at a price: it becomes the newest version and is made at once. */
  z.strictObject({
    kind: z.literal('make-version'),
    plan: Plan,
    baseVersion: z.number().int().positive(),
    planHash: z.string(),
    maxMicroUsd: z.number().int().nonnegative(),
    userId: z.string(),
  }),
  /** Plans the ad anew from its brief; that is drawn as a storyboard. */
  z.strictObject({ kind: z.literal('replan'), baseVersion: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('go-back'), version: z.number().int().positive() }),
  /** The person's own yes to one plan at a price. */
  z.strictObject({
    kind: z.literal('approve'),
    planHash: z.string(),
    maxMicroUsd: z.number().int().nonnegative(),
    userId: z.string(),
  }),
  z.strictObject({ kind: z.literal('stop') }),
  /** Keeps the files of one of the thread's ads longer than `until`, the end that the person saw. */
  z.strictObject({ kind: z.literal('keep'), projectId: z.string(), until: z.string() }),
  z.strictObject({ kind: z.literal('remember-brand'), workspace: z.string(), kit: BrandKit }),
]);
export type Intent = z.infer<typeof Intent>;

export type TurnOutcome = {
  readonly state: ThreadState;
  /** The reply, plain text with blank lines between paragraphs. Never empty. */
  readonly say: string;
  readonly intents: readonly Intent[];
};

export type Agent = {
  /**
   * Never throws for what a person wrote or a model answered; throws `cancelled` when the signal ends it. Has no effect on
   * the world: run twice with the same message and state, it is only run twice.
   */
  readonly turn: (state: ThreadState, message: TurnMessage, signal: AbortSignal) => Promise<TurnOutcome>;
};
