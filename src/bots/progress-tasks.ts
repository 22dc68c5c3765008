/** What there is to do for an ad, each part with how it stands: as people who wait want to see it. Pure. */
import { PROGRESS, type Project } from '../ad/project.ts';
import type { ProgressTask } from './card.ts';

/** Until the storyboard is there, what leads to it; then what leads to the films. */
export function tasksOf(project: Project): readonly ProgressTask[] {
  const { plan, progress, approved } = project;
  const preparing = [
    task('Cut out the product', PROGRESS.EXTRACTING_PRODUCT, PROGRESS.PLANNING, progress),
    { title: 'Write the scenes', status: plan ? 'done' : progress >= PROGRESS.PLANNING ? 'in-work' : 'to-come' },
  ] as const satisfies ProgressTask[];
  const isMaking = approved || progress > PROGRESS.AWAITING_APPROVAL;
  if (!isMaking) return [...preparing, { title: 'Draw the storyboard', status: plan ? 'in-work' : 'to-come' }];
  return [
    ...preparing,
    ...scenes(project),
    ...(plan?.music ? [task('Music', PROGRESS.GENERATING_SCENES, PROGRESS.RENDERING, progress)] : []),
    task('Films in three shapes', PROGRESS.RENDERING, PROGRESS.COMPLETED, progress),
  ];
}

function scenes({ plan, progress, scenesMade }: Project): readonly ProgressTask[] {
  return (plan?.scenes ?? []).map(({ id, overlay }, index) => {
    const title = overlay ? `Scene ${index + 1}: ${overlay.headline}` : `Scene ${index + 1}`;
    // Once the films are joined, whatever they are made of is there.
    const isMade = scenesMade.includes(id) || progress >= PROGRESS.RENDERING;
    return { title, status: isMade ? 'done' : progress >= PROGRESS.GENERATING_SCENES ? 'in-work' : 'to-come' };
  });
}

/** Begun at the first percentage, done at the second. */
function task(title: string, fromPercent: number, untilPercent: number, percent: number): ProgressTask {
  return { title, status: percent >= untilPercent ? 'done' : percent >= fromPercent ? 'in-work' : 'to-come' };
}
