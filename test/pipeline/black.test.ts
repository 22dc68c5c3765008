import { rm } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { Renderer } from '../../src/pipeline/ports.ts';
import { bottleOrder, makeWhole, openSmall, smallHome } from '../fixtures/system.ts';
import { createSketches } from '../hosted/sketches.ts';

it('a look that cannot be drawn leaves its scene black, the films come all the same, and the receipt says so', async () => {
  const home = await smallHome();
  const sketches = createSketches();
  const black: string[] = [];
  const renderer: Renderer = {
    ...sketches,
    backdrop: async (request, folder, signal) => {
      if (request.plain) black.push(request.background.look);
      else throw new RangeError('this look is broken');
      return sketches.backdrop(request, folder, signal);
    },
  };
  const system = await openSmall(home, { renderer });
  onTestFinished(async () => {
    await system.close();
    await rm(home, { recursive: true, force: true });
  });
  const made = await makeWhole(system, await bottleOrder(home));
  const scenes = made.plan?.scenes ?? [];
  expect(made.status).toBe('COMPLETED');
  expect(black.toSorted()).toEqual(scenes.map(({ background }) => background.look).toSorted());
  expect(made.ad.receipt).toMatchObject({ quality: 'degraded' });
  expect(made.ad.receipt?.degraded).toEqual(
    scenes.map(({ id }) => ({
      step: 'background',
      sceneId: id,
      say: 'The background of this scene could not be drawn, so it plays on black.',
      redoMicroUsd: 0,
    })),
  );
});
