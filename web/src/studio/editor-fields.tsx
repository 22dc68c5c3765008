/** What can be changed of what is chosen, and the choice between one scene and the whole film. */
import type { Ad } from './client.ts';
import { FilmFields } from './editor-film.tsx';
import { NewSceneFields } from './editor-new.tsx';
import { SceneFields } from './editor-scene.tsx';
import type { Editor, EditorInput } from './editor-use-editor.ts';
import { isMade } from './progress-steps.ts';

type FieldsProps = Pick<EditorInput, 'client' | 'ad' | 'plan'> & { readonly editor: Editor };

export function EditorFields({ client, ad, plan, editor }: FieldsProps) {
  const { drafting, price, slots, isFilm, key } = editor;
  const isPaid = isBought(ad, editor);
  if (isFilm) return <FilmFields {...{ client, plan, slots, drafting, price, isPaid }} />;
  const fresh = drafting.draft.added[key];
  if (fresh) return <NewSceneFields key={key} slotKey={key} scene={fresh} {...{ slots, drafting, price }} />;
  const scene = plan.scenes.find(({ id }) => id === key);
  return scene && <SceneFields key={key} {...{ plan, scene, slots, drafting, price, isPaid }} isMade={isMade(ad)} />;
}

/** Where nothing costs anything, nobody needs to be asked whether it should cost nothing. */
function isBought({ cost_micro_usd, offer }: Ad, { price }: Editor): boolean {
  const offered = price.kind === 'priced' ? price.edited.offer : offer;
  return cost_micro_usd > 0 || (offered?.max_micro_usd ?? 0) > 0;
}

type TabsProps = Pick<Editor, 'isFilm' | 'place' | 'leaf'>;

export function EditorTabs({ isFilm, place, leaf }: TabsProps) {
  const tab = (name: string, toFilm: boolean) => (
    <button
      type="button"
      aria-current={toFilm === isFilm ? 'true' : undefined}
      onClick={() => leaf(toFilm)}
      className="min-h-10 grow rounded-full px-5 text-[15px] hover:bg-sunken aria-current:bg-soft aria-current:font-semibold aria-current:text-on-soft sm:grow-0"
    >
      {name}
    </button>
  );
  return (
    <nav
      aria-label="What to change"
      className="mb-6 flex w-full rounded-full border border-line bg-panel p-0.5 sm:inline-flex sm:w-auto"
    >
      {tab(`Scene ${place + 1}`, false)}
      {tab('Whole film', true)}
    </nav>
  );
}
