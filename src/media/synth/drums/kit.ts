/** A drum kit: every drum synthesised once in a few takes, then placed wherever the drummer hits. */
import { place, type Stereo } from '../dsp/stereo.ts';
import type { Random } from '../random.ts';
import type { DrumHit } from '../score.ts';
import { clap, snap, snare } from './hands.ts';
import { kick, tom } from './membranes.ts';
import { hat, shaker } from './metals.ts';

export type DrumName = 'kick' | 'snare' | 'hat' | 'open' | 'shaker' | 'tom';

export type KitSound = {
  readonly kick: {
    readonly fromHertz: number;
    readonly toHertz: number;
    readonly decaySeconds: number;
    readonly click: number;
  };
  readonly backbeat: 'clap' | 'snap' | 'snare' | 'brush';
  readonly hatSeconds: number;
  /** Level of each drum in decibels. */
  readonly levels: Readonly<Record<DrumName, number>>;
};

const PAN: Readonly<Record<DrumName, number>> = { kick: 0, snare: 0, hat: 0.28, open: -0.3, shaker: -0.38, tom: -0.1 };
const TAKES = 4;

export function playDrums(bus: Stereo, hits: readonly DrumHit[], kit: KitSound, random: Random): void {
  const takes = new Map<DrumName, readonly Float32Array[]>();
  for (const hit of hits) {
    const sounds = takes.get(hit.drum) ?? Array.from({ length: TAKES }, () => make(hit.drum, kit, random));
    takes.set(hit.drum, sounds);
    const sound = sounds[Math.floor(random.next() * TAKES)];
    const gain = 10 ** (kit.levels[hit.drum] / 20) * hit.velocity ** 1.3;
    if (sound !== undefined) place(bus, sound, hit.startSeconds, gain, PAN[hit.drum]);
  }
}

function make(drum: DrumName, kit: KitSound, random: Random): Float32Array {
  if (drum === 'kick') return kick(kit.kick, random);
  if (drum === 'tom') return tom(random);
  if (drum === 'hat') return hat(kit.hatSeconds, random);
  if (drum === 'open') return hat(0.22, random);
  if (drum === 'shaker') return shaker(random);
  if (kit.backbeat === 'clap') return clap(random);
  if (kit.backbeat === 'snap') return snap(random);
  return snare(kit.backbeat === 'brush', random);
}
