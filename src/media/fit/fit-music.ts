/** Makes a generated piece of music the bed of a film: as long, as loud, with an end. */
import { AdgenError } from '../../ad/errors.ts';
import { secondsOf } from '../../ad/frames.ts';
import { probe } from '../ffmpeg/probe.ts';
import { runFfmpeg, type Tools } from '../ffmpeg/run-ffmpeg.ts';

/** What the platforms play at (Spotify and YouTube, their help pages, 2026-11-22). */
const TARGET_LUFS = -14;
/** −2 dBFS: lossy coding adds to peaks. */
const PEAK = 0.794;
/** Loud enough is so near; a limiter that has to work takes a little loudness away, so it is measured again. */
const NEAR_LU = 0.2;
const MOST_MEASURES = 4;
/** Beyond this there is nothing but noise to make louder. */
const SILENCE_LUFS = -60;
/** A short film cannot spare more of its music. */
const LONGEST_FADE_SECONDS = 2;
const FADE_SHARE = 0.2;
/** Where a piece that is too short begins again, its end and its beginning are mixed. */
const SEAM_SECONDS = 2;
/** Less is no music, and would be heard again and again. */
const SHORTEST_SECONDS = 3;

/** Writes AAC in .m4a, 48 kHz stereo, −14 LUFS, exactly `frames` / 30 seconds. Throws `step-failed` when the file has no sound. */
export async function fitMusic(
  tools: Tools,
  file: string,
  frames: number,
  outFile: string,
  signal: AbortSignal,
): Promise<void> {
  const { audio, seconds: ofFile } = await probe(tools, file, signal);
  const seconds = audio ? audio.seconds || ofFile : 0;
  if (seconds < SHORTEST_SECONDS) throw new AdgenError('step-failed', 'The music has no sound.');
  const laid = lay(file, seconds, secondsOf(frames));
  const gain = await findGain(tools, laid, signal);
  const output = [
    ...['-map', '[out]', '-c:a', 'aac', '-b:a', '192k', '-ar', '48000', '-ac', '2'],
    ...['-map_metadata', '-1', '-t', String(secondsOf(frames)), '-f', 'mp4', outFile],
  ];
  const filters = [...laid.filters, `[laid]${louder(gain)}[out]`];
  await runFfmpeg(tools, { inputs: laid.inputs, filters, outputs: [output] }, { signal });
}

type Laid = { readonly inputs: readonly (readonly string[])[]; readonly filters: readonly string[] };

/** Repeats what is too short, cuts what is too long, fades the ends. The whole of it is named `laid`. */
function lay(file: string, seconds: number, filmSeconds: number): Laid {
  const seam = Math.min(SEAM_SECONDS, seconds / 4);
  const turns = Math.max(1, Math.ceil((filmSeconds - seam) / (seconds - seam)));
  // Each turn reads the file anew: acrossfade loses what a split hands it too early (ffmpeg 5.1).
  const numbers = Array.from({ length: turns }, (_, turn) => turn);
  const read = numbers.map(
    (turn) => `[${turn}:a:0]aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo[turn${turn}]`,
  );
  const joined = numbers.slice(1).map((turn) => {
    const before = turn === 1 ? 'turn0' : `joined${turn - 1}`;
    return `[${before}][turn${turn}]acrossfade=d=${seam}:c1=qsin:c2=qsin[joined${turn}]`;
  });
  const whole = turns === 1 ? 'turn0' : `joined${turns - 1}`;
  return {
    inputs: numbers.map(() => ['-i', file]),
    filters: [...read, ...joined, `[${whole}]${shape(filmSeconds)}[laid]`],
  };
}

function shape(filmSeconds: number): string {
  const fade = Math.min(LONGEST_FADE_SECONDS, filmSeconds * FADE_SHARE);
  return [
    `apad=whole_dur=${filmSeconds}`,
    `atrim=0:${filmSeconds}`,
    'afade=t=in:d=0.05',
    `afade=t=out:st=${filmSeconds - fade}:d=${fade}:curve=qsin`,
  ].join(',');
}

/**
 * Decibels that bring it to its loudness. Not by ffmpeg's loudnorm: where peaks leave no room it changes the gain from moment
 * to moment, and pieces of a few seconds then came out up to 1.9 LU too quiet (measured 2026-11-22, ffmpeg 5.1).
 */
async function findGain(tools: Tools, laid: Laid, signal: AbortSignal): Promise<number> {
  let gain = 0;
  for (let measures = 0; measures < MOST_MEASURES; measures++) {
    const loudness = await measure(tools, laid, gain, signal);
    if (loudness < SILENCE_LUFS) throw new AdgenError('step-failed', 'The music is silent.');
    gain += TARGET_LUFS - loudness;
    if (Math.abs(TARGET_LUFS - loudness) < NEAR_LU) break;
  }
  return gain;
}

function louder(gain: number): string {
  return `volume=${gain.toFixed(2)}dB,alimiter=limit=${PEAK}:level=false:attack=2:release=60`;
}

/** LUFS, by EBU R 128. */
async function measure(tools: Tools, laid: Laid, gain: number, signal: AbortSignal): Promise<number> {
  const filters = [...laid.filters, `[laid]${louder(gain)},ebur128=framelog=verbose[measured]`];
  const outputs = [['-map', '[measured]', '-loglevel', 'info', '-f', 'null', '-']];
  const { stderr } = await runFfmpeg(tools, { inputs: laid.inputs, filters, outputs }, { signal });
  const said = /I:\s+(-?[\d.]+) LUFS/.exec(stderr.slice(stderr.lastIndexOf('Summary:')));
  return said ? Number(said[1]) : Number.NEGATIVE_INFINITY;
}
