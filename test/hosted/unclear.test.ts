/** Where nobody can say whether an order was heard, a person is asked in the thread, and their yes orders it once. */
import { expect, it, onTestFinished } from 'vitest';
import { startTalk } from '../../src/cli/talk.ts';
import { sqlOf } from '../fixtures/sql.ts';
import { bottleOrder } from '../fixtures/system.ts';
import { createSketches } from './sketches.ts';
import { openStage } from './stage.ts';

const WITHOUT_WORDS = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' };

it('is asked in the receipt, with the price, and never repeated by itself', async () => {
  const stage = await openStage();
  const system = await stage.open(WITHOUT_WORDS, { renderer: createSketches() });
  onTestFinished(async () => {
    await system.close();
    await stage.close();
  });
  const heard: string[] = [];
  const screen = { say: (words: string) => heard.push(words), progress: () => {}, endProgress: () => {} };
  const talk = startTalk(system, 'ada', screen);
  const say = async (...words: Parameters<typeof talk.say>) => {
    heard.length = 0;
    await talk.say(...words);
    await talk.settled(new AbortController().signal);
    return heard.join('\n');
  };
  const { file } = (await bottleOrder(stage.home)).photo;
  await say('An ad for Basilo, a sparkling lemonade with basil. Crisp, cold. Sea green, 6 seconds.', [
    { path: file, name: 'bottle.png' },
  ]);

  stage.behave({ clips: 'fault' });
  const receipt = await say('make it');
  for (const scene of [1, 2, 3]) {
    const asked = `Scene ${scene} is not as planned: .* may be charged \\(\\$0\\.10 at most\\).* not ordered again: shall it be\\?`;
    expect(receipt).toMatch(new RegExp(`${asked} .* Doing it again costs about \\$0\\.10: say “redo scene ${scene}”`));
  }
  expect(receipt).toMatch(/^Estimated: about \$0\.39: 3 backgrounds \$0\.30, music \$0\.09$/m);
  expect(receipt).toMatch(
    /^Billed: <\$0\.01\. That is less than estimated, because the backgrounds of scenes 1, 2 and 3 /m,
  );
  const states = () =>
    sqlOf(system).query('select state, count(*)::int as calls from predictions group by state order by state');
  const before = [
    { state: 'succeeded', calls: 1 },
    { state: 'unclear', calls: 3 },
  ];
  expect(await states()).toEqual(before);
  expect(stage.replicate.creates).toHaveLength(4);

  stage.behave({});
  expect(await say('redo everything')).toMatch(/costs about \$0\.30; nothing is made before you say yes/);
  expect(stage.replicate.creates).toHaveLength(4);
  const again = await say('yes');
  expect(again).toMatch(/everything came out as planned/);
  expect(again).toMatch(/^Estimated: about \$0\.30: 3 backgrounds \$0\.30\nBilled: \$0\.30$/m);
  expect(await states()).toEqual([{ state: 'succeeded', calls: 4 }, before[1]]);
  expect(stage.replicate.predictions).toHaveLength(4);
  const [row] = await sqlOf(system).query('select sum(settled)::int as settled from ledger');
  expect(row?.settled).toBe(stage.bill());
  await talk.close();
});
