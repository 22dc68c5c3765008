/** Talk that is paid for: each turn holds the most it can cost, then pays what it came to; without money the rules answer. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { wrapLanguageModel } from 'ai';
import type { Agent } from '../agent/turn.ts';
import type { ChatModel } from '../providers/openai/model.ts';
import type { OpenPurse, Over, Purse } from '../providers/openai/purse.ts';

/** Eight steps, each with the instructions, the tools, a full history and the longest message, and an answer cut off at its limit. */
const MOST_TOKENS = { input: 8 * 20_000, cached: 0, output: 8 * 1_500 } as const;

/** The purse of the turn that is going on: the model does not know for whom it speaks. */
const paying = new AsyncLocalStorage<OpenPurse>();

/** The same model; what it uses is paid by the turn it is asked in. */
export function metered(model: ChatModel): ChatModel {
  return wrapLanguageModel({
    model,
    middleware: {
      wrapGenerate: async ({ doGenerate }) => {
        const result = await doGenerate();
        const { inputTokens, outputTokens } = result.usage;
        paying.getStore()?.add({
          modelId: model.modelId,
          inputTokens: inputTokens.total ?? 0,
          cachedTokens: inputTokens.cacheRead ?? 0,
          outputTokens: outputTokens.total ?? 0,
        });
        return result;
      },
    },
  });
}

type Talkers = {
  /** Asks a `metered` model. */
  readonly hosted: Agent;
  readonly rules: Agent;
  readonly purse: Purse;
};

export function payingAgent({ hosted, rules, purse }: Talkers): Agent {
  return {
    turn: async (state, message, signal) => {
      const payer = state.projectId === null ? { threadId: message.threadId } : { projectId: state.projectId };
      const money = await purse.open(`talk:${message.key}`, { payer, userId: state.ownerId }, MOST_TOKENS);
      if (money.kind === 'over') {
        const outcome = await rules.turn(state, message, signal);
        return { ...outcome, say: `${outcome.say}\n\n${withoutMoney(money)}` };
      }
      try {
        return await paying.run(money, () => hosted.turn(state, message, signal));
      } finally {
        await money.close();
      }
    },
  };
}

function withoutMoney({ cap }: Over): string {
  const whose = cap === 'ad' ? 'for this ad' : 'for this month';
  return `(The budget ${whose} is used up, so I answer by simple rules instead of the language model.)`;
}
