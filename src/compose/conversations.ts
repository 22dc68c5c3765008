/** The conversation core over a whole system: the agent, and what keeps threads and cards, for the windows that are open. */
import { createAgent } from '../agent/create-agent.ts';
import { EMPTY_DRAFT } from '../agent/thread-state.ts';
import type { Agent } from '../agent/turn.ts';
import type { World } from '../agent/world.ts';
import { type Conversations, createConversations } from '../bots/conversations.ts';
import type { Platform } from '../bots/platform.ts';
import type { BrandKits } from '../bots/ports.ts';
import type { Window } from '../bots/window.ts';
import type { Config, Words } from '../config.ts';
import { storyboardKey } from '../pipeline/keys.ts';
import type { Ledger, Log } from '../pipeline/ports.ts';
import type { Studio } from '../pipeline/studio.ts';
import { createOfflineModel } from '../providers/offline/chat/offline-model.ts';
import { withFallback } from '../providers/openai/fallback.ts';
import { createOpenAiModel } from '../providers/openai/model.ts';
import { createPurse } from '../providers/openai/purse.ts';
import type { Database } from '../storage/database.ts';
import { createDeliveries } from '../storage/deliveries.ts';
import { createInbox } from '../storage/inbox.ts';
import { createWakes } from '../storage/threads.ts';
import { openLinks } from './links.ts';
import type { Meters } from './metrics.ts';
import { measuredFetch } from './metrics-ports.ts';
import { metered, payingAgent } from './paid-talk.ts';

type Needs = {
  readonly database: Database;
  readonly studio: Studio;
  readonly words: Words;
  readonly accounts: Config['accounts'];
  readonly ledger: Ledger;
  readonly log: Log;
  readonly meters: Pick<Meters, 'request'>;
  readonly settings: Window['settings'];
  readonly brandKits: BrandKits;
};

type Talk = Pick<Needs, 'words' | 'ledger' | 'log' | 'meters'>;

export function openConversations(
  { database, studio, words, accounts, ledger, log, meters, settings, brandKits }: Needs,
  platforms: readonly Platform[],
): Conversations {
  const look: World = {
    ad: (projectId) => lookAtAd(projectId, studio),
    plan: studio.planOf,
    brandKit: brandKits.find,
  };
  const agent = openAgent(look, { words, ledger, log, meters });
  void warmUp(look, log);
  return createConversations({
    ...{ agent, desk: studio, platforms, brandKits, settings, storyboardKey, log },
    inbox: createInbox(database),
    deliveries: createDeliveries(database),
    links: openLinks({ accounts }, database),
    wakes: createWakes(database),
    owner: `${process.pid}.${Date.now()}`,
    clock: () => performance.now(),
  });
}

/**
 * The rules compile hundreds of patterns when they are first used, and the first answer of a process took over a second for it
 * on a busy machine: a greeting that nobody hears pays for that.
 */
async function warmUp(look: World, log: Log): Promise<void> {
  const agent = createAgent({ model: createOfflineModel(), look });
  const state = { ownerId: '', draft: EMPTY_DRAFT, projectId: null, offered: [], waiting: [], history: [] };
  const text = 'An ad for our lemonade. Teal, 15 seconds.';
  const greeting = {
    key: 'warm-up',
    threadId: '',
    userId: '',
    workspace: '',
    mayApprove: false,
    text,
    pictures: [],
    fileProblems: [],
  };
  try {
    await agent.turn(state, greeting, new AbortController().signal);
  } catch (error) {
    log.warn({ err: error }, 'the rules could not be warmed up; the first answer will take longer');
  }
}

function openAgent(look: World, { words, ledger, log, meters }: Talk): Agent {
  // What the SDK throws holds the conversation, which no log should.
  const onProblem = (problem: unknown) =>
    log.warn({ problem: problem instanceof Error ? problem.name : typeof problem }, 'a model step failed');
  const offline = createOfflineModel();
  const rules = createAgent({ model: offline, look, onProblem });
  if (words.kind === 'offline') return rules;
  const { apiKey, baseUrl, modelId } = words;
  const fetch = measuredFetch('openai', meters);
  const model = metered(createOpenAiModel({ apiKey, modelId, fetch, ...(baseUrl === null ? {} : { baseUrl }) }));
  const onFallback = (reason: string) => log.warn({ model: modelId, reason }, 'the rules answer instead of the model');
  const hosted = createAgent({ model: withFallback(model, offline, { onFallback }), look, onProblem });
  return payingAgent({ hosted, rules, purse: createPurse({ ledger, modelId, log }) });
}

async function lookAtAd(projectId: string, studio: Studio) {
  const project = await studio.find(projectId);
  if (!project) return null;
  const [versions, offer] = await Promise.all([
    studio.versions(projectId),
    project.plan && project.files.goneAt === null ? studio.offer(projectId) : null,
  ]);
  return { project, versions: versions.map(({ version }) => version), offer };
}
