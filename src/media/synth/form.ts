/** Fits whole bars to the film and lays out its sections: intro, lift, break, peak and the last chord. */
import type { BedRequest } from './bed.ts';
import { fitTempo } from './tempo.ts';

export type SectionKind = 'intro' | 'lift' | 'break' | 'peak';
export type Section = { readonly kind: SectionKind; readonly startBar: number; readonly bars: number };

export type Form = {
  /** Length of the film in seconds. */
  readonly seconds: number;
  readonly beatSeconds: number;
  /** The last chord is struck on this beat (counted from 0) and rings until the film ends. */
  readonly endBeat: number;
  /** Bars of four beats before the last chord; the last of them may be cut short by it. */
  readonly bars: number;
  readonly sections: readonly Section[];
  readonly cutSeconds: readonly number[];
};

export function planForm(request: Pick<BedRequest, 'frames' | 'cutFrames' | 'tempoBpm'>): Form {
  const seconds = request.frames / 30;
  const cutSeconds = request.cutFrames.map((frame) => frame / 30).filter((cut) => cut > 0.3 && cut < seconds - 0.6);
  const { beatSeconds, endBeat } = fitTempo(seconds, cutSeconds, request.tempoBpm);
  const bars = Math.ceil(endBeat / 4);
  const cutBars = cutSeconds.map((cut) => cut / (beatSeconds * 4));
  return { seconds, beatSeconds, endBeat, bars, cutSeconds, sections: layOut(bars, cutBars) };
}

export function sectionAt(form: Form, bar: number): Section {
  const first: Section = { kind: 'lift', startBar: 0, bars: form.bars };
  return form.sections.findLast((section) => section.startBar <= bar) ?? first;
}

/** A quiet opening would be lost on a phone: what plays alone is played louder, 0 to 1 of the way. */
export function solo(form: Form, beat: number): number {
  const { kind } = sectionAt(form, Math.floor(beat / 4));
  return beat < form.endBeat && (kind === 'intro' || kind === 'break') ? 1 : 0;
}

/** How full the music is at a beat, 0 to 1; rises inside the intro and the break so that they lead somewhere. */
export function energyAt(form: Form, beat: number): number {
  if (beat >= form.endBeat) return 0.7 - 0.5 * Math.min(1, (beat - form.endBeat) / 4);
  const section = sectionAt(form, Math.floor(beat / 4));
  const along = (beat - section.startBar * 4) / (section.bars * 4);
  if (section.kind === 'intro') return 0.22 + 0.3 * along;
  if (section.kind === 'break') return 0.35 + 0.3 * along;
  return section.kind === 'lift' ? 0.72 + 0.1 * along : 0.95;
}

function layOut(bars: number, cutBars: readonly number[]): readonly Section[] {
  const lift = chooseLift(bars, cutBars);
  const intro: readonly Section[] = lift > 0 ? [{ kind: 'intro', startBar: 0, bars: lift }] : [];
  const rest = bars - lift;
  if (rest < 7) return [...intro, { kind: 'lift', startBar: lift, bars: rest }];
  const peak = choosePeak(lift, bars, cutBars);
  const pause = rest < 11 ? 1 : 2;
  return [
    ...intro,
    { kind: 'lift', startBar: lift, bars: peak - pause - lift },
    { kind: 'break', startBar: peak - pause, bars: pause },
    { kind: 'peak', startBar: peak, bars: bars - peak },
  ];
}

/** The first or second cut, when it comes early enough; else a quarter of the way in. */
function chooseLift(bars: number, cutBars: readonly number[]): number {
  if (bars < 2) return 0;
  const early = cutBars.slice(0, 2);
  return cheapest(1, Math.max(1, Math.min(bars - 1, Math.round(bars * 0.45), 8)), (bar) => {
    const share = Math.abs(bar / bars - 0.24) * 3;
    return distance(bar, early) * 1.2 + share + (bar % 2 === 0 || bars < 5 ? 0 : 0.25);
  });
}

function choosePeak(lift: number, bars: number, cutBars: readonly number[]): number {
  return cheapest(lift + 4, bars - 2, (bar) => {
    const share = Math.abs((bar - lift) / (bars - lift) - 0.62) * 5;
    return distance(bar, cutBars) + share + ((bar - lift) % 2 === 0 ? 0 : 0.3);
  });
}

function distance(bar: number, cutBars: readonly number[]): number {
  return cutBars.length === 0 ? 0 : Math.min(1, ...cutBars.map((cut) => Math.abs(cut - bar)));
}

function cheapest(first: number, last: number, cost: (bar: number) => number): number {
  let best = first;
  for (let bar = first + 1; bar <= last; bar += 1) if (cost(bar) < cost(best)) best = bar;
  return best;
}
