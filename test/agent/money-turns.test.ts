import { describe, expect, it } from 'vitest';
import type { Degradation, Project } from '../../src/ad/project.ts';
import { createAgent } from '../../src/agent/create-agent.ts';
import type { World } from '../../src/agent/world.ts';
import { createOfflineModel } from '../../src/providers/offline/chat/offline-model.ts';
import { sampleReceipt } from '../fixtures/ad-project.ts';
import { ADA, adState, message, sampleAdNow, worldOf } from './thread.ts';

const never = new AbortController().signal;

/** The rules answer, over the real tools. */
function turn(text: string, look: World, userId = ADA) {
  return createAgent({ model: createOfflineModel(), look }).turn(adState(), message(text, { userId }), never);
}

const fell = (step: Degradation['step'], sceneId: string | null, redoMicroUsd = 0): Degradation => ({
  ...{ step, sceneId, redoMicroUsd },
  say: 'It did not come.',
});

function finished(degraded: readonly Degradation[], change: Partial<Project> = {}) {
  const { project } = sampleAdNow();
  const bill = {
    estimated: { backgrounds: [{ sceneId: 's2', microUsd: 100_000 }], musicMicroUsd: 85_400 },
    charges: [{ part: 'music', sceneId: null, ended: 'succeeded', microUsd: 85_400 } as const],
  };
  const receipt = sampleReceipt({ degraded: [...degraded], bill });
  const ad = { ...project.ad, receipt };
  return worldOf(
    sampleAdNow({ status: 'COMPLETED', approved: true, costMicroUsd: 86_000, ad, ...change }, { offer: null }),
  );
}

describe('doing again what fell back', () => {
  const degraded = [fell('background', 's2', 50_000), fell('composite', 's3'), fell('music', null, 85_400)];

  it.each([
    ['redo scene 2', ['s2'], false],
    ['try the background of the last scene again', ['s3'], false],
    ['redo the music', [], true],
    ['redo everything that fell back', ['s2', 's3'], true],
  ])('“%s” changes exactly that', async (words, scenes, music) => {
    const { intents } = await turn(words, finished(degraded));
    const [intent] = intents;
    if (intent?.kind !== 'new-version') throw new Error(JSON.stringify(intents));
    const before = sampleAdNow().project.plan;
    const other = intent.plan.scenes.filter(
      (scene, index) => JSON.stringify(scene) !== JSON.stringify(before?.scenes[index]),
    );
    expect(other.map(({ id }) => id)).toEqual(scenes);
    expect(JSON.stringify(intent.plan.music) !== JSON.stringify(before?.music)).toBe(music);
  });

  it('names the price, and that nothing is made before a yes to it', async () => {
    const { say } = await turn('redo scene 2', finished(degraded));
    expect(say).toContain('about $0.05; nothing is made before you say yes');
  });

  it('puts a scene together again without a price where only that went wrong', async () => {
    const { intents, say } = await turn('redo scene 3', finished(degraded));
    expect(intents).toMatchObject([{ kind: 'new-version', plan: { scenes: [{}, {}, { take: 1 }] } }]);
    expect(say).not.toContain('$');
  });

  it('plans anew only when that is asked for', async () => {
    expect((await turn('plan it again', finished([fell('plan', null)]))).intents).toEqual([
      { kind: 'replan', baseVersion: 1 },
    ]);
    const all = await turn('redo everything that fell back', finished([fell('plan', null)]));
    expect(all).toMatchObject({ intents: [], say: expect.stringContaining('plan it again') });
  });

  it('says so where there is nothing to do again, or only another photo helps', async () => {
    expect(await turn('redo everything that fell back', finished([]))).toMatchObject({
      intents: [],
      say: expect.stringContaining('Everything came out as planned'),
    });
    expect((await turn('redo what failed', finished([fell('product', null)]))).say).toContain('another photo');
  });
});

describe('money', () => {
  it('“what has this cost so far” and “why was it less than you said” are answered from the bill', async () => {
    const look = finished([fell('background', 's2', 50_000)]);
    for (const words of ['what has this cost so far?', 'why was it less than you said?']) {
      const { say, intents } = await turn(words, look);
      expect(intents).toEqual([]);
      expect(say).toContain('It has cost $0.09 so far. For this version about $0.19 was estimated and $0.09 billed.');
      expect(say).toContain('because the background of scene 2 fell back and cost nothing so far.');
    }
  });

  it('before it is made, the price is told part by part', async () => {
    const { say } = await turn('what does it cost?', worldOf(sampleAdNow()));
    expect(say).toContain('Making it costs about $1.20: 1 background $1.20.');
  });

  const left = { cap: 'ad', microUsd: 100_000 } as const;
  const { offer } = sampleAdNow();
  const poor = worldOf(sampleAdNow({}, { offer: offer && { ...offer, left } }));

  it('a yes that the budget has no room for starts nothing and asks what to do', async () => {
    const { say, intents } = await turn('make it', poor);
    expect(intents).toEqual([]);
    expect(say).toMatch(
      /about \$1\.20, and \$0\.10 is left of the budget of this ad\. What shall I do\?.*BUDGET_USD_PER_AD/,
    );
  });

  it('“make it for free” is a yes to that and to nothing that costs', async () => {
    const { intents } = await turn('make it for free', poor);
    expect(intents).toMatchObject([{ kind: 'make-version', baseVersion: 1, maxMicroUsd: 0, userId: ADA }]);
    expect(intents).toMatchObject([{ plan: { scenes: [{ background: { drawn: true } }, {}, {}] } }]);
    expect((await turn('make it for free', poor, 'web:local:bob')).intents).toEqual([]);
  });
});
