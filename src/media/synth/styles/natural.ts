/** Natural: fingerpicked guitar, kalimba, stomps and a shaker in G. */
import { chord, SCALES } from '../pitch.ts';
import { feltPiano, kalimba } from '../voices/modal.ts';
import { guitar } from '../voices/string.ts';
import type { Style } from './style.ts';

export const natural: Style = {
  tonic: 7,
  scale: SCALES.major,
  progressions: [
    [chord(0, 'add9'), chord(5, 'add9'), chord(9, 'minor7'), chord(7, 'sus4')],
    [chord(0, 'add9'), chord(7, 'major'), chord(2, 'minor7'), chord(5, 'add9')],
    [chord(9, 'minor7'), chord(5, 'add9'), chord(0, 'add9'), chord(7, 'sus4')],
  ],
  cadences: [
    [chord(5, 'add9'), chord(7, 'sus4')],
    [chord(9, 'minor7'), chord(5, 'add9')],
  ],
  lastChord: chord(0, 'add9'),
  swing: 0.54,
  fill: 'toms',
  grooves: [
    {
      kick: 'X.....x.x.......',
      snare: '....x.......x...',
      hat: '................',
      open: '................',
      shaker: 'xoXoxoXoxoXoxoXo',
    },
    {
      kick: 'X.......x.x.....',
      snare: '....x.......x..o',
      hat: '................',
      open: '......o.......o.',
      shaker: 'x.oxX.oxx.oxX.ox',
    },
  ],
  kit: {
    kick: { fromHertz: 120, toHertz: 52, decaySeconds: 0.17, click: 0.12 },
    backbeat: 'clap',
    hatSeconds: 0.03,
    levels: { kick: 0, snare: -8, hat: -20, open: -20, shaker: -11, tom: -5 },
  },
  pad: { centre: 62, closedHertz: 340, openHertz: 2600, detune: 0.09, attackSeconds: 0.5, releaseSeconds: 0.8 },
  bass: {
    sound: { attackSeconds: 0.012, decaySeconds: 1.4, drive: 0.25, cutoffHertz: 420, slideSeconds: 0.07 },
    patterns: ['R.....r.r.......', 'R.......r.r.....', 'R.....r.5...r...'],
    centre: 40,
    gate: 0.9,
    slideChance: 0.2,
  },
  keys: { voice: feltPiano, rhythms: ['x.......x.......', 'x.....x.....x...', 'x.........x.....'], gate: 0.98 },
  arpeggio: {
    voice: guitar,
    rhythms: ['x.xox.xox.xox.xo', 'x.x.xox.x.x.xox.', 'xox.x.xox.x.xox.'],
    orders: [
      [0, 2, 3, 1, 2, 3, 1, 2],
      [0, 2, 1, 3, 2, 1],
      [0, 3, 2, 1, 3, 2, 4, 3],
    ],
    octave: 0,
    gate: 1.2,
  },
  melody: {
    voice: kalimba,
    rhythms: [
      'x...x.x...x.....x...x.x.x.......',
      'x.x...x...x.x...x.x...x.........',
      '..x.x...x...x.....x.x...........',
    ],
    centre: 74,
  },
  room: { seconds: 1.6, dampingHertz: 5000, preDelaySeconds: 0.02 },
  delay: { beats: 0.75, feedback: 0.22 },
  duckBeats: 0.6,
  balance: {
    drums: { lufs: -20.5, reverbDb: -15, delayDb: -60, duck: 0 },
    bass: { lufs: -21, reverbDb: -60, delayDb: -60, duck: 0.2 },
    pad: { lufs: -23.5, reverbDb: -12, delayDb: -60, duck: 0.25 },
    keys: { lufs: -23, reverbDb: -12, delayDb: -60, duck: 0 },
    arpeggio: { lufs: -18.5, reverbDb: -15, delayDb: -22, duck: 0 },
    melody: { lufs: -20.5, reverbDb: -11, delayDb: -14, duck: 0 },
    effects: { lufs: -31, reverbDb: -9, delayDb: -60, duck: 0 },
  },
};
