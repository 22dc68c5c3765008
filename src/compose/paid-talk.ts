/** Talk that is paid for: each turn holds the most it can cost, then pays what it came to; without money the rules answer. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { wrapLanguageModel } from 'ai';
import { TURN_LIMITS } from '../agent/create-agent.ts';
import type { ThreadState } from '../agent/thread-state.ts';
import type { Agent, TurnMessage } from '../agent/turn.ts';
import type { ChatModel } from '../providers/openai/model.ts';
import type { OpenPurse, Over, Purse } from '../providers/openai/purse.ts';
import type { Tokens } from '../providers/prices.ts';

/** Instructions, tools and the newest plan: 5,000 to 6,000 tokens in English, up to twice as many in other scripts. */
const OURS = 16_000;
/** What the tools answer to one step. */
const TOOL_ANSWERS = 500;

/** The most a turn can use: every step reads what is kept and what is new, a token for each character at most. */
function mostTokens(state: ThreadState, { text }: TurnMessage): Tokens {
  const { steps, outputTokensPerStep, messageCharacters } = TURN_LIMITS;
  const read = JSON.stringify(state).length + Math.min(text.length, messageCharacters);
  // Each step hears the steps before it, too.
  const heard = (outputTokensPerStep + TOOL_ANSWERS) * ((steps * (steps - 1)) / 2);
  return { input: steps * (OURS + read) + heard, cached: 0, output: steps * outputTokensPerStep };
}

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
      if (message.form !== undefined) return rules.turn(state, message, signal);
      const payer = state.projectId === null ? { threadId: message.threadId } : { projectId: state.projectId };
      const money = await purse.open(
        `talk:${message.key}`,
        { payer, userId: state.ownerId },
        mostTokens(state, message),
      );
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
