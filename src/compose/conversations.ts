/** The conversation core over a whole system: the agent, and what keeps threads and cards, for the windows that are open. */
import { createAgent } from '../agent/create-agent.ts';
import type { World } from '../agent/world.ts';
import { type Conversations, createConversations } from '../bots/conversations.ts';
import type { Platform } from '../bots/platform.ts';
import { storyboardKey } from '../pipeline/keys.ts';
import type { Log } from '../pipeline/ports.ts';
import type { Studio } from '../pipeline/studio.ts';
import { createOfflineModel } from '../providers/offline/chat/offline-model.ts';
import { createBrandKits } from '../storage/brand-kits.ts';
import type { Database } from '../storage/database.ts';
import { createDeliveries } from '../storage/deliveries.ts';
import { createInbox } from '../storage/inbox.ts';
import { createWakes } from '../storage/threads.ts';

export function openConversations(
  { database, studio, log }: { readonly database: Database; readonly studio: Studio; readonly log: Log },
  platforms: readonly Platform[],
): Conversations {
  const brandKits = createBrandKits(database);
  const look: World = {
    ad: (projectId) => lookAtAd(projectId, studio),
    plan: studio.planOf,
    brandKit: brandKits.find,
  };
  const agent = createAgent({
    model: createOfflineModel(),
    look,
    // What the SDK throws holds the conversation, which no log should.
    onProblem: (problem) =>
      log.warn({ problem: problem instanceof Error ? problem.name : typeof problem }, 'a model step failed'),
  });
  return createConversations({
    ...{ agent, desk: studio, platforms, brandKits, storyboardKey, log },
    inbox: createInbox(database),
    deliveries: createDeliveries(database),
    wakes: createWakes(database),
    owner: `${process.pid}.${Date.now()}`,
    clock: () => performance.now(),
  });
}

async function lookAtAd(projectId: string, studio: Studio) {
  const project = await studio.find(projectId);
  if (!project) return null;
  const [versions, offer] = await Promise.all([
    studio.versions(projectId),
    project.plan ? studio.offer(projectId) : null,
  ]);
  return { project, versions: versions.map(({ version }) => version), offer };
}
