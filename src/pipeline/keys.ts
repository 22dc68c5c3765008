/** Where each artefact of a project lies: one visible layout. Pure. */
import { type Aspect, aspectSlug } from '../ad/aspect.ts';

const root = (projectId: string) => `projects/${projectId}`;

/** The picture exactly as it arrived. */
export function uploadKey(projectId: string, print: string): string {
  return `${root(projectId)}/product/upload.${print}`;
}

/** A picture that came with a message on that day (`2026-03-14`) and may never become an ad. */
export function keptKey(day: string, print: string): string {
  return `${keptFolder(day)}${print}`;
}

/**
 * Where a project has, or will have, its own copy of a picture: one that is its own already, or one that was kept. Null for what
 * is another project's, and for what is no picture.
 */
export function ownPictureKey(projectId: string, key: string): string | null {
  const own = uploadKey(projectId, '');
  if (key.startsWith(own)) return PRINT.test(key.slice(own.length)) ? key : null;
  const [, print] = KEPT_PICTURE.exec(key) ?? [];
  return print === undefined ? null : uploadKey(projectId, print);
}

const PRINT = /^[0-9a-f]+$/;
const KEPT_PICTURE = /^projects\/kept-\d{4}-\d{2}-\d{2}\/photos\/([0-9a-f]+)$/;

/** What the keys of a day's pictures begin with. */
export function keptFolder(day: string): string {
  return `${root(keptProject(day))}/photos/`;
}

/** Pictures lie by the day, as if each day were a project: so a day's are removed like a project's. */
export function keptProject(day: string): string {
  return `kept-${day}`;
}

/** A folder of three: `original.png`, `masked.png`, `mask.png`. */
export function productKey(projectId: string, print: string): string {
  return `${root(projectId)}/product/${print}`;
}

/** A folder with one sub-folder per aspect. */
export function backdropKey(projectId: string, sceneId: string, print: string): string {
  return `${root(projectId)}/scenes/${sceneName(sceneId)}_backdrop.${print}`;
}

export function clipKey(projectId: string, sceneId: string, print: string): string {
  return `${root(projectId)}/scenes/${sceneName(sceneId)}_bg.${print}.mp4`;
}

export function bodyKey(projectId: string, sceneId: string, aspect: Aspect, print: string): string {
  return `${root(projectId)}/shots/${sceneName(sceneId)}_${aspectSlug(aspect)}.${print}.mp4`;
}

export function transitionKey(projectId: string, from: string, to: string, aspect: Aspect, print: string): string {
  return `${root(projectId)}/shots/${sceneName(from)}_to_${to.slice(1)}_${aspectSlug(aspect)}.${print}.mp4`;
}

export function musicKey(projectId: string, print: string): string {
  return `${root(projectId)}/audio/background_music.${print}.m4a`;
}

export function storyboardKey(projectId: string, version: number): string {
  return `${root(projectId)}/storyboard/v${version}.png`;
}

export function filmKey(projectId: string, version: number, aspect: Aspect): string {
  return `${root(projectId)}/outputs/v${version}/final_${aspectSlug(aspect)}.mp4`;
}

function sceneName(sceneId: string): string {
  return `scene_${sceneId.slice(1)}`;
}
