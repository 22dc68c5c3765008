/** The controls for the parts of a scene: its words, what is behind the product, the product. */
import { Amount, Choice, Line, Tick } from './editor-controls.tsx';
import type { SceneValues, Setting } from './editor-values.ts';
import { LOOKS, MOTIONS, PLACES, POSITIONS, USAGES } from './editor-words.ts';

export function WordFields({ values, set }: Setting<SceneValues>) {
  return (
    <>
      <Line label="Headline" max={80} value={values.headline} onChange={(text) => set('headline', text)} />
      <Line
        label="Second line"
        max={120}
        placeholder="None"
        value={values.support}
        onChange={(text) => set('support', text)}
      />
      <Line
        label="Call to action"
        max={60}
        placeholder="None"
        value={values.pill}
        onChange={(text) => set('pill', text)}
      />
      <Choice
        label="Where"
        options={POSITIONS}
        value={values.position}
        onChange={(position) => set('position', position)}
      />
    </>
  );
}

type BackgroundProps = Setting<SceneValues> & {
  /** Backgrounds are bought here. */
  readonly isPaid: boolean;
};

export function BackgroundFields({ values, set, isPaid }: BackgroundProps) {
  return (
    <>
      <Choice label="Look" options={LOOKS} value={values.look} onChange={(look) => set('look', look)} />
      <Line
        label="Or in your words"
        max={600}
        placeholder="A kitchen shelf in morning sun"
        value={values.description}
        onChange={(text) => set('description', text)}
      />
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        <Amount
          label="Warmth"
          range={[-1, 1]}
          ends={['Colder', 'Warmer']}
          words={signed(values.warmth)}
          value={values.warmth}
          onChange={(warmth) => set('warmth', warmth)}
        />
        <Amount
          label="Light"
          range={[-1, 1]}
          ends={['Darker', 'Brighter']}
          words={signed(values.brightness)}
          value={values.brightness}
          onChange={(brightness) => set('brightness', brightness)}
        />
      </div>
      <div>
        <Tick isOn={values.isReseeded} onChange={(isOn) => set('isReseeded', isOn)}>
          Draw the same look anew
        </Tick>
        {isPaid && (
          <Tick isOn={values.isDrawn} onChange={(isOn) => set('isDrawn', isOn)}>
            Draw it here, which costs nothing
          </Tick>
        )}
      </div>
    </>
  );
}

export function ProductFields({ values, set }: Setting<SceneValues>) {
  return (
    <>
      <Choice label="How it is shown" options={USAGES} value={values.usage} onChange={(usage) => set('usage', usage)} />
      {values.usage !== 'absent' && (
        <>
          <Amount
            label="Size"
            range={[0.4, 1.8]}
            ends={['Smaller', 'Larger']}
            words={`${Math.round(values.scale * 100)} %`}
            value={values.scale}
            onChange={(scale) => set('scale', scale)}
          />
          <Choice label="Place" options={PLACES} value={values.place} onChange={(place) => set('place', place)} />
          <Choice
            label="Movement"
            options={MOTIONS}
            value={values.motion}
            onChange={(motion) => set('motion', motion)}
          />
        </>
      )}
    </>
  );
}

function signed(value: number): string {
  const amount = Math.round(value * 10);
  return amount === 0 ? 'as planned' : `${amount > 0 ? '+' : '−'}${Math.abs(amount)}`;
}
