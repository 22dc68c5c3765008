/** Four scenes before a provider that takes 20 s for each: how much longer than one alone, from the first order to the last clip. */
import { bottleOrder, follow } from '../test/fixtures/system.ts';
import { createSketches } from '../test/hosted/sketches.ts';
import { openStage } from '../test/hosted/stage.ts';

const RUN_MS = 20_000;

/** The whole program and the strict stand-in, with a renderer that draws next to nothing. 1 is as long as one clip alone. */
export async function fourScenesByOne(): Promise<number> {
  const stage = await openStage({ runMs: RUN_MS });
  const system = await stage.open({ REPLICATE_MUSIC_MODEL: 'none' }, { renderer: createSketches() });
  try {
    const order = await bottleOrder(stage.home, { durationSeconds: 15 });
    const id = await system.studio.order(order, new AbortController().signal);
    await follow(system, id, 'AWAITING_APPROVAL');
    const startedMs = performance.now();
    await system.studio.approve(id, await system.studio.offer(id));
    for await (const project of system.studio.watch(id, new AbortController().signal)) {
      if (project.progress >= 60) break;
      if (project.status === 'FAILED') throw new Error(project.errorMessage ?? 'failed');
    }
    if (stage.replicate.predictions.length !== 4) throw new Error('There should be four clips.');
    return (performance.now() - startedMs) / RUN_MS;
  } finally {
    await system.close();
    await stage.close();
  }
}
