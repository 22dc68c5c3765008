/** A video clip on disk, and how its pictures are cut and brought to our colours. */

export type Clip = {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** As ffmpeg names them; `unknown` when the file does not say. */
  readonly color: { readonly space: string; readonly range: string };
};

/** Below this many lines a clip without tags is taken for standard definition, as players do. */
const HD_LINES = 576;

/**
 * Options of `scale` that bring colours to bt.709, tv range. Everything is named, because what is not named costs a third of
 * the decoding: a conversion by way of RGB where none is needed.
 */
export function toStandard({ color, width, height }: Clip): string {
  const range = color.range === 'pc' ? 'pc' : 'tv';
  const untagged = Math.min(width, height) < HD_LINES ? 'bt601' : 'bt709';
  const matrix = { bt709: 'bt709', smpte170m: 'bt601', bt470bg: 'bt601', bt2020nc: 'bt2020' }[color.space] ?? untagged;
  // Named as equal, colours pass untouched where no size changes; so the range is only named when nothing else has to.
  const from = matrix === 'bt709' || range === 'pc' ? `:in_range=${range}` : '';
  return `in_color_matrix=${matrix}${from}:out_color_matrix=bt709:out_range=tv`;
}

/** Cut to shape first, then scaled: what will not be seen is not scaled. */
export function cutTo(ratio: number): string {
  return `crop=w='2*floor(min(iw,ih*${ratio})/2)':h='2*floor(min(ih,iw/${ratio})/2)'`;
}
