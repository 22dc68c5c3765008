/** A receipt in words for people: what was made, what was reused, what fell back. Pure. */
import type { Plan } from '../ad/plan.ts';
import type { Degradation, Receipt } from '../ad/project.ts';
import { aboutPrice } from './price-words.ts';

/** "reused 9, made 6 (scene 2 in three shapes, the three films)"; `plan` is the receipt's. */
export function partsLine(receipt: Receipt, plan: Plan): string {
  const made = receipt.items.filter((item) => !item.reused).map((item) => item.key);
  const reused = receipt.items.length - made.length;
  if (made.length === 0) return `reused all ${reused}, made nothing`;
  if (reused === 0) return `made all ${made.length} parts`;
  return `reused ${reused}, made ${made.length} (${list(kindsOf(made, plan))})`;
}

export function degradationField(degradation: Degradation, plan: Plan): { label: string; value: string } {
  const place = placeOf(degradation.sceneId, plan);
  return {
    label: place === null ? 'Not as planned' : `Scene ${place} is not as planned`,
    value: `${degradation.say} ${howToRedo(degradation, place)}`,
  };
}

/** What a person can say or send; the price is what the button says, too. */
function howToRedo({ step, redoMicroUsd }: Degradation, place: number | null): string {
  if (step === 'product') return 'Send another photo of the product, and the ad is made with that.';
  const price = redoMicroUsd === 0 ? 'Doing it again is free' : `Doing it again costs ${aboutPrice(redoMicroUsd)}`;
  return `${price}: say “${orderFor(step, place)}”.`;
}

function orderFor(step: Degradation['step'], place: number | null): string {
  if (step === 'plan') return 'plan it again';
  if (step === 'music') return 'redo the music';
  return place === null ? 'redo everything' : `redo scene ${place}`;
}

/** 1 is the first scene; null where the plan has no such scene. */
function placeOf(sceneId: string | null, plan: Plan): number | null {
  const index = plan.scenes.findIndex((scene) => scene.id === sceneId);
  return index === -1 ? null : index + 1;
}

const SHAPES = ['no shape', 'one shape', 'two shapes', 'three shapes'];
const FILMS = ['no film', 'one film', 'two films', 'the three films'];

/** Keys look like `projects/p/shots/scene_2_9x16.…`, `projects/p/outputs/v1/final_9x16.mp4`. */
function kindsOf(keys: readonly string[], plan: Plan): readonly string[] {
  const paths = keys.map((key) => key.split('/').slice(2).join('/'));
  const has = (folder: string) => paths.some((path) => path.startsWith(`${folder}/`));
  const films = paths.filter((path) => path.startsWith('outputs/')).length;
  return [
    ...(has('product') ? ['the cutout'] : []),
    ...sceneKinds(plan, paths),
    ...(has('storyboard') ? ['the storyboard'] : []),
    ...(has('audio') ? ['the music'] : []),
    ...(films > 0 ? [FILMS[Math.min(3, films)] ?? ''] : []),
  ];
}

/** Scenes of which the same was made share their words: "scenes 1 and 3 in three shapes". */
function sceneKinds(plan: Plan, paths: readonly string[]): readonly string[] {
  const places = new Map<string, number[]>();
  plan.scenes.forEach((scene, index) => {
    for (const kind of kindsOfScene(scene.id.slice(1), paths)) {
      places.set(kind, [...(places.get(kind) ?? []), index + 1]);
    }
  });
  return [...places].map(([kind, numbers]) => kind.replace('#', scenesWord(numbers)));
}

/** A transition belongs to the scene it leads out of; alone it is only its ending. */
function kindsOfScene(number: string, paths: readonly string[]): readonly string[] {
  const shapes = shapesOf(paths, new RegExp(`^shots/scene_${number}_(\\d+x\\d+)\\.`));
  const endings = shapesOf(paths, new RegExp(`^shots/scene_${number}_to_\\d+_(\\d+x\\d+)\\.`));
  const background = paths.some((path) => path.startsWith(`scenes/scene_${number}_`));
  return [
    ...(background ? ['the background of #'] : []),
    ...(shapes.length > 0 ? [`# in ${SHAPES[Math.min(3, shapes.length)]}`] : []),
    ...(shapes.length === 0 && endings.length > 0 ? ['what leads out of #'] : []),
  ];
}

function scenesWord(numbers: readonly number[]): string {
  if (numbers.length === 1) return `scene ${numbers[0]}`;
  return `scenes ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

function shapesOf(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) => pattern.exec(path)?.[1] ?? []);
}

function list(parts: readonly string[]): string {
  return parts.length === 0 ? 'small parts' : parts.join(', ');
}
