/**
 * Runs ffmpeg: inputs, one filter graph, any number of outputs.
 *
 * Not over fluent-ffmpeg 2.1.3 (archived 2025-05-22), which was read and weighed. Before every run it parses
 * `ffmpeg -formats`, whose new column in ffmpeg 7 makes it refuse each `-f` we need (concat, segment, rawvideo); it cuts
 * options that contain one space in two, which breaks titles; its program path is one value for the whole process; and
 * between `run()` and the spawn there is nothing to kill, so a stop could be missed.
 */
import { type Ended, runProgram } from './run-program.ts';

/** Where the two programs are, and their patience. */
export type Tools = {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  /** A run of ffmpeg that makes no progress for so long is ended; a minute when it is not said. */
  readonly stallMs?: number;
};

/** Argument lists; each input ends with `-i`, its source, and each output with its file. */
export type FfmpegJob = {
  readonly inputs: readonly (readonly string[])[];
  /** Joined into one `-filter_complex`; never holds text or file names that people chose. */
  readonly filters: readonly string[];
  readonly outputs: readonly (readonly string[])[];
};

export type FfmpegOptions = {
  readonly signal: AbortSignal;
  /** Frames written to the first output so far. */
  readonly onFrames?: (frames: number) => void;
  /** As in `runProgram`. */
  readonly niceness?: number;
};

const STALL_MS = 60_000;

/** Resolves with what ffmpeg said; throws as `runProgram` does, also when it stands still. */
export async function runFfmpeg(tools: Tools, job: FfmpegJob, options: FfmpegOptions): Promise<Ended> {
  const watch = watchProgress(tools.stallMs ?? STALL_MS, options.onFrames);
  try {
    return await runProgram(tools.ffmpegPath, ffmpegArguments(job), {
      name: 'ffmpeg',
      signal: options.signal,
      onStdout: watch.read,
      onStart: watch.start,
      ...(options.niceness === undefined ? {} : { niceness: options.niceness }),
    });
  } finally {
    watch.over();
  }
}

function ffmpegArguments({ inputs, filters, outputs }: FfmpegJob): readonly string[] {
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'warning', '-nostats', '-progress', 'pipe:1', '-y'],
    // Jobs run beside each other, so each keeps to one core instead of fighting for all of them.
    ...inputs.flatMap((input) => ['-threads', '1', ...input]),
    ...(filters.length === 0 ? [] : ['-filter_complex_threads', '1', '-filter_complex', filters.join(';')]),
    ...outputs.flat(),
  ];
}

/** ffmpeg reports twice a second, also while it stands still: only a changed position counts as progress. */
function watchProgress(stallMs: number, onFrames: ((frames: number) => void) | undefined) {
  let timer: NodeJS.Timeout | undefined;
  let unread = '';
  const last = new Map<string, string>();
  return {
    start(end: (say: string) => void) {
      const seconds = Math.round(stallMs / 1000);
      timer = setTimeout(() => end(`ffmpeg made no progress for ${seconds} seconds and was ended.`), stallMs);
    },
    read(text: string) {
      const lines = (unread + text).split('\n');
      unread = lines.pop() ?? '';
      for (const line of lines) {
        const [key, value] = line.split('=', 2);
        if (key === undefined || value === undefined || !['frame', 'out_time_us', 'total_size'].includes(key)) continue;
        if (last.get(key) === value) continue;
        last.set(key, value);
        timer?.refresh();
        if (key === 'frame') onFrames?.(Number(value));
      }
    },
    over() {
      clearTimeout(timer);
    },
  };
}
