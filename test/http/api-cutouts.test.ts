/** A product cut out for looking at: the same pixels as in the film later, nothing kept, and never more at once than the machine can do. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cancelled } from '../../src/ad/errors.ts';
import type { Matting } from '../../src/pipeline/ports.ts';
import { type ApiServer, refusal, type Somebody, somebody, startApi } from './api-server.ts';

/** Sees a product in the middle of every picture, or waits until it is stopped. */
const eye = { asked: 0, waiting: 0, stopped: 0, isSlow: false };
const matting: Matting = {
  matte: async ({ width, height }, signal) => {
    eye.asked += 1;
    if (eye.isSlow) await untilStopped(signal);
    const inside = (place: number, side: number) => place > side / 4 && place < (side * 3) / 4;
    return new Uint8Array(width * height).map((_, at) =>
      inside(at % width, width) && inside(Math.floor(at / width), height) ? 255 : 0,
    );
  },
};

function untilStopped(signal: AbortSignal): Promise<never> {
  eye.waiting += 1;
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      eye.waiting -= 1;
      eye.stopped += 1;
      reject(cancelled());
    });
  });
}

let api: ApiServer;
let ada: Somebody;
beforeAll(async () => {
  api = await startApi({ matting });
  ada = await somebody(api.address);
});
afterAll(() => api.close());

function photo(color: string, side = 2400): Promise<Buffer> {
  const bar = {
    input: { create: { width: side / 8, height: (side * 3) / 8, channels: 3, background: color } },
    gravity: 'centre',
  } as const;
  const ground = { create: { width: side, height: side, channels: 3, background: '#eeeeee' } } as const;
  return sharp(ground).composite([bar]).jpeg().toBuffer();
}

function look(who: Somebody, bytes: Uint8Array, signal: AbortSignal | null = null) {
  const body = new FormData();
  body.set('productImage', new File([new Uint8Array(bytes)], 'photo.jpg'));
  return who.ask('/api/cutouts', { method: 'POST', body, signal });
}

describe('a cutout', () => {
  test('is the product of the photo with clear surroundings, small, and leaves nothing behind', async () => {
    const answer = await look(ada, await photo('#0f766e'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const picture = sharp(Buffer.from(await answer.arrayBuffer()));
    const { width = 0, height = 0, hasAlpha } = await picture.metadata();
    expect([Math.max(width, height) <= 1024, hasAlpha]).toEqual([true, true]);
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    const middle = 4 * (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2));
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(middle, middle + 4);
    expect(Math.abs(red - 15) + Math.abs(green - 118) + Math.abs(blue - 110)).toBeLessThan(20);
    expect(alpha).toBe(255);
    expect(await readdir(join(api.fresh.folder, 'artifacts', 'work')).catch(() => [])).toEqual([]);
  });

  test('looked at again is not looked for again, by whomever', async () => {
    const bytes = await photo('#b91c1c');
    const before = eye.asked;
    const bob = await somebody(api.address);
    const [first, second] = [await look(ada, bytes), await look(bob, bytes)];
    expect([first.status, second.status, eye.asked - before]).toEqual([200, 200, 1]);
    expect(await second.bytes()).toEqual(await first.bytes());
  });

  test('of what cannot be cut out says so, and how the photo will be shown', async () => {
    const blind = await startApi({});
    const answer = await look(await somebody(blind.address), await photo('#0f766e', 480));
    const said = await refusal(answer);
    await blind.close();
    expect(said).toMatchObject({ status: 422, code: 'no-product', message: expect.stringContaining('in a frame') });
  });

  test.each([
    ['no picture', new TextEncoder().encode('hello'), 'This file is not a photo'],
    ['nothing', new Uint8Array(0), 'empty'],
    ['half a picture', null, ''],
  ])('of %s says what is wrong with it', async (_, bytes, say) => {
    const sent = bytes ?? (await photo('#0f766e', 600)).subarray(0, 900);
    expect(await refusal(await look(ada, sent))).toMatchObject({
      ...{ status: 400, code: 'bad-input', message: expect.stringMatching(new RegExp(`^productImage: .*${say}`)) },
    });
  });

  test('needs somebody', async () => {
    expect((await fetch(`${api.address}/api/cutouts`, { method: 'POST' })).status).toBe(401);
  });

  test('ends when nobody waits for it any more, and until then only so many are begun', async () => {
    eye.isSlow = true;
    const leaving = new AbortController();
    const people = await Promise.all([ada, somebody(api.address), somebody(api.address)]);
    const [one, two] = people;
    const waiting = [one, one, two, two].map(async (who, index) =>
      look(who, await photo(`#0f76${10 + index}`, 480), leaving.signal).catch(() => null),
    );
    await vi.waitFor(() => expect(eye.waiting).toBe(1), 10_000);
    // One that is let in all the same gives up by itself.
    const asked = async (who: Somebody | undefined, color: string) => {
      const answer = await look(who ?? ada, await photo(color, 400), AbortSignal.timeout(400)).catch(() => null);
      return { status: answer?.status, waits: Number(answer?.headers.get('retry-after')) > 0 };
    };
    const patient = { timeout: 15_000, interval: 200 };
    await vi.waitFor(
      async () => expect(await asked(people[2], '#111111')).toEqual({ status: 503, waits: true }),
      patient,
    );
    expect(await asked(one, '#222222')).toEqual({ status: 429, waits: true });
    leaving.abort();
    await Promise.all(waiting);
    eye.isSlow = false;
    await vi.waitFor(() => expect(eye.waiting).toBe(0));
    expect(eye.stopped).toBeGreaterThan(0);
    expect(api.failures).toEqual([]);
    await vi.waitFor(async () => expect((await look(one, await photo('#333333', 480))).status).toBe(200), 10_000);
  });
});
