/** Edits that cost nothing: a scene put together anew, and parts made here although they could be bought. */
import type { Plan } from '../plan.ts';
import { done, type EditResult, refuse, type Spot, withScene } from './edit-result.ts';

/** The same parts under another name, so that what was made of them is made again. */
export function editAgain(plan: Plan, spot: Spot): EditResult {
  const take = (spot.scene.take ?? 0) + 1;
  return done(withScene(plan, spot, { take }), `${spot.name} is put together anew`);
}

export function editDrawn(plan: Plan, spot: Spot): EditResult {
  const { background } = spot.scene;
  if (background.drawn) return refuse(`The background of ${spot.name} is drawn already, and costs nothing.`);
  return done(
    withScene(plan, spot, { background: { ...background, drawn: true } }),
    `the background of ${spot.name} is drawn, which costs nothing`,
  );
}

export function editLocalMusic(plan: Plan): EditResult {
  if (plan.music === null) return refuse('The ad has no music.');
  if (plan.music.local) return refuse('The music is composed here already, and costs nothing.');
  return done({ ...plan, music: { ...plan.music, local: true } }, 'the music is composed here, which costs nothing');
}
