/** The conversation as it is kept between turns: plain JSON, bounded, and always acceptable to every provider. Pure. */
import { type AssistantModelMessage, type ModelMessage, modelMessageSchema, type ToolModelMessage } from 'ai';
import { fingerprint } from '../ad/fingerprint.ts';

const MAX_MESSAGES = 40;
/** Of the JSON. About 8,000 tokens. */
const MAX_CHARACTERS = 32_000;
/** Of one person's message; what it said about the ad is in the draft. */
const MAX_USER_CHARACTERS = 2000;

/** A person's message and everything that answered it. */
type Turn = readonly ModelMessage[];

/** What is stored, as messages. What is not whole (a call without its result, a shape of another day) is left out. */
export function readHistory(stored: readonly unknown[]): ModelMessage[] {
  const messages = stored.map((message) => modelMessageSchema.safeParse(message));
  if (messages.some(({ success }) => !success)) return [];
  return turnsOf(messages.flatMap(({ data }) => data ?? []))
    .filter(isWhole)
    .flat();
}

export type NewTurn = {
  /** Unique in the thread: calls are named after it. */
  readonly key: string;
  readonly text: string;
  readonly answers: readonly Answer[];
  /** What the person got to read. */
  readonly said: string;
};

type Answer = AssistantModelMessage | ToolModelMessage;

/** The history with a new turn at its end, trimmed from its beginning by whole turns. */
export function appendTurn(history: readonly ModelMessage[], { key, text, answers, said }: NewTurn): unknown[] {
  const question: ModelMessage = { role: 'user', content: clip(text, MAX_USER_CHARACTERS) };
  const words: ModelMessage = { role: 'assistant', content: said };
  const whole: Turn = [question, ...portable(answers, key), words];
  const turn = isWhole(whole) && size([whole]) <= MAX_CHARACTERS / 2 ? whole : [question, words];
  return trim([...turnsOf(history), turn]).flat();
}

/**
 * Calls and results without what only one provider understands: another model may read them next. Words come once, at the
 * end. Calls get names of their own, because not every model names them differently in every turn.
 */
function portable(answers: readonly Answer[], key: string): ModelMessage[] {
  const ids = new Map<string, string>();
  const idOf = (id: string) => {
    const own = ids.get(id) ?? `${fingerprint(key)}-${ids.size + 1}`;
    ids.set(id, own);
    return own;
  };
  return answers.flatMap((answer): ModelMessage[] => {
    const content = answer.role === 'tool' ? resultsIn(answer, idOf) : callsIn(answer, idOf);
    if (content.length === 0) return [];
    // As it will be read back: nothing `undefined`, no instances.
    return [modelMessageSchema.parse(JSON.parse(JSON.stringify({ role: answer.role, content })))];
  });
}

function resultsIn({ content }: ToolModelMessage, idOf: (id: string) => string) {
  return content.flatMap((part) => {
    if (part.type !== 'tool-result') return [];
    const { type, toolName, output } = part;
    return [{ type, toolCallId: idOf(part.toolCallId), toolName, output }];
  });
}

function callsIn({ content }: AssistantModelMessage, idOf: (id: string) => string) {
  if (typeof content === 'string') return [];
  return content.flatMap((part) => {
    if (part.type !== 'tool-call') return [];
    const { type, toolName, input } = part;
    return [{ type, toolCallId: idOf(part.toolCallId), toolName, input: objectOf(input) }];
  });
}

/** A model may send what is no object at all; no provider takes that back. */
function objectOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? input : {};
}

function turnsOf(messages: readonly ModelMessage[]): Turn[] {
  const turns: ModelMessage[][] = [];
  for (const message of messages) {
    if (message.role === 'user') turns.push([message]);
    else turns.at(-1)?.push(message);
  }
  return turns;
}

/** Every call has its result and every result its call. */
function isWhole(turn: Turn): boolean {
  const ids = (role: 'assistant' | 'tool', type: string) =>
    turn
      .filter((message) => message.role === role)
      .flatMap(({ content }) => (typeof content === 'string' ? [] : [...content]))
      .flatMap((part) => (part.type === type && 'toolCallId' in part ? [part.toolCallId] : []))
      .sort()
      .join();
  return ids('assistant', 'tool-call') === ids('tool', 'tool-result');
}

/** Whole turns only; the newest always stays. */
function trim(turns: readonly Turn[]): readonly Turn[] {
  let first = 0;
  while (first < turns.length - 1 && isTooMuch(turns.slice(first))) first++;
  return turns.slice(first);
}

function isTooMuch(turns: readonly Turn[]): boolean {
  return turns.flat().length > MAX_MESSAGES || size(turns) > MAX_CHARACTERS;
}

function size(turns: readonly Turn[]): number {
  return JSON.stringify(turns).length;
}

function clip(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters).toWellFormed()} …`;
}
