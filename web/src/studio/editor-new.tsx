/** A scene that is to be added: what it is for, what it says, what is behind the product. */
import { Choice, Line } from './editor-controls.tsx';
import { withNew } from './editor-draft.ts';
import { EditorPart, refusalIn } from './editor-part.tsx';
import { TimeFields, type TimeProps } from './editor-time.tsx';
import type { Drafting } from './editor-use-draft.ts';
import type { Price } from './editor-use-price.ts';
import type { NewScene } from './editor-values.ts';
import { LOOKS, ROLES } from './editor-words.ts';

type NewProps = TimeProps & { readonly scene: NewScene; readonly drafting: Drafting; readonly price: Price };

export function NewSceneFields({ scene, slotKey, slots, drafting, price }: NewProps) {
  const set = <Field extends keyof NewScene & string>(field: Field, value: NewScene[Field]) =>
    drafting.change(`${slotKey} ${field}`, (draft) => withNew(draft, slotKey, { [field]: value }));
  return (
    <div className="space-y-8">
      <EditorPart title="A new scene" refusal={refusalIn(price, slotKey, 'scenes')}>
        <p className="text-sm leading-5 text-muted">
          It is drawn like the others when it is applied; then everything in it can be changed.
        </p>
        <Choice label="What it is for" options={ROLES} value={scene.role} onChange={(role) => set('role', role)} />
        <Line
          label="Headline"
          max={80}
          placeholder="None"
          value={scene.headline}
          onChange={(text) => set('headline', text)}
        />
        <Choice
          label="Look of the background"
          options={{ fitting: 'As it fits', ...LOOKS }}
          value={scene.look ?? 'fitting'}
          onChange={(look) => set('look', look === 'fitting' ? null : look)}
        />
        <Line
          label="Or in your words"
          max={600}
          placeholder="A kitchen shelf in morning sun"
          value={scene.description}
          onChange={(text) => set('description', text)}
        />
      </EditorPart>
      <EditorPart title="Time" refusal={refusalIn(price, slotKey, 'time')}>
        <TimeFields {...{ slots, drafting, slotKey }} />
      </EditorPart>
    </div>
  );
}
