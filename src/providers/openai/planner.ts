/** The hosted planner: a model writes scenes and words, what it writes is put right here, and the offline planner stands behind it. */
import type { ModelMessage } from 'ai';
import { cancelled } from '../../ad/errors.ts';
import { fingerprint } from '../../ad/fingerprint.ts';
import { formatUsd } from '../../ad/money.ts';
import { Plan } from '../../ad/plan.ts';
import type { Degradation } from '../../ad/project.ts';
import type { Planner } from '../../pipeline/ports.ts';
import { wordsPrice } from '../prices.ts';
import type { Patience } from './attempts.ts';
import { explain, type Failure } from './failure.ts';
import type { ChatModel } from './model.ts';
import type { Answer } from './planner/answer.ts';
import { ask, type Questioner, type Reply } from './planner/ask.ts';
import { type Ad, assemblePlan } from './planner/assemble.ts';
import { dataFor, mendingRequest } from './planner/instructions.ts';
import { type Review, review } from './planner/problems.ts';
import type { Over, Purse } from './purse.ts';

/** Tokens of a plan and its repair, for an estimate: the characters of both questions and of two five-scene answers, by four. */
export const PLAN_TOKENS = { input: 3500, cached: 0, output: 1500 } as const;

/**
 * The most that both rounds can use: two answers cut off at `MOST_OUTPUT_TOKENS`, and two questions of a brief of 4,000
 * characters with a token for each of them, which no alphabet passes by much.
 */
const MOST_TOKENS = { input: 30_000, cached: 0, output: 12_000 } as const;

/** A plan takes 5 to 15 s. Nobody waits longer than this for both rounds together, pauses included. */
const PATIENCE: Patience = { attempts: 3, totalMs: 30_000, pauseMs: 500 };

type PlannerOptions = {
  readonly model: ChatModel;
  readonly offline: Planner;
  /** Pays for every answer that came, also for those that could not be used. */
  readonly purse: Purse;
  readonly patience?: Partial<Patience>;
};

/** Throws `cancelled` when the signal is; never for what the host does. */
export function createOpenAiPlanner({ model, offline, purse, patience }: PlannerOptions): Planner {
  return {
    id: `openai-planner-1 ${model.modelId}`,
    plan: async (brief, cutout, signal, projectId) => {
      if (signal.aborted) throw cancelled();
      const { plan: draft, degraded } = await offline.plan(brief, cutout, signal, projectId);
      const instead = (why: Degradation) => ({ plan: draft, degraded: [...degraded, why] });
      const money = await purse.open(`plan:${projectId}`, { payer: { projectId }, userId: '' }, MOST_TOKENS);
      if (money.kind === 'over') return instead(withoutMoney(money, model.modelId));
      const seed = Number.parseInt(fingerprint({ brief }).slice(0, 7), 16);
      const questioner = { model, seed, patience: { ...PATIENCE, ...patience }, onUsage: money.add };
      try {
        const outcome = await consult({ brief, cutout, draft }, questioner, signal);
        return outcome.kind === 'plan'
          ? { plan: outcome.plan, degraded: [] }
          : instead(withoutModel(outcome.failure, model.modelId));
      } catch (error) {
        throw signal.aborted ? cancelled() : error;
      } finally {
        await money.close();
      }
    },
  };
}

type Outcome = { readonly kind: 'plan'; readonly plan: Plan } | { readonly kind: 'failed'; readonly failure: Failure };

/** One question; one more, naming the problems, when the answer cannot be put right here. */
async function consult(ad: Ad, questioner: Questioner, signal: AbortSignal): Promise<Outcome> {
  const endsAt = performance.now() + questioner.patience.totalMs;
  const question: ModelMessage = { role: 'user', content: dataFor(ad.brief, ad.cutout, ad.draft) };
  const first = await ask([question], questioner, signal);
  const problems = problemsOf(first, ad);
  if (problems.length === 0) return outcomeOf(first, ad);
  // A timeout is set in whole milliseconds only.
  const totalMs = Math.floor(endsAt - performance.now());
  if (totalMs < 1) return outcomeOf(first, ad);
  const hurried = { ...questioner, patience: { ...questioner.patience, totalMs } };
  const second = await ask([question, ...answered(first), mend(problems)], hurried, signal);
  const mended = outcomeOf(second, ad);
  // A weak first answer is worth more than a second one that failed.
  if (mended.kind === 'plan') return mended;
  const kept = outcomeOf(first, ad);
  return kept.kind === 'plan' ? kept : mended;
}

function problemsOf(reply: Reply, ad: Ad): readonly string[] {
  if (reply.kind === 'failed') return [];
  if (reply.kind === 'garbled') return [reply.problem];
  const { fatal, weak }: Review = review(reply.answer, ad);
  return [...fatal, ...weak];
}

function outcomeOf(reply: Reply, ad: Ad): Outcome {
  if (reply.kind === 'failed') return reply;
  if (reply.kind === 'garbled' || review(reply.answer, ad).fatal.length > 0)
    return { kind: 'failed', failure: 'unusable' };
  const plan = planFrom(reply.answer, ad);
  return plan === null ? { kind: 'failed', failure: 'unusable' } : { kind: 'plan', plan };
}

/** Null where putting the answer right fails on something nobody foresaw: the ad is made all the same. */
function planFrom(answer: Answer, ad: Ad): Plan | null {
  try {
    return Plan.parse(assemblePlan(answer, ad));
  } catch {
    return null;
  }
}

/** Enough of a runaway answer to see what is wrong with it. */
const ENOUGH = 8000;

function answered(reply: Reply): ModelMessage[] {
  if (reply.kind === 'failed') return [];
  const text = reply.kind === 'answer' ? JSON.stringify(reply.answer) : reply.text.slice(0, ENOUGH);
  return text.trim() === '' ? [] : [{ role: 'assistant', content: text }];
}

function mend(problems: readonly string[]): ModelMessage {
  return { role: 'user', content: mendingRequest(problems) };
}

function withoutMoney({ cap, capMicroUsd }: Over, modelId: string): Degradation {
  const whose = cap === 'ad' ? 'this ad' : 'this month';
  const say = `Planned without the language model, because the budget of ${formatUsd(capMicroUsd)} for ${whose} has no room for it.`;
  return { step: 'plan', sceneId: null, say, redoMicroUsd: wordsPrice(modelId, PLAN_TOKENS) ?? 0 };
}

function withoutModel(failure: Failure, modelId: string): Degradation {
  const { what, mend: advice } = explain(failure, modelId);
  const say = `Planned without the language model, because ${what}.${advice === '' ? '' : ` ${advice}`}`;
  // What another host charges is not known here.
  return { step: 'plan', sceneId: null, say, redoMicroUsd: wordsPrice(modelId, PLAN_TOKENS) ?? 0 };
}
