/** Calm: felt piano and a slow warm pad in F, hardly any drums. */
import { chord, SCALES } from '../pitch.ts';
import { electricPiano } from '../voices/electric.ts';
import { bell, feltPiano } from '../voices/modal.ts';
import type { Style } from './style.ts';

export const calm: Style = {
  tonic: 5,
  scale: SCALES.major,
  progressions: [
    [chord(0, 'major9'), chord(4, 'minor7'), chord(9, 'minor9'), chord(5, 'major9')],
    [chord(5, 'major9'), chord(0, 'add9'), chord(2, 'minor9'), chord(7, 'ninthSus')],
    [chord(0, 'add9'), chord(9, 'minor7'), chord(5, 'major9'), chord(7, 'ninthSus')],
  ],
  cadences: [
    [chord(2, 'minor9'), chord(7, 'ninthSus')],
    [chord(5, 'major9'), chord(7, 'sus4')],
  ],
  lastChord: chord(0, 'add9'),
  swing: 0.52,
  fill: 'none',
  grooves: [
    {
      kick: 'x.........o.....',
      snare: '........x.......',
      hat: '....o.......o...',
      open: '................',
      shaker: 'o.x.o.x.o.x.o.x.',
    },
    {
      kick: 'x......o........',
      snare: '........x.......',
      hat: '......o.......o.',
      open: '................',
      shaker: '..x...x...x...xo',
    },
  ],
  kit: {
    kick: { fromHertz: 95, toHertz: 46, decaySeconds: 0.2, click: 0.05 },
    backbeat: 'brush',
    hatSeconds: 0.03,
    levels: { kick: -1, snare: -9, hat: -18, open: -26, shaker: -17, tom: -12 },
  },
  pad: { centre: 62, closedHertz: 320, openHertz: 3000, detune: 0.09, attackSeconds: 0.6, releaseSeconds: 0.9 },
  bass: {
    sound: { attackSeconds: 0.03, decaySeconds: 3, drive: 0.15, cutoffHertz: 320, slideSeconds: 0.12 },
    patterns: ['R.........r.....', 'R...............', 'R......r........'],
    centre: 39,
    gate: 0.97,
    slideChance: 0.25,
  },
  keys: { voice: electricPiano, rhythms: ['x.........x.....', 'x.......x.......', 'x.....x.........'], gate: 0.98 },
  arpeggio: {
    voice: feltPiano,
    rhythms: ['x.x.x.o.x.x.o.x.', 'x.o.x.o.x.o.x.x.', 'x...x.x...x.x...'],
    orders: [
      [0, 2, 1, 3, 2, 4, 3, 1],
      [0, 1, 2, 4, 3, 2, 1, 2],
      [3, 1, 2, 0, 4, 2],
    ],
    octave: 0,
    gate: 1.8,
  },
  melody: {
    voice: bell,
    rhythms: [
      'x.....x.x.......x...x...........',
      'x...x.....x.....x.......x.......',
      '....x...x...x.......x...........',
    ],
    centre: 77,
  },
  room: { seconds: 2.6, dampingHertz: 4500, preDelaySeconds: 0.03 },
  delay: { beats: 1, feedback: 0.3 },
  duckBeats: 0.9,
  balance: {
    drums: { lufs: -23.5, reverbDb: -18, delayDb: -60, duck: 0 },
    bass: { lufs: -23, reverbDb: -60, delayDb: -60, duck: 0.15 },
    pad: { lufs: -22.5, reverbDb: -11, delayDb: -60, duck: 0.2 },
    keys: { lufs: -24.5, reverbDb: -11, delayDb: -18, duck: 0.1 },
    arpeggio: { lufs: -18.5, reverbDb: -10, delayDb: -16, duck: 0 },
    melody: { lufs: -21, reverbDb: -7, delayDb: -11, duck: 0 },
    effects: { lufs: -32, reverbDb: -7, delayDb: -60, duck: 0 },
  },
};
