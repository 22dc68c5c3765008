/** Upbeat: bright pop in D major, four on the floor, claps, plucks and a breathing pad. */
import { chord, SCALES } from '../pitch.ts';
import { electricPiano } from '../voices/electric.ts';
import { kalimba } from '../voices/modal.ts';
import { synthPluck } from '../voices/saw.ts';
import type { Style } from './style.ts';

export const upbeat: Style = {
  tonic: 2,
  scale: SCALES.major,
  progressions: [
    [chord(0, 'add9'), chord(7, 'major'), chord(9, 'minor7'), chord(5, 'add9')],
    [chord(5, 'add9'), chord(0, 'add9'), chord(7, 'sus4'), chord(9, 'minor7')],
    [chord(0, 'add9'), chord(4, 'minor7'), chord(5, 'major9'), chord(7, 'sus4')],
  ],
  cadences: [
    [chord(5, 'add9'), chord(7, 'sus4')],
    [chord(2, 'minor7'), chord(7, 'major')],
  ],
  lastChord: chord(0, 'add9'),
  swing: 0.53,
  fill: 'snare',
  grooves: [
    {
      kick: 'X...x...X...x...',
      snare: '....x.......X..o',
      hat: '..x...x...x...x.',
      open: '..o...o...o...o.',
      shaker: 'xoxoXoxoxoxoXoxo',
    },
    {
      kick: 'X...x...X.o.x...',
      snare: '....x..o....X...',
      hat: 'x.x.x.x.x.x.x.xo',
      open: '..o...o...o...o.',
      shaker: 'o.xoo.xoo.xoo.xo',
    },
  ],
  kit: {
    kick: { fromHertz: 165, toHertz: 50, decaySeconds: 0.15, click: 0.35 },
    backbeat: 'clap',
    hatSeconds: 0.028,
    levels: { kick: 0, snare: -5, hat: -11, open: -13, shaker: -13, tom: -7 },
  },
  pad: { centre: 64, closedHertz: 380, openHertz: 5200, detune: 0.11, attackSeconds: 0.12, releaseSeconds: 0.35 },
  bass: {
    sound: { attackSeconds: 0.006, decaySeconds: 1.6, drive: 0.45, cutoffHertz: 520, slideSeconds: 0.05 },
    patterns: ['R..r..r.R..r..8.', 'R.r...r.R.r...5.', 'R..rr..rR..rr.8.'],
    centre: 38,
    gate: 0.82,
    slideChance: 0.15,
  },
  keys: { voice: electricPiano, rhythms: ['..x..x....x..x..', 'x..x..x...x.x...', '..x...x...x..x..'], gate: 0.75 },
  arpeggio: {
    voice: synthPluck,
    rhythms: ['x.oxo.x.x.oxo.xo', 'xoxxoxxoxoxxoxxo', 'x..x..x.x..x..xo'],
    orders: [
      [0, 1, 2, 3, 4, 2, 3, 1],
      [0, 2, 1, 3, 2, 4, 3, 5],
      [4, 2, 1, 3, 0, 2, 1, 3],
    ],
    octave: 0,
    gate: 0.4,
  },
  melody: {
    voice: kalimba,
    rhythms: [
      'x..x..x...x.x...x..x..x.x.......',
      'x.x.x..x..x.....x.x.x..x......x.',
      '..x.x.x..x..x.....x.x.x.x.......',
    ],
    centre: 76,
  },
  room: { seconds: 1.5, dampingHertz: 6500, preDelaySeconds: 0.018 },
  delay: { beats: 0.75, feedback: 0.32 },
  duckBeats: 0.7,
  balance: {
    drums: { lufs: -17.5, reverbDb: -22, delayDb: -60, duck: 0 },
    bass: { lufs: -20, reverbDb: -60, delayDb: -60, duck: 0.55 },
    pad: { lufs: -23, reverbDb: -13, delayDb: -60, duck: 0.75 },
    keys: { lufs: -22, reverbDb: -14, delayDb: -20, duck: 0.35 },
    arpeggio: { lufs: -22.5, reverbDb: -12, delayDb: -11, duck: 0.3 },
    melody: { lufs: -20, reverbDb: -12, delayDb: -13, duck: 0.1 },
    effects: { lufs: -26, reverbDb: -10, delayDb: -60, duck: 0 },
  },
};
