/** Playful: marimba, pizzicato and finger snaps in C, with a clear swing. */
import { chord, SCALES } from '../pitch.ts';
import { kalimba, marimba } from '../voices/modal.ts';
import { pizzicato } from '../voices/string.ts';
import type { Style } from './style.ts';

export const playful: Style = {
  tonic: 0,
  scale: SCALES.major,
  progressions: [
    [chord(0, 'sixNine'), chord(9, 'minor7'), chord(2, 'minor7'), chord(7, 'major')],
    [chord(0, 'add9'), chord(5, 'add9'), chord(2, 'minor7'), chord(7, 'sus4')],
    [chord(0, 'sixNine'), chord(4, 'minor7'), chord(5, 'add9'), chord(7, 'major')],
  ],
  cadences: [
    [chord(2, 'minor7'), chord(7, 'major')],
    [chord(5, 'add9'), chord(7, 'sus4')],
  ],
  lastChord: chord(0, 'sixNine'),
  swing: 0.6,
  fill: 'toms',
  grooves: [
    {
      kick: 'X.....x.x.......',
      snare: '....x.......X..o',
      hat: '..x...x...x...x.',
      open: '......o.......o.',
      shaker: 'xooxxooxxooxxoox',
    },
    {
      kick: 'X..o..x...x.....',
      snare: '....x.......X...',
      hat: 'o.x.o.x.o.x.o.x.',
      open: '......o.......o.',
      shaker: '..xo..xo..xo..xo',
    },
  ],
  kit: {
    kick: { fromHertz: 140, toHertz: 56, decaySeconds: 0.12, click: 0.2 },
    backbeat: 'snap',
    hatSeconds: 0.022,
    levels: { kick: 0, snare: -4, hat: -14, open: -16, shaker: -13, tom: -6 },
  },
  pad: { centre: 64, closedHertz: 350, openHertz: 2600, detune: 0.08, attackSeconds: 0.2, releaseSeconds: 0.4 },
  bass: {
    sound: { attackSeconds: 0.005, decaySeconds: 0.45, drive: 0.3, cutoffHertz: 480, slideSeconds: 0.04 },
    patterns: ['R...5..rR...5.8.', 'R.....r.5...r...', 'R..r..5.R..r..8.'],
    centre: 41,
    gate: 0.6,
    slideChance: 0.12,
  },
  keys: { voice: pizzicato, rhythms: ['..x...x...x...x.', '..x..ox...x..ox.', '....x.......x.x.'], gate: 0.5 },
  arpeggio: {
    voice: marimba,
    rhythms: ['x..xo.x.x..xo.xo', 'x.xo..x.x.xo..x.', 'x..x..x..x..x.xo'],
    orders: [
      [0, 2, 1, 3, 2, 4, 1, 3],
      [0, 1, 3, 2, 4, 3],
      [3, 2, 4, 1, 3, 0, 2, 1],
    ],
    octave: 0,
    gate: 0.8,
  },
  melody: {
    voice: kalimba,
    rhythms: [
      'x..xx.x...x.....x..xx.x.x.......',
      'x.x...x.x..x....x.x...x.x.......',
      '..xx..x...xx..x.....x.x.x.......',
    ],
    centre: 76,
  },
  room: { seconds: 1.1, dampingHertz: 6000, preDelaySeconds: 0.012 },
  delay: { beats: 0.5, feedback: 0.22 },
  duckBeats: 0.5,
  balance: {
    drums: { lufs: -19, reverbDb: -18, delayDb: -60, duck: 0 },
    bass: { lufs: -20.5, reverbDb: -60, delayDb: -60, duck: 0.25 },
    pad: { lufs: -24.5, reverbDb: -14, delayDb: -60, duck: 0.4 },
    keys: { lufs: -22, reverbDb: -13, delayDb: -60, duck: 0 },
    arpeggio: { lufs: -19.5, reverbDb: -14, delayDb: -18, duck: 0 },
    melody: { lufs: -19.5, reverbDb: -13, delayDb: -15, duck: 0 },
    effects: { lufs: -29, reverbDb: -12, delayDb: -60, duck: 0 },
  },
};
