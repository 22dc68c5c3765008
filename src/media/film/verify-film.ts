/** The last look at a film before it leaves: what a platform would refuse is an error here. Pure. */
import { AdgenError } from '../../ad/errors.ts';
import { FPS, secondsOf } from '../../ad/frames.ts';
import type { AudioFacts, MediaFacts, VideoFacts } from '../ffmpeg/probe.ts';

/** A packet of AAC at 48 kHz; players cut the last one to the edit list, probes may not. */
const AUDIO_TOLERANCE_SECONDS = 1024 / 48_000 + 0.001;

/** Throws `step-failed` naming everything that is not as it must be. */
export function verifyFilm(facts: MediaFacts, frames: number): void {
  const faults = [...videoFaults(facts.video, frames), ...audioFaults(facts.audio, frames)];
  if (faults.length === 0) return;
  throw new AdgenError('step-failed', `The joined film is not as it should be: ${faults.join(', ')}.`);
}

function videoFaults(video: VideoFacts | null, frames: number): readonly string[] {
  if (!video) return ['no picture'];
  const { color } = video;
  const tagged = [color.space, color.transfer, color.primaries].every((tag) => tag === 'bt709') && color.range === 'tv';
  return [
    ...fault(video.frames === frames, `${video.frames} frames instead of ${frames}`),
    ...fault(Math.abs(video.seconds - secondsOf(frames)) < 0.0005, `${video.seconds} s of picture`),
    ...fault(Math.abs(video.fps - FPS) < 0.001, `${video.fps} frames a second`),
    ...fault(video.codec === 'h264' && video.profile === 'High', `${video.codec} ${video.profile}`),
    ...fault(video.pixelFormat === 'yuv420p', video.pixelFormat),
    ...fault(tagged, 'colours that are not tagged bt.709'),
  ];
}

function audioFaults(audio: AudioFacts | null, frames: number): readonly string[] {
  if (!audio) return ['no sound track'];
  const off = Math.abs(audio.seconds - secondsOf(frames));
  return [
    ...fault(audio.codec === 'aac', `${audio.codec} sound`),
    ...fault(off <= AUDIO_TOLERANCE_SECONDS, `${audio.seconds} s of sound`),
  ];
}

function fault(fine: boolean, say: string): readonly string[] {
  return fine ? [] : [say];
}
