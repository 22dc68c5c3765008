/** Where the pictures of the scenes come from: the film, else the storyboard, else the film of the version before. Pure. */
import type { Ad, VersionLine } from './client.ts';

export type Pictures = {
  /** A tall film; null: none is made. */
  readonly film: string | null;
  /** The sheet of stills; null: it is not drawn. */
  readonly storyboard: string | null;
};

const NOTHING: Pictures = { film: null, storyboard: null };

/** `versions`: null while they are not known. A version that followed from a finished one has no sheet of its own. */
export function picturesOf(ad: Ad, versions: readonly VersionLine[] | null): Pictures {
  if (ad.films.length > 0) return { film: tall(ad.films), storyboard: null };
  if (versions === null || isUndrawn(ad.status)) return NOTHING;
  const before = versions.findLast(({ version, films }) => version < ad.version && films.length > 0);
  return before ? { film: tall(before.films), storyboard: null } : { film: null, storyboard: ad.storyboard_url };
}

function tall(films: Ad['films']): string | null {
  return films.find(({ aspect }) => aspect === '9:16')?.url ?? null;
}

/** There is a plan a moment before there is a picture of it. */
function isUndrawn(status: Ad['status']): boolean {
  return status === 'PENDING' || status === 'EXTRACTING_PRODUCT' || status === 'PLANNING';
}
