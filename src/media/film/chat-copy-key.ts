/** Where the smaller copies of a film lie: beside it, named by their size and by what they are made of. Pure. */
import { fingerprint } from '../../ad/fingerprint.ts';

/** Changes whenever the same film would come out differently. */
const ENCODER = 'chat-copy-1';
/** Sizes between one and its double: few, so that a copy serves everybody who has about as much room. */
const STEPS = 8;

/** The largest of our sizes that is at most `maxBytes`; 0 where that is no number of bytes. */
export function stepBelow(maxBytes: number): number {
  if (!(maxBytes >= STEPS)) return 0;
  const step = 2 ** Math.floor(Math.log2(maxBytes)) / STEPS;
  return Math.floor(maxBytes / step) * step;
}

/** Whether the key is that of a film, which copies can be made of. */
export function isFilm(key: string): boolean {
  return FILM.test(key);
}

/** `…/final_9x16.mp4` gives `…/chat_9x16.{bytes}.{fp}.mp4`. `filmPrint` names what is in the film. */
export function chatCopyKey(filmKey: string, capBytes: number, filmPrint: string): string {
  const [, folder = '', name = ''] = FILM.exec(filmKey) ?? [];
  return `${folder}chat_${name}.${capBytes}.${fingerprint({ film: filmPrint, encoder: ENCODER })}.mp4`;
}

const FILM = /^(projects\/[^/]+\/outputs\/(?:[^/]+\/)*)final_([^/]+)\.mp4$/;
