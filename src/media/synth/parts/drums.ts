/** The drummer: a groove that thins out where the music breathes, fills before each new section, and never plays like a machine. */

import type { DrumName } from '../drums/kit.ts';
import { type Form, sectionAt } from '../form.ts';
import type { Random } from '../random.ts';
import { steps, swungBeat } from '../rhythm.ts';
import type { DrumHit } from '../score.ts';
import type { Groove } from '../styles/style.ts';
import type { Sheet } from './sheet.ts';

export function writeDrums({ form, style }: Sheet, random: Random): readonly DrumHit[] {
  const groove = random.pick(style.grooves);
  const hits: DrumHit[] = [];
  for (let bar = 0; bar < form.bars; bar += 1) {
    const filling = style.fill !== 'none' && startsSectionNext(form, bar);
    for (const [drum, pattern] of layers(form, bar, groove)) {
      for (const { step, velocity } of steps(pattern)) {
        if (filling && step >= 12 && drum !== 'hat' && drum !== 'shaker') continue;
        hits.push(...hit(form, drum, swungBeat(bar, step, style.swing), velocity, random));
      }
    }
    if (filling) hits.push(...fill(form, bar, style.fill === 'toms' ? 'tom' : 'snare', random));
  }
  return [...hits, { startSeconds: form.endBeat * form.beatSeconds, drum: 'kick', velocity: 0.9 }];
}

function layers(form: Form, bar: number, groove: Groove): readonly (readonly [DrumName, string])[] {
  const { kind, startBar, bars } = sectionAt(form, bar);
  if (kind === 'break') return [['shaker', groove.shaker.replaceAll('x', 'o')]];
  if (kind === 'intro') {
    const short = form.seconds < 10;
    const late = bar - startBar >= bars / 2 || bars === 1;
    return [
      ...(late || short ? [['shaker', groove.shaker] as const] : []),
      ...(short ? [['kick', groove.kick] as const] : []),
    ];
  }
  const base = [
    ['kick', groove.kick],
    ['snare', groove.snare],
    ['hat', groove.hat],
    ['shaker', groove.shaker],
  ] as const;
  return kind === 'peak' ? [...base, ['open', groove.open] as const] : base;
}

function startsSectionNext(form: Form, bar: number): boolean {
  return (
    bar > 0 &&
    (bar === form.bars - 1 || form.sections.some(({ startBar, kind }) => startBar === bar + 1 && kind !== 'break'))
  );
}

function fill(form: Form, bar: number, drum: DrumName, random: Random): readonly DrumHit[] {
  const from = random.pick([10, 12, 12, 13]);
  return steps('................'.replaceAll('.', 'x')).flatMap(({ step }) =>
    step < from
      ? []
      : hit(form, drum, swungBeat(bar, step, 0.5), 0.25 + 0.5 * ((step - from + 1) / (16 - from)), random),
  );
}

/** Hands are a few milliseconds loose; the foot is not, because the rest of the mix breathes with it. */
function hit(form: Form, drum: DrumName, beat: number, velocity: number, random: Random): readonly DrumHit[] {
  const loose = drum === 'kick' ? 0 : random.between(-0.003, 0.005);
  const human = velocity * random.between(0.84, 1.04);
  if (beat >= form.endBeat - 0.05) return [];
  return [{ startSeconds: Math.max(0, beat * form.beatSeconds + loose), drum, velocity: human }];
}
