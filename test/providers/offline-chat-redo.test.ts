import { describe, expect, test } from 'vitest';
import type { View } from '../../src/agent/view.ts';
import { AD, ask, inShort } from './offline-chat/talk.ts';

const DONE: View = { ...AD, ad: AD.ad && { ...AD.ad, status: 'COMPLETED', awaitingApproval: false } };

describe.each([
  ['redo scene 3', [{ what: 'scene', sceneId: 's3' }]],
  ['Redo scene 3, please', [{ what: 'scene', sceneId: 's3' }]],
  ['please redo scenes 2 and 3', ['s2', 's3'].map((sceneId) => ({ what: 'scene', sceneId }))],
  ['try the background of the last scene again', [{ what: 'scene', sceneId: 's4' }]],
  ['can you try scene 2 once more?', [{ what: 'scene', sceneId: 's2' }]],
  ['redo the music', [{ what: 'music', sceneId: null }]],
  ['do the music again', [{ what: 'music', sceneId: null }]],
  ['redo everything that fell back', [{ what: 'everything', sceneId: null }]],
  ['redo everything', [{ what: 'everything', sceneId: null }]],
  ['please redo what failed', [{ what: 'everything', sceneId: null }]],
  ['redo all the failed scenes', [{ what: 'everything', sceneId: null }]],
  ['plan it again', [{ what: 'plan', sceneId: null }]],
  ['redo the plan', [{ what: 'plan', sceneId: null }]],
])('“%s”', (words, targets) => {
  test('asks for exactly that to be made again', async () => {
    const { calls } = await ask(DONE, words);
    expect(calls).toEqual(targets.map((input) => ({ name: 'redo', input })));
  });
});

test.each(['make it for free', 'make it with drawn backgrounds', 'for free, please', 'use drawn backgrounds'])(
  '“%s” makes it without spending, where it waits for a yes',
  async (words) => {
    expect(inShort(await ask(AD, words))).toBe('make_free');
    expect((await ask(DONE, words)).calls).not.toContainEqual(expect.objectContaining({ name: 'make_free' }));
  },
);

test.each(['why was it more than you said?', 'what was I billed?', 'what has this cost so far', 'why so expensive?'])(
  '“%s” is a question about the state',
  async (words) => {
    expect(inShort(await ask(DONE, words))).toBe('status');
  },
);

test.each(['redo scene 2 but warmer', 'another background for scene 2', 'make it for free shipping'])(
  '“%s” is something else',
  async (words) => {
    for (const view of [AD, DONE]) {
      const names = (await ask(view, words)).calls.map(({ name }) => name);
      expect(names).not.toContain('redo');
      expect(names).not.toContain('make_free');
    }
  },
);
