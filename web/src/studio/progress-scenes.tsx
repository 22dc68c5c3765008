/** The scenes of an ad in a row: what each shows, how long it is, and whether it is made. */
import { Icon } from '../parts/icons.tsx';
import type { Ad } from './client.ts';
import type { Pictures } from './progress-pictures.ts';
import { isMoving } from './progress-steps.ts';
import { SceneStill } from './progress-still.tsx';

type ScenesProps = {
  readonly ad: Ad;
  readonly plan: NonNullable<Ad['plan']>;
  readonly pictures: Pictures;
  /** Left out: the scenes cannot be changed now. */
  readonly onEdit?: ((sceneId: string) => void) | undefined;
};

export function Scenes({ ad, plan, pictures, onEdit }: ScenesProps) {
  return (
    <ol
      aria-label="Scenes"
      // Where nothing in it can be focused, arrow keys must still reach what is outside the screen.
      tabIndex={onEdit ? undefined : 0}
      className="-mx-4 flex snap-x scroll-px-4 gap-3 overflow-x-auto px-4 pb-2 sm:-mx-6 sm:scroll-px-6 sm:gap-5 sm:px-6 lg:mx-0 lg:px-0"
    >
      {plan.scenes.map((scene, index) => {
        const state = stateOf(ad, scene.id);
        const still = <SceneStill plan={plan} index={index} pictures={pictures} />;
        const words = scene.overlay?.headline ?? 'No words';
        return (
          <li key={scene.id} className="relative w-36 max-w-56 shrink-0 grow snap-start sm:w-40 lg:w-28">
            {onEdit ? (
              <button
                type="button"
                onClick={() => onEdit(scene.id)}
                className="group relative block w-full rounded-xl text-left"
              >
                {still}
                <span className="absolute inset-x-2.5 bottom-2.5 flex min-h-9 items-center justify-center rounded-full bg-black/65 text-sm font-semibold text-white backdrop-blur-sm transition-colors group-hover:bg-accent group-hover:text-on-accent">
                  Change
                  <span className="sr-only">
                    {' '}
                    scene {index + 1}: {words}
                  </span>
                </span>
              </button>
            ) : (
              <span className={`relative block ${state === 'waiting' ? 'opacity-70 saturate-50' : ''}`}>
                {still}
                <SceneMark state={state} />
              </span>
            )}
            <p className="mt-2.5 text-sm leading-5">
              <span className="sr-only">Scene {index + 1}: </span>
              <span className="line-clamp-2">{words}</span>
              <span className="text-[13px] text-muted tabular-nums">
                {(scene.frames / 30).toFixed(1)} s
                {state === 'made' && !onEdit && <span className="sr-only">, made</span>}
              </span>
            </p>
          </li>
        );
      })}
    </ol>
  );
}

type SceneState = 'drawn' | 'waiting' | 'made';

function stateOf({ status, approved, scenes_made }: Ad, sceneId: string): SceneState {
  if (scenes_made.includes(sceneId)) return 'made';
  return approved && isMoving(status) ? 'waiting' : 'drawn';
}

function SceneMark({ state }: { readonly state: SceneState }) {
  if (state === 'drawn') return null;
  return (
    <span
      aria-hidden="true"
      className={`absolute top-2.5 right-2.5 flex size-8 items-center justify-center rounded-full ${state === 'made' ? 'arrive bg-accent text-on-accent' : 'bg-black/60 text-white'}`}
    >
      {state === 'made' ? (
        <Icon name="check" className="size-4.5" />
      ) : (
        <span className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent motion-reduce:animate-none" />
      )}
    </span>
  );
}
