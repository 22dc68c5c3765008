/** The editor: the scenes in a row, what can be changed of one of them or of the whole film, the price, and the yes. */
import { Button } from '../ui/button.tsx';
import { callOf } from './editor-call.ts';
import { ClashView } from './editor-clash-view.tsx';
import { NO_DRAFT } from './editor-draft.ts';
import { EditorFields, EditorTabs } from './editor-fields.tsx';
import { FilmPreview } from './editor-film-preview.tsx';
import { OrderButtons } from './editor-order.tsx';
import { setOf } from './editor-palette.ts';
import { EditorStrip, Thumb } from './editor-strip.tsx';
import { type Editor, type EditorInput, useEditor } from './editor-use-editor.ts';
import type { Price } from './editor-use-price.ts';
import { Verdict } from './editor-verdict.tsx';
import type { Pictures } from './progress-pictures.ts';

type EditorProps = EditorInput & { readonly pictures: Pictures; readonly onClose: () => void };

export function EditorView(props: EditorProps) {
  const { ad, onClose } = props;
  const editor = useEditor(props);
  const { drafting, applying, clashes } = editor;
  const name = nameOf(editor);
  return (
    <section aria-label={`Change ${name}`} className="space-y-6">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-xl font-semibold tracking-tight">Change {name}</h2>
        <Button onClick={onClose}>
          <span>
            Back<span className="max-sm:sr-only"> to the ad</span>
          </span>
        </Button>
      </div>
      {clashes && <ClashView version={ad.version} clashes={clashes} onSettle={drafting.settle} />}
      <div className="grid gap-x-8 gap-y-3 md:grid-cols-[minmax(14rem,18rem)_minmax(0,1fr)] lg:gap-x-12">
        <Overview {...props} editor={editor} />
        <form
          aria-label={`Change ${name}`}
          onSubmit={(event) => {
            event.preventDefault();
            applying.apply();
          }}
          className="min-w-0"
        >
          <EditorTabs {...editor} />
          <EditorFields {...props} editor={editor} />
          <Verdict
            {...{ ad, drafting }}
            price={shownPrice(editor)}
            risen={applying.risen}
            isBusy={applying.act.isBusy}
            isUnsettled={clashes !== null}
            onClear={() => drafting.change('all', () => NO_DRAFT)}
          />
        </form>
      </div>
    </section>
  );
}

type OverviewProps = EditorProps & { readonly editor: Editor };

/** What is chosen, seen large, and among the others. */
function Overview({ plan, pictures, editor, onChoose }: OverviewProps) {
  const { drafting, slots, places, isFilm, place, key, move, add, remove } = editor;
  const { film } = drafting.draft;
  return (
    <div className="min-w-0 space-y-4 md:sticky md:top-20 md:self-start">
      <EditorStrip
        {...{ plan, slots, pictures, onChoose }}
        chosen={isFilm ? null : key}
        touched={new Set(places.flatMap((one) => one.key ?? []))}
        onMove={move}
        onAdd={add}
      />
      {!isFilm && <OrderButtons place={place} count={slots.length} onMove={move} onRemove={remove} />}
      <div className="overflow-hidden rounded-xl max-md:hidden">
        {isFilm ? (
          <FilmPreview
            palette={setOf(plan, film)}
            name={film.brandName ?? plan.brandName}
            callToAction={callOf(plan, slots, drafting.draft)?.text ?? ''}
          />
        ) : (
          <Thumb plan={plan} slotKey={key} pictures={pictures} />
        )}
      </div>
    </div>
  );
}

function nameOf({ isFilm, key, place, drafting }: Editor): string {
  if (isFilm) return 'the whole film';
  return key in drafting.draft.added ? 'a new scene' : `scene ${place + 1}`;
}

/** What went wrong in applying is more than what was asked before. */
function shownPrice({ applying: { act }, price }: Editor): Price {
  return act.problem ? { kind: 'refused', code: act.problem.code, place: null, say: act.problem.message } : price;
}
