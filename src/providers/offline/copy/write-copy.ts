/** The words of every scene, from the brief's own material; no line is said twice. */
import type { Brief } from '../../../ad/brief.ts';
import type { Overlay, SceneRole } from '../../../ad/plan.ts';
import { CHARACTERS_PER_SECOND } from '../reading-time.ts';
import { fill, gapLines } from './gap-lines.ts';
import { calmCase } from './letter-case.ts';
import { divide, HEADLINE_IDEAL, overlaps, type Pair, SUPPORT_MAX } from './line.ts';
import { type Material, materialOf } from './material.ts';
import { isProof } from './proof.ts';

/** Characters under which a detail is too little for a scene, and a benefit too little to open with. */
const SHORT_DETAIL = 16;
const SHORT_HOOK = 10;
/** A line that can be read in the shortest scene. */
const SHORT_LINE = 20;

/** A detail that means little without the name it was said of. */
const LEANS = /^(?:with|mit|avec|con|com)\s/iu;

/** What is still unsaid. Taking a line removes it and everything that repeats it. */
type Desk = {
  readonly take: (from: readonly Pair[]) => Pair | null;
  readonly takeLine: (from: readonly (string | null)[]) => string | null;
  readonly say: (pair: Pair) => Pair;
  readonly left: (from: readonly Pair[]) => number;
};

/** One overlay per role; null where the brief has nothing more to say. */
export function writeCopy(
  brief: Brief,
  roles: readonly SceneRole[],
  { language, seed }: { readonly language: string; readonly seed: number },
): readonly (Overlay | null)[] {
  const material = materialOf({ ...brief, text: calmCase(brief.text) }, language);
  const desk = openDesk(
    Math.max(SHORT_LINE, Math.floor((CHARACTERS_PER_SECOND * brief.durationSeconds) / roles.length)),
  );
  const call = callToAction(brief, material, { language, seed });
  const lines = gapLines(language);
  const introduction = { headline: fill(pick(lines.hook, seed), { brand: brief.brandName }), support: null };
  const middle = roles.filter((role) => role !== 'hook' && role !== 'product' && role !== 'call-to-action');
  const scenes = new Map<SceneRole, Pair | null>();
  // The product is named first, so that no other scene uses up its words; then the hook has the first choice.
  if (roles.includes('product')) scenes.set('product', productLine(material, desk, middle.length + 1));
  if (roles.includes('proof'))
    scenes.set('proof', desk.take(material.benefits.filter(({ headline }) => isProof(headline))));
  scenes.set('hook', hookLine(material, desk, middle.length) ?? desk.say(introduction));
  for (const role of middle)
    scenes.set(role, scenes.get(role) ?? desk.take([...material.benefits, ...material.openings]));
  // Who was not introduced by the hook is introduced where the product would have been named.
  if (scenes.get('product') === null) scenes.set('product', desk.take([introduction, ...material.benefits]));
  fillGaps(roles, scenes, material, desk, { brandName: brief.brandName, filler: pick(lines.filler, seed) });
  addSupports([...middle, 'product'], scenes, material, desk);
  return roles.map((role) => {
    if (role === 'call-to-action') return overlay(closing(brief, material, call, desk), call);
    const pair = scenes.get(role) ?? null;
    return pair && overlay(pair, null);
  });
}

function overlay({ headline, support }: Pair, pill: string | null): Overlay {
  return { headline, support, pill, position: 'top' };
}

/** A long detail waits for a scene of its own when there are fewer lines than `scenes` to fill. */
function productLine({ product, details, benefits, openings }: Material, desk: Desk, scenes: number): Pair | null {
  if (product === null) return null;
  const named = desk.say({ headline: product, support: null });
  const enough = desk.left([...benefits, ...openings]) >= scenes;
  const belongs = (detail: string) => enough || detail.length < SHORT_DETAIL || LEANS.test(detail);
  return { ...named, support: desk.takeLine(details.filter(belongs)) };
}

