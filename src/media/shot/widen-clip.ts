/** An upright clip in a wide frame: its sides melt into a blurred, enlarged, darker copy of itself, where the words stand. */
import type { Size } from '../../ad/aspect.ts';
import { FPS } from '../../ad/frames.ts';
import { type Clip, cutTo, toStandard } from './clip.ts';
import type { Graph } from './graph.ts';

/** The copy is blurred in this size, which no detail survives. */
const SMALL: Size = { width: 96, height: 54 };

/** A side of the frame that the clip does not reach: `plain` pixels of the copy, then `melt` pixels that turn into the clip. */
type Side = { readonly name: 'left' | 'right'; readonly plain: number; readonly melt: number };

/**
 * Nearly as large as it can be, the clip stands behind the product, whose middle is at `focusX` of the width. Every pixel is
 * touched as seldom as can be: only the melting edges are mixed, everything else is put side by side.
 */
export function widen(
  graph: Graph,
  clip: Clip,
  source: string,
  { size, focusX }: { readonly size: Size; readonly focusX: number },
): string {
  const { width, height } = size;
  const strip = even(Math.min(width, height * 0.92));
  const melt = even(strip * 0.3);
  const x = even(awayFromGutters(focusX * width - strip / 2, width - strip, melt));
  const sides: readonly Side[] = [
    { name: 'left' as const, plain: x, melt },
    { name: 'right' as const, plain: width - strip - x, melt },
  ].filter(({ plain }) => plain > 0);
  const [far, near, sharp, output] = ['far', 'near', 'sharp', 'wide'].map(graph.link);
  graph.addFilter(`[${source}]split[${far}][${near}]`);
  graph.addFilter(
    `[${near}]${cutTo(strip / height)},scale=${strip}:${height}:flags=bicubic:${toStandard(clip)},format=yuv420p[${sharp}]`,
  );
  const copies = sides.map(() => graph.link('copy'));
  const split = copies.length > 1 ? `,split=${copies.length}` : '';
  graph.addFilter(
    `[${far}]${cutTo(width / height)},scale=${SMALL.width}:${SMALL.height}:${toStandard(clip)},format=yuv420p10le,` +
      `gblur=sigma=2.5,lutyuv=y='val*0.72+18'${split}${copies.map((copy) => `[${copy}]`).join('')}`,
  );
  const drawn = sides.map((side, index) => ({ side, ...drawSide(graph, copies[index] ?? '', side, size) }));
  const middle = drawn.reduce((under, { side, melting }) => {
    const melted = graph.link('melted');
    const at = side.name === 'left' ? 0 : strip - melt;
    graph.addFilter(`[${under}][${melting}]overlay=${at}:0:format=yuv420[${melted}]`);
    return melted;
  }, sharp ?? '');
  const plainOf = (name: Side['name']) => drawn.filter(({ side }) => side.name === name).map(({ plain }) => plain);
  const row = [...plainOf('left'), middle, ...plainOf('right')];
  graph.addFilter(`${row.map((link) => `[${link}]`).join('')}hstack=inputs=${row.length}[${output}]`);
  return output ?? '';
}

/** Enlarges just what is seen of the copy. A little noise keeps bands out of what has no detail. */
function drawSide(graph: Graph, copy: string, { name, plain, melt }: Side, { width, height }: Size) {
  const seen = plain + melt;
  const factor = width / SMALL.width;
  const part = Math.min(SMALL.width, 2 * Math.ceil(seen / factor / 2 + 0.5));
  const enlarged = Math.max(seen, even(part * factor));
  const [whole, rest, still, melting, ramp] = ['side', 'rest', 'plain', 'melting', 'ramp'].map(graph.link);
  const left = name === 'left';
  graph.addFilter(
    `[${copy}]crop=${part}:${SMALL.height}:${left ? 0 : SMALL.width - part}:0,scale=${enlarged}:${height}:flags=bicubic,` +
      `format=yuv420p,noise=c0s=2,split[${whole}][${rest}]`,
  );
  graph.addFilter(`[${whole}]crop=${plain}:${height}:${left ? 0 : enlarged - plain}:0[${still}]`);
  // One frame of two lines, enlarged and then held by the filters: an expression is dear for every pixel.
  const away = left ? 'X' : 'W-1-X';
  graph.addFilter(
    `color=black:s=${melt}x2:r=${FPS}:d=${1 / FPS},format=gray,` +
      `geq=lum='st(0,(${away}+0.5)/W);255*(1-ld(0)*ld(0)*(3-2*ld(0)))',scale=${melt}:${height}:flags=neighbor,setpts=N[${ramp}]`,
  );
  const cut = `crop=${melt}:${height}:${left ? plain : enlarged - seen}:0`;
  graph.addFilter(`[${rest}]${cut},format=yuva420p[${rest}a]`);
  graph.addFilter(`[${rest}a][${ramp}]alphamerge[${melting}]`);
  return { plain: still ?? '', melting: melting ?? '' };
}

/** A dark sliver between the strip and the edge of the frame would look like a mistake. */
function awayFromGutters(x: number, room: number, melt: number): number {
  if (x < melt) return 0;
  return x > room - melt ? room : x;
}

function even(pixels: number): number {
  return 2 * Math.round(pixels / 2);
}
