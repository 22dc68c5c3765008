/** What can be changed of a scene and of the whole film, as forms have it, and as a plan has it now. Pure. */
import { usualPosition } from '../../../src/ad/edits/words.ts';
import type { Plan, Scene } from '../../../src/ad/plan.ts';

type Overlay = NonNullable<Scene['overlay']>;

export type SceneValues = Readonly<Record<'headline' | 'support' | 'pill', string>> & {
  readonly position: Overlay['position'];
  readonly look: Scene['background']['look'];
  /** The background in words; empty: as it is. */
  readonly description: string;
  readonly warmth: number;
  readonly brightness: number;
  readonly isReseeded: boolean;
  /** Drawn here, although it could be bought. */
  readonly isDrawn: boolean;
  readonly usage: Scene['product']['usage'];
  readonly scale: number;
  readonly place: Scene['product']['position'];
  readonly motion: Scene['product']['motion'];
  readonly transition: Scene['transition'];
  /** Put together anew of the same parts. */
  readonly isAgain: boolean;
};

export type MusicChoice = Plan['style']['mood'] | 'none';

export type FilmValues = {
  readonly brandName: string;
  /** `#rrggbb`, as all colours here. */
  readonly brandColor: string;
  readonly seconds: number;
  /** Null: the picture that the ad was ordered with. */
  readonly photoKey: string | null;
  readonly music: MusicChoice;
  readonly tempoBpm: number;
  /** The music in words; empty: as it is. */
  readonly musicPrompt: string;
  readonly isOtherPiece: boolean;
  /** Composed here, although it could be bought. */
  readonly isMusicLocal: boolean;
} & Pick<Plan['style'], 'mood' | 'typeface' | 'lighting' | 'camera' | 'texture' | 'grade'> &
  Pick<Plan['style']['palette'], 'wall' | 'floor' | 'light' | 'accent'>;

export type Setting<Values> = {
  readonly values: Values;
  readonly set: <Field extends keyof Values & string>(field: Field, value: Values[Field]) => void;
};

/** A scene that is to be added; null: as it fits the ad. */
export type NewScene = {
  readonly role: Scene['role'];
  readonly headline: string;
  readonly look: Scene['background']['look'] | null;
  readonly description: string;
};

/** A film that was silent gets music at this pace unless somebody says otherwise. */
const USUAL_BPM = 100;

/** `plan`: whose scene it is; new words stand where most of its words stand. */
export function valuesOf({ overlay, background, product, transition }: Scene, plan: Plan): SceneValues {
  return {
    headline: overlay?.headline ?? '',
    support: overlay?.support ?? '',
    pill: overlay?.pill ?? '',
    position: overlay?.position ?? usualPosition(plan),
    look: background.look,
    description: '',
    warmth: background.warmth,
    brightness: background.brightness,
    isReseeded: false,
    isDrawn: background.drawn === true,
    usage: product.usage,
    scale: product.scale,
    place: product.position,
    motion: product.motion,
    transition,
    isAgain: false,
  };
}

export function filmOf({ brandName, photoKey, totalFrames, style, music }: Plan): FilmValues {
  const { mood, typeface, lighting, camera, texture, grade, palette } = style;
  return {
    brandName,
    brandColor: palette.brand,
    seconds: totalFrames / 30,
    photoKey,
    music: music?.mood ?? 'none',
    tempoBpm: music?.tempoBpm ?? USUAL_BPM,
    musicPrompt: '',
    isOtherPiece: false,
    isMusicLocal: music?.local === true,
    ...{ mood, typeface, lighting, camera, texture, grade },
    ...{ wall: palette.wall, floor: palette.floor, light: palette.light, accent: palette.accent },
  };
}
