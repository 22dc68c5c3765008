/** Elegant: harp, soft piano and finger snaps in E flat, unhurried and spacious. */
import { chord, SCALES } from '../pitch.ts';
import { bell, feltPiano } from '../voices/modal.ts';
import { harp } from '../voices/string.ts';
import type { Style } from './style.ts';

export const elegant: Style = {
  tonic: 3,
  scale: SCALES.major,
  progressions: [
    [chord(9, 'minor9'), chord(5, 'major9'), chord(0, 'add9'), chord(7, 'sus4')],
    [chord(9, 'minor7'), chord(4, 'minor7'), chord(5, 'major9'), chord(0, 'add9')],
    [chord(0, 'major9'), chord(2, 'minor9'), chord(9, 'minor9'), chord(5, 'major9')],
  ],
  cadences: [
    [chord(5, 'major9'), chord(7, 'ninthSus')],
    [chord(2, 'minor9'), chord(7, 'sus4')],
  ],
  lastChord: chord(0, 'major9'),
  swing: 0.5,
  fill: 'none',
  grooves: [
    {
      kick: 'x.......o.x.....',
      snare: '....o.......x...',
      hat: '..o...o...o...o.',
      open: '................',
      shaker: 'o.o.x.o.o.o.x.o.',
    },
    {
      kick: 'x.....o...x.....',
      snare: '....x.......x...',
      hat: '......o.......o.',
      open: '................',
      shaker: 'o.xoo.xoo.xoo.xo',
    },
  ],
  kit: {
    kick: { fromHertz: 105, toHertz: 47, decaySeconds: 0.19, click: 0.08 },
    backbeat: 'snap',
    hatSeconds: 0.02,
    levels: { kick: 0, snare: -9, hat: -17, open: -26, shaker: -17, tom: -12 },
  },
  pad: { centre: 63, closedHertz: 420, openHertz: 3600, detune: 0.12, attackSeconds: 0.45, releaseSeconds: 0.8 },
  bass: {
    sound: { attackSeconds: 0.02, decaySeconds: 2.4, drive: 0.2, cutoffHertz: 360, slideSeconds: 0.1 },
    patterns: ['R.......r.5.....', 'R.....r...r.....', 'R.........r...5.'],
    centre: 39,
    gate: 0.95,
    slideChance: 0.3,
  },
  keys: { voice: feltPiano, rhythms: ['x.......x.......', 'x.....x.........', 'x.........x.....'], gate: 0.98 },
  arpeggio: {
    voice: harp,
    rhythms: ['x.x.o.x.x.x.o.x.', 'xoxox...xoxox...', 'x.oxo.x.x.oxo.x.'],
    orders: [
      [0, 1, 2, 3, 4, 3, 2, 1],
      [0, 2, 3, 4, 5, 4, 3, 2],
      [0, 3, 1, 4, 2, 5],
    ],
    octave: 0,
    gate: 1.6,
  },
  melody: {
    voice: bell,
    rhythms: [
      'x.....x.x.....x.x...............',
      'x...x...x.x.....x.......x.......',
      '..x...x...x.....x...x...........',
    ],
    centre: 75,
  },
  room: { seconds: 2.4, dampingHertz: 5200, preDelaySeconds: 0.028 },
  delay: { beats: 0.75, feedback: 0.28 },
  duckBeats: 0.9,
  balance: {
    drums: { lufs: -22, reverbDb: -15, delayDb: -60, duck: 0 },
    bass: { lufs: -22, reverbDb: -60, delayDb: -60, duck: 0.2 },
    pad: { lufs: -21, reverbDb: -11, delayDb: -60, duck: 0.3 },
    keys: { lufs: -21.5, reverbDb: -11, delayDb: -60, duck: 0.1 },
    arpeggio: { lufs: -19.5, reverbDb: -10, delayDb: -16, duck: 0 },
    melody: { lufs: -22.5, reverbDb: -8, delayDb: -12, duck: 0 },
    effects: { lufs: -30, reverbDb: -8, delayDb: -60, duck: 0 },
  },
};
