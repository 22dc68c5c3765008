/** What a media file really is, read by ffprobe. */
import { AdgenError } from '../../ad/errors.ts';
import type { Tools } from './run-ffmpeg.ts';
import { runProgram } from './run-program.ts';

export type VideoFacts = {
  readonly codec: string;
  readonly profile: string;
  readonly width: number;
  readonly height: number;
  /** Frames by count of packets, exact for files that were written whole. */
  readonly frames: number;
  /** Mean frames in a second. */
  readonly fps: number;
  readonly seconds: number;
  readonly pixelFormat: string;
  /** Colour tags as ffprobe names them; `unknown` when the file has none. */
  readonly color: {
    readonly range: string;
    readonly space: string;
    readonly transfer: string;
    readonly primaries: string;
  };
};

export type AudioFacts = {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly seconds: number;
};

export type MediaFacts = {
  readonly seconds: number;
  readonly video: VideoFacts | null;
  readonly audio: AudioFacts | null;
  readonly tags: Readonly<Record<string, string>>;
};

/** It reads a film from the disk, and decodes nothing of it. */
const LIMIT_MS = 60_000;

type Fields = Readonly<Record<string, unknown>>;

/** Throws `step-failed` when the file is no media file that ffprobe can read. */
export async function probe(tools: Tools, file: string, signal: AbortSignal): Promise<MediaFacts> {
  const args = ['-v', 'error', '-count_packets', '-show_streams', '-show_format', '-of', 'json', '-i', file];
  const { stdout } = await runProgram(tools.ffprobePath, args, { signal, name: 'ffprobe', limitMs: LIMIT_MS });
  return readFacts(stdout);
}

function readFacts(json: string): MediaFacts {
  const root = fieldsOf(parse(json));
  const streams = (Array.isArray(root.streams) ? root.streams : []).map(fieldsOf);
  const format = fieldsOf(root.format);
  const video = streams.find((stream) => stream.codec_type === 'video');
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return {
    seconds: numberOf(format.duration),
    video: video ? videoFacts(video) : null,
    audio: audio ? audioFacts(audio) : null,
    tags: Object.fromEntries(Object.entries(fieldsOf(format.tags)).map(([key, value]) => [key, textOf(value)])),
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new AdgenError('step-failed', 'ffprobe answered with something that is not JSON.', { cause });
  }
}

function videoFacts(stream: Fields): VideoFacts {
  return {
    codec: textOf(stream.codec_name),
    profile: textOf(stream.profile),
    width: numberOf(stream.width),
    height: numberOf(stream.height),
    frames: numberOf(stream.nb_read_packets ?? stream.nb_frames),
    fps: ratioOf(stream.avg_frame_rate),
    seconds: numberOf(stream.duration),
    pixelFormat: textOf(stream.pix_fmt),
    color: {
      range: textOf(stream.color_range),
      space: textOf(stream.color_space),
      transfer: textOf(stream.color_transfer),
      primaries: textOf(stream.color_primaries),
    },
  };
}

function audioFacts(stream: Fields): AudioFacts {
  return {
    codec: textOf(stream.codec_name),
    sampleRate: numberOf(stream.sample_rate),
    channels: numberOf(stream.channels),
    seconds: numberOf(stream.duration),
  };
}

function fieldsOf(value: unknown): Fields {
  // An object that is not null has string keys; their values stay unknown.
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'unknown';
}

/** 0 when the file does not say. */
function numberOf(value: unknown): number {
  const number = Number(value);
  return Number.isFinite(number) ? number : 0;
}

function ratioOf(value: unknown): number {
  const [above, below] = textOf(value).split('/').map(Number);
  return above && below ? above / below : 0;
}
