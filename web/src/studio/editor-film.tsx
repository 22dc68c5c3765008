/** What can be changed of the whole film: its brand, its music, its length, its look, the picture of the product. */
import type { Plan } from '../../../src/ad/plan.ts';
import type { Client } from './client.ts';
import { callOf } from './editor-call.ts';
import { Amount, Choice, Line } from './editor-controls.tsx';
import { withFilm, withScene } from './editor-draft.ts';
import { Hue } from './editor-hue.tsx';
import { MusicFields } from './editor-music.tsx';
import type { Slot } from './editor-outline.ts';
import { setOf } from './editor-palette.ts';
import { EditorPart, refusalIn } from './editor-part.tsx';
import { ProductPicture } from './editor-picture.tsx';
import type { Drafting } from './editor-use-draft.ts';
import type { Price } from './editor-use-price.ts';
import { type FilmValues, filmOf, type Setting } from './editor-values.ts';
import { MOODS, TYPEFACES } from './editor-words.ts';

type FilmProps = {
  readonly client: Client;
  readonly plan: Plan;
  readonly slots: readonly Slot[];
  readonly drafting: Drafting;
  readonly price: Price;
  /** Music is bought here. */
  readonly isPaid: boolean;
};

export function FilmFields({ client, plan, slots, drafting, price, isPaid }: FilmProps) {
  const { draft, change } = drafting;
  const { wall, floor, light, accent } = setOf(plan, draft.film);
  const values: FilmValues = { ...filmOf(plan), ...draft.film, wall, floor, light, accent };
  const set: Setting<FilmValues>['set'] = (field, value) =>
    change(`film ${field}`, (before) => withFilm(before, { [field]: value }));
  return (
    <div className="space-y-8">
      <EditorPart title="Brand" refusal={refusalIn(price, null, 'brand')}>
        <Line label="Name" max={60} value={values.brandName} onChange={(text) => set('brandName', text)} />
        <Hue label="Colour" value={values.brandColor} onChange={(hex) => set('brandColor', hex)} />
        <CallToAction {...{ plan, slots, drafting }} />
      </EditorPart>
      <EditorPart title="Music" refusal={refusalIn(price, null, 'music')}>
        <MusicFields {...{ plan, values, set, isPaid }} touched={draft.film} />
      </EditorPart>
      <EditorPart title="Length" refusal={refusalIn(price, null, 'time')}>
        <Amount
          label="The whole film"
          range={[6, 60]}
          step={0.5}
          ends={['6 s', '60 s']}
          words={`${values.seconds.toFixed(1)} s`}
          value={values.seconds}
          onChange={(seconds) => set('seconds', seconds)}
        />
      </EditorPart>
      <EditorPart title="Picture of the product" refusal={refusalIn(price, null, 'picture')}>
        <ProductPicture client={client} isOther={'photoKey' in draft.film} onKept={(key) => set('photoKey', key)} />
      </EditorPart>
      <EditorPart title="Look" refusal={refusalIn(price, null, 'look')}>
        <LookFields {...{ values, set }} />
      </EditorPart>
    </div>
  );
}

type CallProps = Pick<FilmProps, 'plan' | 'slots' | 'drafting'>;

function CallToAction({ plan, slots, drafting: { draft, change } }: CallProps) {
  const call = callOf(plan, slots, draft);
  if (call === null) return null;
  const { id } = call.scene;
  return (
    <Line
      label={`Call to action, in scene ${call.number}`}
      max={60}
      placeholder="None"
      value={call.text}
      onChange={(pill) => change(`${id} pill`, (before) => withScene(before, id, { pill }))}
    />
  );
}

const SET_COLORS = { wall: 'Wall', floor: 'Floor', light: 'Light', accent: 'Second colour' } as const;
const DETAILS = { lighting: 'Lighting', camera: 'Camera', texture: 'Texture', grade: 'Colour grade' } as const;

function LookFields({ values, set }: Setting<FilmValues>) {
  return (
    <>
      <Choice label="Mood" options={MOODS} value={values.mood} onChange={(mood) => set('mood', mood)} />
      <Choice label="Typeface" options={TYPEFACES} value={values.typeface} onChange={(one) => set('typeface', one)} />
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {(['wall', 'floor', 'light', 'accent'] as const).map((name) => (
          <Hue key={name} label={SET_COLORS[name]} value={values[name]} onChange={(hex) => set(name, hex)} />
        ))}
      </div>
      <details>
        <summary className="py-2.5 text-sm font-semibold text-accent">How the backgrounds are asked for</summary>
        <div className="grid gap-4 pt-2">
          {(['lighting', 'camera', 'texture', 'grade'] as const).map((name) => (
            <Line
              key={name}
              label={DETAILS[name]}
              max={200}
              value={values[name]}
              onChange={(text) => set(name, text)}
            />
          ))}
        </div>
      </details>
    </>
  );
}
