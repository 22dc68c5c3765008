/** Bold: half-time drums, a driven sliding bass and brassy stabs in E minor. */
import { chord, SCALES } from '../pitch.ts';
import { feltPiano } from '../voices/modal.ts';
import { stab, synthPluck } from '../voices/saw.ts';
import type { Style } from './style.ts';

export const bold: Style = {
  tonic: 4,
  scale: SCALES.minor,
  progressions: [
    [chord(0, 'minor'), chord(8, 'major7'), chord(3, 'add9'), chord(10, 'major')],
    [chord(0, 'minorAdd9'), chord(0, 'minor7'), chord(8, 'major7'), chord(10, 'sus4')],
    [chord(0, 'minor'), chord(3, 'add9'), chord(5, 'minor7'), chord(8, 'major7')],
  ],
  cadences: [
    [chord(8, 'major7'), chord(10, 'major')],
    [chord(5, 'minor7'), chord(10, 'sus4')],
  ],
  lastChord: chord(0, 'minorAdd9'),
  swing: 0.5,
  fill: 'toms',
  grooves: [
    {
      kick: 'X......x..x.....',
      snare: '........X.......',
      hat: 'x.x.x.x.x.x.xoxo',
      open: '..............o.',
      shaker: '..o...o...o...o.',
    },
    {
      kick: 'X..x......x..x..',
      snare: '........X......o',
      hat: 'x.xxx.x.x.xxx.x.',
      open: '......o.........',
      shaker: 'o...o...o...o...',
    },
  ],
  kit: {
    kick: { fromHertz: 190, toHertz: 47, decaySeconds: 0.2, click: 0.5 },
    backbeat: 'clap',
    hatSeconds: 0.024,
    levels: { kick: 0, snare: -2, hat: -10, open: -11, shaker: -16, tom: -3 },
  },
  pad: { centre: 62, closedHertz: 300, openHertz: 4200, detune: 0.14, attackSeconds: 0.15, releaseSeconds: 0.4 },
  bass: {
    sound: { attackSeconds: 0.004, decaySeconds: 1.1, drive: 1, cutoffHertz: 620, slideSeconds: 0.09 },
    patterns: ['R......r..r.....', 'R..r......r..8..', 'R......r..r...5.'],
    centre: 38,
    gate: 0.95,
    slideChance: 0.5,
  },
  keys: { voice: stab, rhythms: ['x..x..x.........', 'x.....x...x.....', 'x..x......x.....'], gate: 0.7 },
  arpeggio: {
    voice: synthPluck,
    rhythms: ['xoxoxoxoxoxoxoxo', 'x.xox.xox.xox.xo', 'xooxooxoxooxooxo'],
    orders: [
      [0, 0, 2, 0, 1, 0, 2, 1],
      [0, 1, 2, 1],
      [2, 1, 0, 1, 3, 1, 0, 1],
    ],
    octave: 0,
    gate: 0.35,
  },
  melody: {
    voice: feltPiano,
    rhythms: [
      'x.....x.....x...x.....x.........',
      'x..x..x.........x..x..x.x.......',
      '....x..x..x.........x..x........',
    ],
    centre: 74,
  },
  room: { seconds: 1.7, dampingHertz: 5500, preDelaySeconds: 0.02 },
  delay: { beats: 0.75, feedback: 0.3 },
  duckBeats: 0.6,
  balance: {
    drums: { lufs: -16.5, reverbDb: -18, delayDb: -60, duck: 0 },
    bass: { lufs: -18.5, reverbDb: -60, delayDb: -60, duck: 0.5 },
    pad: { lufs: -23.5, reverbDb: -13, delayDb: -60, duck: 0.5 },
    keys: { lufs: -20, reverbDb: -13, delayDb: -18, duck: 0.25 },
    arpeggio: { lufs: -24, reverbDb: -14, delayDb: -13, duck: 0.4 },
    melody: { lufs: -21.5, reverbDb: -10, delayDb: -12, duck: 0.1 },
    effects: { lufs: -24, reverbDb: -10, delayDb: -60, duck: 0 },
  },
};
