/** Which locally drawn look comes nearest to a described place. */
import type { Look } from '../../../../ad/plan.ts';

const SIGNS: readonly (readonly [Look, RegExp])[] = [
  [
    'horizon',
    /beach|sea\b|seaside|ocean|lake|coast|desert|dunes?|mountain|sunset|sunrise|horizon|sky|field|meadow|landscape|hills?|snow|garden|outdoors?|forest|woods/iu,
  ],
  [
    'bokeh',
    /bokeh|neon|night|city|street|fairy lights|lights\b|sparkl|glitter|party|club|bar\b|christmas|stars|fireworks|confetti/iu,
  ],
  [
    'window',
    /window|kitchen|room|home|house|caf[eé]|coffee shop|sunlight|morning light|sunny|leaves|leaf|plants?|shadow|bathroom|office|balcony/iu,
  ],
  ['spotlight', /spotlight|stage|theat|concert|dark room|beam/iu],
  ['silk', /silk|satin|velvet|fabric|cloth|drape|curtain|waves of/iu],
  ['arch', /arch(?:es|way)?\b|doorway|mediterran|greek/iu],
  ['podium', /podium|pedestal|plinth|marble|stone|column|pillar/iu],
  ['paper', /paper|cardboard|cut-?out|geometric|shapes/iu],
  ['studio', /studio|plain|clean|simple|minimal|seamless|white background|gradient/iu],
];

export function lookOf(description: string): Look | null {
  return SIGNS.find(([, sign]) => sign.test(description))?.[0] ?? null;
}
