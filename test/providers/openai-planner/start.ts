/** The hosted planner before a stand-in that answers by a script. */
import { onTestFinished } from 'vitest';
import type { Brief } from '../../../src/ad/brief.ts';
import { createOfflinePlanner } from '../../../src/providers/offline/planner.ts';
import type { Usage } from '../../../src/providers/openai/failure.ts';
import { createOpenAiModel } from '../../../src/providers/openai/model.ts';
import { createOpenAiPlanner } from '../../../src/providers/openai/planner.ts';
import type { Purse } from '../../../src/providers/openai/purse.ts';
import { API_KEY, type Script, startOpenAiServer } from '../../stand-ins/openai-server.ts';
import { CAN, FJELL } from './answers.ts';

type Settings = {
  readonly apiKey?: string;
  readonly totalMs?: number;
  readonly isGateway?: boolean;
  /** Everything is paid, and nothing written down, when absent. */
  readonly purse?: Purse;
};

export async function start(
  script: readonly Script[],
  { apiKey = API_KEY, totalMs = 10_000, isGateway, purse }: Settings = {},
) {
  const server = await startOpenAiServer(script);
  onTestFinished(server.close);
  // The Responses API is for OpenAI's own address only: its requests are led to the stand-in on their way out.
  const detour: typeof fetch = (url, init) => fetch(String(url).replace('https://api.openai.com/v1', server.url), init);
  const where = isGateway ? { baseUrl: server.url } : { fetch: detour };
  const settings = { apiKey, modelId: 'gpt-4o-mini', ...where };
  const used: Usage[] = [];
  const planner = createOpenAiPlanner({
    model: createOpenAiModel(settings),
    offline: createOfflinePlanner(),
    purse: purse ?? {
      open: async () => ({ kind: 'open', add: (usage) => void used.push(usage), close: async () => {} }),
    },
    patience: { totalMs, pauseMs: 1 },
  });
  const plan = (brief: Brief = FJELL, signal = new AbortController().signal) => planner.plan(brief, CAN, signal, 'p1');
  return { server, used, plan, settings };
}

export function says(answer: unknown): Script {
  return { kind: 'text', text: JSON.stringify(answer) };
}

export async function offlinePlan(brief: Brief = FJELL) {
  return (await createOfflinePlanner().plan(brief, CAN, new AbortController().signal, 'p1')).plan;
}
