import { it } from 'vitest';
import { freshDatabase } from '../storage/fresh-database.ts';
import { openStage } from './replicate-stage.ts';
import { TIMING } from '../../src/providers/replicate/timing.ts';
it('ratio', async () => {
  const fresh = await freshDatabase();
  const { makers, clip } = await openStage(fresh.database, { startMs: 500, runMs: 20_000, timing: TIMING });
  const replicate = makers();
  for (const [scenes, p] of [[['s1'], 'p1'], [['s1', 's2', 's3', 's4'], 'p2']] as const) {
    const s = performance.now();
    await Promise.all(scenes.map((scene) => clip(replicate, scene, { projectId: p })));
    console.log('TOOK', scenes.length, Math.round(performance.now() - s));
  }
});
