/** What can be changed of one scene: its words, what is behind the product, the product, its time. */
import type { Plan, Scene } from '../../../src/ad/plan.ts';
import { Choice, Tick } from './editor-controls.tsx';
import { withScene } from './editor-draft.ts';
import { EditorPart, refusalIn } from './editor-part.tsx';
import { BackgroundFields, ProductFields, WordFields } from './editor-scene-parts.tsx';
import { TimeFields, type TimeProps } from './editor-time.tsx';
import type { Drafting } from './editor-use-draft.ts';
import type { Price } from './editor-use-price.ts';
import { type SceneValues, type Setting, valuesOf } from './editor-values.ts';
import { TRANSITIONS } from './editor-words.ts';

type SceneProps = Pick<TimeProps, 'slots'> & {
  readonly plan: Plan;
  readonly scene: Scene;
  readonly drafting: Drafting;
  readonly price: Price;
  /** Backgrounds are bought here. */
  readonly isPaid: boolean;
  /** There are films of it. */
  readonly isMade: boolean;
};

export function SceneFields({ plan, scene, drafting, price, slots, isPaid, isMade }: SceneProps) {
  const { id } = scene;
  const values: SceneValues = { ...valuesOf(scene, plan), ...drafting.draft.scenes[id] };
  const setting: Setting<SceneValues> = {
    values,
    set: (field, value) => drafting.change(`${id} ${field}`, (draft) => withScene(draft, id, { [field]: value })),
  };
  const at = slots.findIndex(({ key }) => key === id);
  return (
    <div className="space-y-8">
      <EditorPart title="Words" refusal={refusalIn(price, id, 'words')}>
        <WordFields {...setting} />
      </EditorPart>
      <EditorPart title="Background" refusal={refusalIn(price, id, 'background')}>
        <BackgroundFields {...setting} isPaid={isPaid} />
      </EditorPart>
      <EditorPart title="Product" refusal={refusalIn(price, id, 'product')}>
        <ProductFields {...setting} />
      </EditorPart>
      <EditorPart title="Time" refusal={refusalIn(price, id, 'time') ?? refusalIn(price, id, 'passage')}>
        <TimeFields {...{ slots, drafting }} slotKey={id} />
        {at < slots.length - 1 && (
          <Choice
            label={`How it turns into scene ${at + 2}`}
            options={TRANSITIONS}
            value={values.transition}
            onChange={(transition) => setting.set('transition', transition)}
          />
        )}
        {isMade && (
          <Tick isOn={values.isAgain} onChange={(isOn) => setting.set('isAgain', isOn)}>
            Put this scene together anew, of the same parts
          </Tick>
        )}
      </EditorPart>
    </div>
  );
}
