/** What a plan can cost at most, before anything is spent. */
import type { MicroUsd } from '../ad/money.ts';
import type { Plan } from '../ad/plan.ts';
import type { Ports } from './run.ts';

/** Micro-dollars for every background and the music; 0 where they are made locally. */
export function estimate(plan: Plan, { clips, music }: Pick<Ports, 'clips' | 'music'>): MicroUsd {
  const backgrounds = plan.scenes.reduce((sum, scene) => sum + (clips?.estimate(scene) ?? 0), 0);
  return backgrounds + (plan.music ? music.estimate(plan.music) : 0);
}
