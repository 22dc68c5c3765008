/** The agent: one turn is a bounded loop of a language model over tools that change nothing but the turn's working copy. */
import {
  type AssistantModelMessage,
  isStepCount,
  type LanguageModel,
  type ModelMessage,
  ToolLoopAgent,
  type ToolModelMessage,
} from 'ai';
import { cancelled } from '../ad/errors.ts';
import { formTurn } from './form-turn.ts';
import { appendTurn, readHistory } from './history.ts';
import { instructionsOf } from './instructions.ts';
import { replyOf } from './reply.ts';
import type { ThreadState } from './thread-state.ts';
import { toolsOver } from './tools.ts';
import type { Agent, TurnMessage, TurnOutcome } from './turn.ts';
import { viewOf } from './view-of.ts';
import { intentsOf, offeredAfter, openWorkingCopy, type WorkingCopy, waitingAfter } from './working-copy.ts';
import type { World } from './world.ts';

export type TurnLimits = {
  /** Calls of the model in one turn; the last one has no tools, so that it has to speak. */
  readonly steps: number;
  /** For the whole turn. */
  readonly totalMs: number;
  readonly outputTokensPerStep: number;
  /** Characters of a message that are read. */
  readonly messageCharacters: number;
};

/** What a turn may use where nothing else is said. */
export const TURN_LIMITS: TurnLimits = {
  steps: 8,
  totalMs: 45_000,
  outputTokensPerStep: 1500,
  messageCharacters: 10_000,
};

type AgentNeeds = {
  /** Brings its own retries and fallback: a call of it that fails ends the turn with what was done so far. */
  readonly model: LanguageModel;
  readonly look: World;
  readonly limits?: Partial<TurnLimits>;
  /** A model that failed or ran out of time. An error of the AI SDK holds the conversation: log its name, not the whole. */
  readonly onProblem?: (error: unknown) => void;
};

export function createAgent({ model, look, limits, onProblem }: AgentNeeds): Agent {
  const bounds = { ...TURN_LIMITS, ...limits };
  return {
    turn: async (state, message, signal) => {
      if (signal.aborted) throw cancelled();
      if (message.form !== undefined) return formTurn(state, message, message.form, look);
      const seen = within(message, bounds.messageCharacters);
      const copy = await openWorkingCopy(state, seen, look);
      const history = readHistory(state.history);
      const talk = await converse(model, copy, history, bounds, signal);
      if (talk.problem !== null) onProblem?.(talk.problem);
      return outcomeOf(state, copy, history, talk);
    },
  };
}

type Answer = AssistantModelMessage | ToolModelMessage;

type Talk = {
  readonly words: string;
  readonly answers: readonly Answer[];
  /** What ended it early; null when nothing did. */
  readonly problem: unknown;
};

/** Throws `cancelled` when the signal ends it; whatever else ends it early, what was done until then counts. */
async function converse(
  model: LanguageModel,
  copy: WorkingCopy,
  history: readonly ModelMessage[],
  limits: TurnLimits,
  signal: AbortSignal,
): Promise<Talk> {
  const answers: Answer[] = [];
  const agent = new ToolLoopAgent({
    model,
    tools: toolsOver(copy),
    // One after the other: an edit sees what the edit before it did.
    toolCallConcurrency: 1,
    stopWhen: isStepCount(limits.steps),
    maxOutputTokens: limits.outputTokensPerStep,
    maxRetries: 0,
    prepareStep: ({ stepNumber }) => ({
      instructions: instructionsOf(viewOf(copy)),
      ...(stepNumber === limits.steps - 1 ? { activeTools: [] } : {}),
    }),
    onStepEnd: ({ response }) => {
      answers.push(...response.messages);
    },
  });
  const messages: ModelMessage[] = [...history, { role: 'user', content: copy.message.text }];
  try {
    const result = await agent.generate({ messages, abortSignal: signal, timeout: { totalMs: limits.totalMs } });
    return { words: result.text, answers, problem: null };
  } catch (problem) {
    if (signal.aborted) throw cancelled();
    return { words: '', answers, problem };
  }
}

function outcomeOf(state: ThreadState, copy: WorkingCopy, history: readonly ModelMessage[], talk: Talk): TurnOutcome {
  const silent = talk.problem !== null && copy.said.length === 0;
  const say = silent ? NO_MODEL : replyOf(talk.words, copy);
  const { key, text } = copy.message;
  return {
    state: {
      ownerId: state.ownerId,
      draft: copy.draft,
      projectId: copy.ad?.project.id ?? null,
      offered: offeredAfter(copy),
      waiting: waitingAfter(state.waiting, copy),
      history: appendTurn(history, { key, text, answers: talk.answers, said: say }),
    },
    say,
    intents: intentsOf(copy),
  };
}

const NO_MODEL = 'Sorry, I could not think that through just now. Please send it again in a minute; nothing is lost.';

/** A very long message is read from its beginning, and the person is told so. */
function within(message: TurnMessage, characters: number): TurnMessage {
  if (message.text.length <= characters) return message;
  const notice = `Your message is very long, so I read only its first ${characters.toLocaleString('en')} characters.`;
  return {
    ...message,
    text: message.text.slice(0, characters).toWellFormed(),
    fileProblems: [...message.fileProblems, notice],
  };
}
