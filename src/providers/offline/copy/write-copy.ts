/** The words of every scene, from the brief's own material; no line is said twice. */
import type { Brief } from '../../../ad/brief.ts';
import type { Overlay, SceneRole } from '../../../ad/plan.ts';
import { fill, gapLines } from './gap-lines.ts';
import { HEADLINE_IDEAL, overlaps, type Pair, SUPPORT_MAX } from './line.ts';
import { type Material, materialOf } from './material.ts';

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
  const material = materialOf(brief, language);
  const desk = openDesk();
  const call = callToAction(brief, material, { language, seed });
  const scenes = new Map<SceneRole, Pair | null>();
  const middle = roles.filter((role) => role !== 'hook' && role !== 'product' && role !== 'call-to-action');
  // The product is named first, so that no other scene can use up its words; each scene takes the best line left.
  if (roles.includes('product')) scenes.set('product', productLine(brief, material, desk));
  scenes.set('hook', hookLine(brief, material, desk, { language, seed, middle: middle.length, roles }));
  for (const role of middle) scenes.set(role, desk.take([...material.benefits, ...material.openings]));
  fillGaps(middle, scenes, material, desk, gapLines(language).filler, seed);
  addSupports(middle, scenes, material, desk);
  return roles.map((role) => {
    if (role === 'call-to-action') return overlay(closing(brief, material, call, desk), call);
    const pair = scenes.get(role) ?? null;
    return pair && overlay(pair, null);
  });
}

function overlay({ headline, support }: Pair, pill: string | null): Overlay {
  return { headline, support, pill, position: 'top' };
}

function productLine(brief: Brief, { product, details }: Material, desk: Desk): Pair {
  if (product === null) return desk.say({ headline: brief.brandName, support: desk.takeLine(details) });
  const named = desk.say({ headline: product, support: null });
  return { ...named, support: desk.takeLine(details) };
}

/** The brief's own slogan or question; a benefit when there are enough; else the brand is introduced. */
function hookLine(
  { brandName }: Brief,
  material: Material,
  desk: Desk,
  { language, seed, middle, roles }: { language: string; seed: number; middle: number; roles: readonly SceneRole[] },
): Pair {
  const opening = desk.take(material.openings);
  const short = material.benefits.filter(
    ({ headline, support }) => support === null && headline.length <= HEADLINE_IDEAL,
  );
  const spare = desk.left(material.benefits) > middle ? desk.take(short) : null;
  const hook = opening ?? spare ?? introduction(brandName, language, seed);
  if (roles.includes('product') || hook.support !== null) return hook;
  return { ...hook, support: desk.takeLine([material.product]) };
}

function introduction(brandName: string, language: string, seed: number): Pair {
  return { headline: fill(pick(gapLines(language).hook, seed), { brand: brandName }), support: null };
}

/** Scenes without a line of their own: a detail not yet said, then a line that claims nothing. */
function fillGaps(
  roles: readonly SceneRole[],
  scenes: Map<SceneRole, Pair | null>,
  { details, offer }: Material,
  desk: Desk,
  filler: readonly string[],
  seed: number,
): void {
  roles.forEach((role, index) => {
    if (scenes.get(role)) return;
    const own = desk.takeLine(
      [...details, offer].filter((line) => line !== null && line.length <= HEADLINE_IDEAL + 12),
    );
    const line = own ?? (index === 0 || filler.length > 1 ? pick(filler, seed + index) : null);
    scenes.set(role, line === null ? null : desk.say({ headline: line, support: null }));
  });
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

function closing(brief: Brief, { offer }: Material, pill: string, desk: Desk): Pair {
  const support = offer !== null && !overlaps(offer, pill) ? desk.takeLine([offer]) : null;
  return { headline: brief.brandName, support };
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

function openDesk(): Desk {
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
      const found = from.find(fresh);
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
