/** Where the music points at the picture: risers into new sections, a swell and a soft impact on each cut. */
import type { Form } from '../form.ts';

export type Effect = {
  readonly kind: 'riser' | 'swell' | 'impact';
  /** A riser and a swell end here; an impact begins here. */
  readonly atSeconds: number;
  readonly seconds: number;
  readonly strength: number;
};

export function writeEffects(form: Form): readonly Effect[] {
  const barSeconds = form.beatSeconds * 4;
  const arrivals = form.sections.filter(({ startBar, kind }) => startBar > 0 && kind !== 'break');
  const lifts = arrivals.map((section) => ({
    at: section.startBar * barSeconds,
    strength: section.kind === 'peak' ? 1 : 0.85,
  }));
  const end = form.endBeat * form.beatSeconds;
  const accents = [...lifts, { at: end, strength: 0.9 }];
  const risers = lifts.map(({ at, strength }) => {
    const seconds = Math.min(at, Math.max(barSeconds, 2.2), 4);
    return { kind: 'riser' as const, atSeconds: at, seconds, strength };
  });
  const cuts = form.cutSeconds.filter((cut) => accents.every(({ at }) => Math.abs(at - cut) > 0.12));
  const opening = { kind: 'impact' as const, atSeconds: 0, seconds: 1.8, strength: 0.4 };
  return [
    opening,
    ...risers,
    { kind: 'swell', atSeconds: end, seconds: Math.min(1.2, end), strength: 0.7 },
    ...accents.map(({ at, strength }) => ({ kind: 'impact' as const, atSeconds: at, seconds: 2.4, strength })),
    ...cuts.map((cut) => ({ kind: 'swell' as const, atSeconds: cut, seconds: Math.min(0.7, cut), strength: 0.5 })),
    ...cuts.map((cut) => ({ kind: 'impact' as const, atSeconds: cut, seconds: 1.6, strength: 0.45 })),
  ];
}
