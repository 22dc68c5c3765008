/** What is said while the storyboard is being drawn is kept, and done when it is there. */
import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { startTalk } from '../../src/cli/talk.ts';
import { createProductCutter } from '../../src/media/cutout/cutter.ts';
import type { ProductCutter } from '../../src/pipeline/ports.ts';
import { createImglyMatting } from '../../src/providers/imgly/matting.ts';
import { bottleOrder, openSmall, smallHome } from '../fixtures/system.ts';

it('a change that comes too early is not lost, and a stop is not kept waiting behind it', async () => {
  const home = await smallHome();
  const cutter = createProductCutter({ matting: createImglyMatting() });
  const gate = Promise.withResolvers<void>();
  const slow: ProductCutter = {
    ...cutter,
    cut: async (...args) => {
      await gate.promise;
      return cutter.cut(...args);
    },
  };
  const system = await openSmall(home, { cutter: slow });
  const heard: string[] = [];
  const screen = { say: (text: string) => heard.push(text), progress: () => undefined, endProgress: () => undefined };
  const talk = startTalk(system, 'ada', screen);
  try {
    const { photo } = await bottleOrder(home);
    await talk.say('An ad for Basilo, a lemonade. Sea green, 6 seconds.', [{ path: photo.file, name: 'bottle.png' }]);
    await expect.poll(async () => (await talk.project())?.status, { timeout: 20_000 }).toBe('EXTRACTING_PRODUCT');
    await talk.say('make scene 2 warmer');
    await expect.poll(() => heard.at(-1), { timeout: 20_000 }).toMatch(/as soon as it is here/);
    await talk.say('how far is it?');
    await expect.poll(() => heard.at(-1), { timeout: 20_000 }).toMatch(/cutting out the product/);
    gate.resolve();
    await expect.poll(() => heard.some((said) => /scene 2 is now warmer/.test(said)), { timeout: 30_000 }).toBe(true);
    await talk.settled(new AbortController().signal);
    const project = await talk.project();
    expect(project?.plan?.scenes[1]?.background.warmth).toBeGreaterThan(0);
    expect(heard.filter((said) => /scene 2 is now warmer/.test(said))).toHaveLength(1);
  } finally {
    gate.resolve();
    await talk.close();
    await system.close();
    await rm(home, { recursive: true, force: true });
  }
});
