/** What a scene had to do without, and how that is said. Pure. */
import type { Scene } from '../../ad/plan.ts';
import type { Degradation } from '../../ad/project.ts';

const LACKING = {
  composite: 'The product could not be placed in this scene, so it shows the background alone.',
  overlay: 'The words of this scene could not be drawn, so it plays without them.',
  transition: 'This scene could not be blended into the next one, so it cuts straight to it.',
} as const;

/** Making a scene again from what is already there costs nothing. */
export function lacks(scene: Scene, step: keyof typeof LACKING): Degradation {
  return { step, sceneId: scene.id, say: LACKING[step], redoMicroUsd: 0 };
}
