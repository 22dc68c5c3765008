import { describe, expect, it } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { clipPrompt, NOT_IN_THE_PICTURE } from '../../src/providers/replicate/clip-prompt.ts';
import { isAllowed } from '../../src/providers/replicate/download.ts';
import type { ClipWish } from '../../src/providers/replicate/models/video-model.ts';
import { videoModel } from '../../src/providers/replicate/video-models.ts';
import { samplePlan } from '../fixtures/plan.ts';
import { modelFacts } from '../stand-ins/replicate-inputs.ts';

const { style, scenes, brandName } = samplePlan();
const NAMES = ['wan-video/wan-2.2-t2v-fast', 'wan-video/wan-2.5-t2v-fast', 'minimax/video-01'];
const wish = (seconds: number, seed = 7): ClipWish => ({
  prompt: 'a set',
  not: NOT_IN_THE_PICTURE,
  seconds,
  seed,
  style,
});

describe('a video model', () => {
  it.each(NAMES)('%s is given only what it takes, for any scene and any seed', (name) => {
    for (const seconds of [0.5, 3, 5, 7.5, 7.6, 20])
      for (const seed of [0, 0xffff_ffff]) {
        const input = videoModel(name).input(wish(seconds, seed));
        expect(modelFacts(name)?.schema.safeParse(input).error).toBeUndefined();
        expect(input).toMatchObject(videoModel(name).priced(seconds));
      }
  });

  it('makes a clip as long as its scene where it can', () => {
    const frames = (seconds: number) => videoModel('wan-video/wan-2.2-t2v-fast').input(wish(seconds)).num_frames;
    expect([2, 5.1, 6.5, 7.5, 12].map(frames)).toEqual([81, 82, 104, 120, 121]);
    const duration = (seconds: number) => videoModel('wan-video/wan-2.5-t2v-fast').input(wish(seconds)).duration;
    expect([3, 7.5, 7.6, 12].map(duration)).toEqual([5, 5, 10, 10]);
  });

  it('that takes its shape from a first frame gets an upright one in the colours of the ad', () => {
    const input = videoModel('minimax/video-01').input(wish(5));
    const png = Buffer.from(String(input.first_frame_image).split(',')[1] ?? '', 'base64');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([576, 1024]);
    expect(videoModel('minimax/video-01').input(wish(5))).toEqual(input);
  });

  it('that nobody knows is refused, naming those that are known', () => {
    expect(() => videoModel('some/body')).toThrow(AdgenError);
    expect(() => videoModel('some/body')).toThrow(/REPLICATE_VIDEO_MODEL is "some\/body".*wan-2\.2/);
  });
});

describe('the words of a clip', () => {
  it('are the scene, its light and the style of the ad; never the product, its brand or its words on screen', () => {
    const [scene] = scenes;
    const background = { prompt: 'a calm studio wall.', look: 'studio', seed: 1, warmth: 0.8, brightness: 0 } as const;
    const prompt = clipPrompt(background, style);
    expect(prompt).toContain(
      'a calm studio wall, much warmer, golden light, soft key light from the left, slow push, matte',
    );
    expect(prompt).toContain('no people, no writing');
    expect(prompt).not.toContain(brandName);
    expect(prompt).not.toContain(scene?.overlay?.headline);
    expect(NOT_IN_THE_PICTURE).toMatch(/text.*logo.*people/);
  });
});

describe('a file of the provider', () => {
  it.each([
    ['https://replicate.delivery/a.mp4', true],
    ['https://pbxt.replicate.delivery/a.mp4', true],
    ['https://api.replicate.com/v1/files/a', true],
    ['http://replicate.delivery/a.mp4', false],
    ['https://replicate.delivery.evil.example/a.mp4', false],
    ['https://evilreplicate.delivery/a.mp4', false],
    ['https://me:secret@replicate.delivery/a.mp4', false],
    ['https://169.254.169.254/latest', false],
    ['http://localhost/a.mp4', false],
    ['file:///etc/passwd', false],
    ['data:video/mp4;base64,AAAA', false],
    ['nonsense', false],
  ])('at %s is fetched: %s', (url, allowed) => {
    expect(isAllowed(url, 'https://api.replicate.com/v1')).toBe(allowed);
  });

  it('may come from the very host that was configured, and in no other way', () => {
    expect(isAllowed('http://127.0.0.1:8080/files/a', 'http://127.0.0.1:8080/v1')).toBe(true);
    expect(isAllowed('http://127.0.0.1:8081/files/a', 'http://127.0.0.1:8080/v1')).toBe(false);
  });
});
