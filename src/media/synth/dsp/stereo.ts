/** Two channels of 48 kHz samples and the few things everything does with them. */
export const SAMPLE_RATE = 48_000 as const;

export type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

export const silence = (samples: number): Stereo => ({
  left: new Float32Array(samples),
  right: new Float32Array(samples),
});

/** Adds `sound` (mono) into the bus from a time on, at equal power for a pan of -1 (left) to 1 (right). What lies outside is dropped. */
export function place(bus: Stereo, sound: Float32Array, startSeconds: number, gain: number, pan: number): void {
  const angle = ((Math.max(-1, Math.min(1, pan)) + 1) * Math.PI) / 4;
  addFrom(bus.left, sound, startSeconds, gain * Math.cos(angle) * Math.SQRT2);
  addFrom(bus.right, sound, startSeconds, gain * Math.sin(angle) * Math.SQRT2);
}

export function addFrom(target: Float32Array, sound: Float32Array, startSeconds: number, gain: number): void {
  // `| 0` also turns -0 into 0; an index that may be -0 makes the loop several times slower.
  const start = Math.round(startSeconds * SAMPLE_RATE) | 0;
  const from = Math.max(0, -start);
  const to = Math.min(sound.length, target.length - start);
  for (let index = from; index < to; index += 1) {
    target[start + index] = (target[start + index] ?? 0) + (sound[index] ?? 0) * gain;
  }
}

export function addStereo(target: Stereo, source: Stereo, gain: number): void {
  addFrom(target.left, source.left, 0, gain);
  addFrom(target.right, source.right, 0, gain);
}

export const decibels = (value: number): number => 10 ** (value / 20);
