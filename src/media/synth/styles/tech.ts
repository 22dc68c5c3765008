/** Tech: sixteenth-note sequences over four on the floor in F sharp dorian, with deep side-chain breathing. */
import { chord, SCALES } from '../pitch.ts';
import { electricPiano } from '../voices/electric.ts';
import { bell } from '../voices/modal.ts';
import { synthPluck } from '../voices/saw.ts';
import type { Style } from './style.ts';

export const tech: Style = {
  tonic: 6,
  scale: SCALES.dorian,
  progressions: [
    [chord(0, 'minor9'), chord(0, 'minor9'), chord(3, 'major7'), chord(10, 'add9')],
    [chord(0, 'minor7'), chord(5, 'add9'), chord(3, 'add9'), chord(10, 'add9')],
    [chord(0, 'minor9'), chord(7, 'minor7'), chord(3, 'major9'), chord(5, 'add9')],
  ],
  cadences: [
    [chord(3, 'add9'), chord(10, 'add9')],
    [chord(5, 'add9'), chord(7, 'minor7')],
  ],
  lastChord: chord(0, 'minorAdd9'),
  swing: 0.5,
  fill: 'snare',
  grooves: [
    {
      kick: 'X...X...X...X...',
      snare: '....x.......x...',
      hat: '..x...x...x...x.',
      open: '..x...x...x...x.',
      shaker: 'ooxoooxoooxoooxo',
    },
    {
      kick: 'X...X...X...X..o',
      snare: '....x.......x.o.',
      hat: 'o.x.o.xoo.x.o.xo',
      open: '..x...x...x...x.',
      shaker: 'o.ooo.ooo.ooo.oo',
    },
  ],
  kit: {
    kick: { fromHertz: 180, toHertz: 49, decaySeconds: 0.16, click: 0.45 },
    backbeat: 'clap',
    hatSeconds: 0.03,
    levels: { kick: 0, snare: -7, hat: -11, open: -15, shaker: -15, tom: -7 },
  },
  pad: { centre: 63, closedHertz: 280, openHertz: 5200, detune: 0.13, attackSeconds: 0.1, releaseSeconds: 0.3 },
  bass: {
    sound: { attackSeconds: 0.004, decaySeconds: 0.9, drive: 0.7, cutoffHertz: 560, slideSeconds: 0.05 },
    patterns: ['..r...r...r...r.', '..rr..rr..rr..r8', 'R.r..rr.R.r..r8.'],
    centre: 40,
    gate: 0.8,
    slideChance: 0.15,
  },
  keys: { voice: electricPiano, rhythms: ['...x..x....x..x.', 'x..x..x..x..x...', '..x..x..x..x....'], gate: 0.55 },
  arpeggio: {
    voice: synthPluck,
    rhythms: ['xoxoxoxoxoxoxoxo', 'xxoxxoxxoxxoxoxo', 'x.xxo.xxo.xxo.xx'],
    orders: [
      [0, 2, 4, 1, 3, 5, 2, 4],
      [0, 1, 2, 3, 4, 3, 2, 1],
      [5, 3, 4, 2, 3, 1, 2, 0],
    ],
    octave: 0,
    gate: 0.3,
  },
  melody: {
    voice: bell,
    rhythms: [
      'x..x..x.....x...x..x..x.........',
      'x.....x..x......x.....x..x..x...',
      '...x..x..x.........x..x.........',
    ],
    centre: 78,
  },
  room: { seconds: 1.9, dampingHertz: 7000, preDelaySeconds: 0.02 },
  delay: { beats: 0.75, feedback: 0.4 },
  duckBeats: 0.8,
  balance: {
    drums: { lufs: -17.5, reverbDb: -22, delayDb: -60, duck: 0 },
    bass: { lufs: -19.5, reverbDb: -60, delayDb: -60, duck: 0.5 },
    pad: { lufs: -21.5, reverbDb: -13, delayDb: -60, duck: 0.85 },
    keys: { lufs: -23.5, reverbDb: -13, delayDb: -12, duck: 0.4 },
    arpeggio: { lufs: -20, reverbDb: -14, delayDb: -12, duck: 0.35 },
    melody: { lufs: -22, reverbDb: -10, delayDb: -9, duck: 0.15 },
    effects: { lufs: -25, reverbDb: -10, delayDb: -60, duck: 0 },
  },
};
