/** The shot graph: which artefacts one version of a plan needs, each named by exactly what shapes it. Pure. */
import type { Aspect } from '../ad/aspect.ts';
import { fingerprint } from '../ad/fingerprint.ts';
import { TRANSITION_FRAMES } from '../ad/frames.ts';
import { type Plan, type Scene, sceneStarts } from '../ad/plan.ts';
import { shiftPalette } from '../ad/shift-palette.ts';
import { backdropKey, bodyKey, clipKey, filmKey, musicKey, transitionKey } from './keys.ts';
import type { Piece } from './ports.ts';

export type PieceNode = { readonly piece: Piece; readonly key: string };

export type SceneNode = {
  readonly scene: Scene;
  readonly next: Scene | null;
  readonly leadFrames: number;
  readonly tailFrames: number;
  /** Frames of background the scene shows, those inside transitions included. */
  readonly backgroundFrames: number;
  /** What plays behind the product: a generated clip, or offline the backdrop itself. */
  readonly backgroundKey: string;
  /** The drawn set: for the storyboard, and in place of a clip that fails. */
  readonly backdropKey: string;
  readonly pieces: Readonly<Record<Aspect, readonly PieceNode[]>>;
};

export type Graph = {
  readonly scenes: readonly SceneNode[];
  readonly music: { readonly key: string; readonly cutFrames: readonly number[] } | null;
  readonly films: Readonly<Record<Aspect, { readonly key: string; readonly pieces: readonly string[] }>>;
};

export type GraphInputs = {
  readonly projectId: string;
  readonly version: number;
  readonly plan: Plan;
  /** Key of the cutout, which is itself named by photo and cutter. */
  readonly productKey: string;
  /** Ids of those who make things: a new renderer makes new shots. */
  readonly makers: {
    readonly renderer: string;
    /** Null: backdrops are the backgrounds. */
    readonly clips: string | null;
    readonly music: string;
  };
  readonly scale: number;
};

export function graphOf(inputs: GraphInputs): Graph {
  const scenes = sceneNodes(inputs);
  const film = (aspect: Aspect) => ({
    key: filmKey(inputs.projectId, inputs.version, aspect),
    pieces: scenes.flatMap((node) => node.pieces[aspect].map((piece) => piece.key)),
  });
  return {
    scenes,
    music: musicNode(inputs),
    films: { '9:16': film('9:16'), '1:1': film('1:1'), '16:9': film('16:9') },
  };
}

type Cut = { readonly scene: Scene; readonly leadFrames: number; readonly tailFrames: number };

function sceneNodes(inputs: GraphInputs): readonly SceneNode[] {
  const cuts: readonly Cut[] = inputs.plan.scenes.map((scene, index, all) => ({
    scene,
    leadFrames: overlapAfter(all[index - 1]),
    tailFrames: index === all.length - 1 ? 0 : overlapAfter(scene),
  }));
  return cuts.map((cut, index) => sceneNode(inputs, cut, cuts[index + 1]));
}

function overlapAfter(scene: Scene | undefined): number {
  return scene && scene.transition !== 'cut' ? TRANSITION_FRAMES : 0;
}

function sceneNode(inputs: GraphInputs, cut: Cut, following: Cut | undefined): SceneNode {
  const own = pictureInputs(inputs, cut);
  const pieces = (aspect: Aspect): readonly PieceNode[] => {
    const body = bodyKey(inputs.projectId, cut.scene.id, aspect, fingerprint({ ...own, aspect }));
    if (!following || cut.tailFrames === 0) return [{ piece: 'body', key: body }];
    const mixed = {
      from: own,
      to: pictureInputs(inputs, withoutWords(following)),
      transition: cut.scene.transition,
      aspect,
    };
    const key = transitionKey(inputs.projectId, cut.scene.id, following.scene.id, aspect, fingerprint(mixed));
    return [
      { piece: 'body', key: body },
      { piece: 'transition', key },
    ];
  };
  return {
    ...cut,
    next: cut.tailFrames > 0 ? (following?.scene ?? null) : null,
    backgroundFrames: cut.leadFrames + cut.scene.frames,
    backgroundKey: backgroundKeyOf(inputs, cut),
    backdropKey: backdropKeyOf(inputs, cut),
    pieces: { '9:16': pieces('9:16'), '1:1': pieces('1:1'), '16:9': pieces('16:9') },
  };
}

/** Words come in after the transition: changing them leaves the transition into their scene as it is. */
function withoutWords(cut: Cut): Cut {
  return { ...cut, scene: { ...cut.scene, overlay: null } };
}

function backdropKeyOf({ projectId, plan, makers, scale }: GraphInputs, { scene, leadFrames }: Cut): string {
  const { look, seed } = scene.background;
  const frames = leadFrames + scene.frames;
  // In 16:9 a set is built around the product's side.
  const side = scene.product.position;
  const print = {
    look,
    seed,
    palette: shiftPalette(plan.style.palette, scene.background),
    mood: plan.style.mood,
    frames,
    side,
    maker: makers.renderer,
    scale,
  };
  return backdropKey(projectId, scene.id, fingerprint(print));
}

function backgroundKeyOf(inputs: GraphInputs, cut: Cut): string {
  const { projectId, plan, makers } = inputs;
  if (makers.clips === null || cut.scene.background.drawn) return backdropKeyOf(inputs, cut);
  const { prompt, seed, warmth, brightness } = cut.scene.background;
  const frames = cut.leadFrames + cut.scene.frames;
  return clipKey(
    projectId,
    cut.scene.id,
    fingerprint({ prompt, seed, warmth, brightness, style: plan.style, frames, maker: makers.clips }),
  );
}

/** Everything that shapes a scene's pixels; where it stands in the film does not, but how it begins and ends does. */
function pictureInputs(inputs: GraphInputs, cut: Cut) {
  const { plan, makers, productKey, scale } = inputs;
  const { frames, product, overlay, take } = cut.scene;
  return {
    renderer: makers.renderer,
    background: backgroundKeyOf(inputs, cut),
    style: plan.style,
    brandName: plan.brandName,
    language: plan.language,
    cutout: productKey,
    scene: { frames, product, overlay, take },
    leadFrames: cut.leadFrames,
    tailFrames: cut.tailFrames,
    scale,
  };
}

function musicNode({ projectId, plan, makers }: GraphInputs): Graph['music'] {
  if (!plan.music) return null;
  const cutFrames = sceneStarts(plan).slice(1);
  const print = fingerprint({ music: plan.music, frames: plan.totalFrames, cutFrames, maker: makers.music });
  return { key: musicKey(projectId, print), cutFrames };
}