/** The brief's own slogan or question; a short benefit when there are more than the middle needs. */
function hookLine(material: Material, desk: Desk, middle: number): Pair | null {
  const short = material.benefits.filter(({ headline, support }) => support === null && canOpen(headline));
  const spare = desk.left(material.benefits) > middle;
  return desk.take(material.openings) ?? (spare ? desk.take(short) : null);
}

/** Scripts other than Latin say more in fewer characters. */
function canOpen(headline: string): boolean {
  const enough = headline.length >= SHORT_HOOK || !/\p{Script=Latin}/u.test(headline);
  return enough && headline.length <= HEADLINE_IDEAL;
}

/** The first scene without a line gets the product's name, a detail, or a line that claims nothing; the next ones stay silent. */
function fillGaps(
  roles: readonly SceneRole[],
  scenes: Map<SceneRole, Pair | null>,
  { product, details }: Material,
  desk: Desk,
  { brandName, filler }: { readonly brandName: string; readonly filler: string },
): void {
  for (const role of roles) {
    if (scenes.get(role) || role === 'call-to-action') continue;
    const lines = [product, ...details].filter((line) => line !== null).map((line) => divide(line, brandName));
    scenes.set(role, desk.take([...lines.filter((pair) => pair !== null), { headline: filler, support: null }]));
  }
}

/** What is left over stands small below the headlines, so that nothing worth saying is lost. */
function addSupports(
  roles: readonly SceneRole[],
  scenes: Map<SceneRole, Pair | null>,
  material: Material,
  desk: Desk,
): void {
  for (const role of roles) {
    const pair = scenes.get(role);
    if (!pair || pair.support !== null) continue;
    const left = [...material.benefits, ...material.openings].filter(({ support }) => support === null);
    const support = desk.takeLine([...left.map(({ headline }) => headline), ...material.details]);
    scenes.set(role, { ...pair, support });
  }
}

/** Brand, offer, call to action; a short film that had no scene to name the product names it here. */
function closing(brief: Brief, { offer, product }: Material, pill: string, desk: Desk): Pair {
  const lines = [offer, product].filter((line) => line !== null && !overlaps(line, pill));
  return { headline: brief.brandName, support: desk.takeLine(lines) };
}

function callToAction(
  { callToAction: asked, brandName }: Brief,
  { call, url }: Material,
  { language, seed }: { language: string; seed: number },
): string {
  if (asked) return asked;
  if (call !== null && call.length <= 60) return call;
  const lines = gapLines(language);
  const visit = url === null ? null : [fill(lines.visit, { url }), url].find((line) => line.length <= 60);
  const calls = [fill(pick(lines.call, seed), { brand: brandName }), brandName];
  return visit ?? calls.find((line) => line.length <= 60) ?? brandName;
}

/** Lines of up to `comfortable` characters are taken before longer ones. */
function openDesk(comfortable: number): Desk {
  const said: string[] = [];
  const isNew = (text: string) => !said.some((earlier) => overlaps(earlier, text));
  const fresh = ({ headline, support }: Pair) => isNew(headline) && (support === null || isNew(support));
  const say = (pair: Pair) => {
    said.push(pair.headline, ...(pair.support === null ? [] : [pair.support]));
    return pair;
  };
  return {
    say,
    left: (from) => from.filter(fresh).length,
    take: (from) => {
      const left = from.filter(fresh);
      const found = left.find(({ headline }) => headline.length <= comfortable) ?? left[0];
      return found ? say(found) : null;
    },
    takeLine: (from) => {
      const found = from.find((line) => line !== null && line.length <= SUPPORT_MAX && isNew(line)) ?? null;
      return found === null ? null : say({ headline: found, support: null }).headline;
    },
  };
}

function pick(lines: readonly string[], seed: number): string {
  return lines[seed % lines.length] ?? '';
}
