import { expect, test } from 'vitest';
import type { Degradation, Receipt } from '../../src/ad/project.ts';
import type { Button } from '../../src/bots/card.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { click, message } from '../fixtures/inbound.ts';
import { oneThread, pressed } from '../fixtures/one-thread.ts';
import { createQuickDesk } from '../fixtures/quick-desk.ts';
import { optionsOf, talking } from '../fixtures/talking.ts';

const BOB = { userId: 'memory:w:bob', userName: 'Bob' };
const CLIP = 50_000;

const thread = oneThread();
const { around, cards, database, last, project, say } = thread;

const fell = (step: Degradation['step'], sceneId: string | null, redoMicroUsd: number): Degradation => ({
  ...{ step, sceneId, redoMicroUsd },
  say: 'It did not come.',
});

/** Films of which these parts fell back, shown in the thread; then `then`. */
async function finished(
  degraded: readonly Degradation[],
  then: (talk: Parameters<typeof say>[0], buttons: readonly Button[]) => Promise<void>,
  priceMicroUsd = () => CLIP,
) {
  const desk = createQuickDesk(createProjects(database()), priceMicroUsd);
  thread.surround({ desk });
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    await say(talk, click('make-it', pressed(last('storyboard'), 'make-it')));
    const receipt: Partial<Receipt> = { quality: 'degraded', degraded: [...degraded] };
    await desk.complete((await project()).id, receipt);
    await expect.poll(() => cards().some(({ kind }) => kind === 'result')).toBe(true);
    await then(talk, last('result').buttons);
  });
  return desk;
}

test('every fallback has a button with its price, and all of them together have one, too', async () => {
  const degraded = [fell('background', 's3', CLIP), fell('overlay', 's1', 0), fell('music', null, 85_400)];
  await finished(degraded, async (_talk, buttons) => {
    expect(buttons.map(({ label }) => label)).toEqual([
      'Redo everything, about $0.14',
      'Redo scene 1, free',
      'Redo scene 3, about $0.05',
      'Redo the music, about $0.09',
    ]);
    for (const { value } of buttons) expect(value.length).toBeLessThan(1000);
  });
});

test('pressing it is a yes to that scene at that price: one click, and it is made', async () => {
  const desk = await finished([fell('background', 's3', CLIP)], async (talk, [button]) => {
    const before = (await project()).plan;
    await say(talk, click('redo', button?.value ?? ''));
    const now = await project();
    expect(now).toMatchObject({ version: 2, approved: true, status: 'GENERATING_SCENES' });
    expect(
      now.plan?.scenes.map((scene, index) => scene.background.seed === before?.scenes[index]?.background.seed),
    ).toEqual([true, true, false]);
    expect(last('result').buttons).toEqual([]);
    await say(talk, click('redo', button?.value ?? '', { key: 'memory:again' }));
    expect(await project()).toMatchObject({ version: 2 });
    expect(last('reply').text).toContain('an earlier version');
  });
  expect(desk.approvals()).toHaveLength(2);
});

test('a price that has risen since the button was shown starts nothing', async () => {
  let price = CLIP;
  const desk = await finished(
    [fell('background', 's3', CLIP)],
    async (talk, [button]) => {
      price = CLIP + 1;
      await say(talk, click('redo', button?.value ?? ''));
      expect(await project()).toMatchObject({ version: 1, status: 'COMPLETED' });
      expect(last('notice').text).toContain('The price has moved');
    },
    () => price,
  );
  expect(desk.approvals()).toHaveLength(1);
});

test('only who began the thread can say yes to it, and a forged button starts nothing', async () => {
  const desk = await finished([fell('background', 's3', CLIP)], async (talk, [button]) => {
    const value = button?.value ?? '';
    const forged = [
      value.replace(`${CLIP}`, '9999999').replace(/"planHash":"\w+"/, '"planHash":"x"'),
      '{}',
      '',
      'null',
    ];
    await say(talk, click('redo', value, BOB));
    for (const [index, one] of forged.entries()) await say(talk, click('redo', one, { key: `memory:forged-${index}` }));
    expect(await project()).toMatchObject({ version: 1, status: 'COMPLETED' });
  });
  expect(desk.approvals()).toHaveLength(1);
  expect(cards().filter((card) => card.text.startsWith('Only Ada can say yes'))).toHaveLength(1);
});

test('a plan that fell back is planned anew and shown as a storyboard; a photo needs another photo', async () => {
  await finished([fell('plan', null, 500), fell('product', null, 0)], async (talk, buttons) => {
    expect(buttons.map(({ label }) => label)).toEqual(['Plan it again, less than a cent']);
    expect(last('result').fields.map(({ value }) => value)).toContainEqual(
      expect.stringContaining('Send another photo'),
    );
    await say(talk, click('redo', buttons[0]?.value ?? ''));
    expect(await project()).toMatchObject({ version: 2, approved: false, plan: { brandName: 'Replanned' } });
    expect(last('storyboard').buttons.map(({ action }) => action)).toContain('make-it');
  });
});

test('where a budget has no room, the storyboard asks, and the free way is one click', async () => {
  const left = { cap: 'month', microUsd: 20_000, until: '2026-12-01' } as const;
  const desk = createQuickDesk(createProjects(database()), () => CLIP, left);
  thread.surround({ desk });
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, message('draw'));
    const { text, buttons } = last('storyboard');
    expect(text).toContain(
      'This would cost about $0.05, and $0.02 is left of this month’s budget, which begins anew on 1 December (UTC). What shall I do?',
    );
    expect(buttons.map(({ action }) => action)).toEqual(['make-free', 'change', 'cancel']);
    await say(talk, click('make-free', pressed(last('storyboard'), 'make-free'), BOB));
    expect(desk.approvals()).toEqual([]);
    await say(talk, click('make-free', pressed(last('storyboard'), 'make-free'), { key: 'memory:free' }));
    expect(await project()).toMatchObject({ version: 2, approved: true });
    expect((await project()).plan?.scenes[0]?.background.drawn).toBe(true);
  });
  expect(desk.approvals()).toHaveLength(1);
});
