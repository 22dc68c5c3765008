/** A brief that was filled into a form: no model is asked, and the ad goes its usual way. */
import { expect, test } from 'vitest';
import type { BriefForm } from '../../src/ad/brief-form.ts';
import { createAgent } from '../../src/agent/create-agent.ts';
import type { Attachment } from '../../src/bots/platform.ts';
import { createOfflineModel } from '../../src/providers/offline/chat/offline-model.ts';
import { createBrandKits } from '../../src/storage/brand-kits.ts';
import { click, form, message } from '../fixtures/inbound.ts';
import { oneThread, pressed } from '../fixtures/one-thread.ts';
import { optionsOf, talking } from '../fixtures/talking.ts';

const { around, cards, database, kinds, last, project, say, surround } = oneThread();

const FULL: Partial<BriefForm> = {
  text: 'Oat and vanilla cold brew in a can.',
  brandName: 'Fjell',
  brandColor: 'teal',
  durationSeconds: 15,
};
const PHOTO: Attachment = { id: 'f1', name: 'can.png', bytes: 3, source: { name: 'can.png' } };

/** `asked` counts the calls of the model. */
function withRealAgent() {
  const { desk, platform } = around();
  const asked = { times: 0 };
  const offline = createOfflineModel();
  const model: typeof offline = {
    ...offline,
    doGenerate: async (options) => {
      asked.times++;
      return offline.doGenerate(options);
    },
  };
  const look = {
    ad: async (id: string) => {
      const found = await desk.find(id);
      return found && { project: found, versions: [found.version], offer: found.plan ? await desk.offer(id) : null };
    },
    plan: async () => null,
    brandKit: createBrandKits(database()).find,
  };
  platform.files.set('f1', Uint8Array.from([1, 2, 3]));
  surround({ desk, platform, agent: createAgent({ model, look }) });
  return asked;
}

test('a complete form becomes a storyboard at once', async () => {
  const asked = withRealAgent();
  await talking(optionsOf(around()), (talk) => say(talk, form(FULL, { attachments: [PHOTO] })));
  expect(kinds()).toEqual(['reply', 'storyboard']);
  expect(last('reply').text).toContain(
    'Noted: what the ad is about, the brand Fjell, the colour #008080, and 15 seconds.',
  );
  expect((await project()).ad.brief).toMatchObject({ ...FULL, brandColor: '#008080' });
  expect(asked.times).toBe(0);
});

test('what is wrong is said in sentences, what is missing is asked for, and the rest is kept', async () => {
  const asked = withRealAgent();
  const wrong = form({ ...FULL, brandColor: 'notacolour', durationSeconds: '90 minutes' });
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, wrong);
    expect(last('reply').text).toMatch(/"notacolour" is not a colour we can use/);
    expect(last('reply').text).toMatch(/The duration is not a number/);
    expect(last('reply').text).toMatch(/Could you drop a photo of the product in here\?$/);
    expect(asked.times).toBe(0);
    await say(talk, message('Here it is. Teal, 15 seconds.', { attachments: [PHOTO] }));
  });
  expect(kinds().at(-1)).toBe('storyboard');
  expect((await project()).ad.brief).toMatchObject({ ...FULL, brandColor: '#008080' });
});

test('an empty form begins a conversation', async () => {
  withRealAgent();
  await talking(optionsOf(around()), (talk) => say(talk, form({})));
  expect(last('reply').text).toBe('What is the ad about? A sentence or two is enough.');
});

test('where there is an ad already, a form begins another; one that is being made goes on', async () => {
  withRealAgent();
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, form(FULL, { attachments: [PHOTO] }));
    const first = await project();
    await say(talk, form({ ...FULL, brandName: 'Nordlys' }, { attachments: [PHOTO] }));
    const second = await project();
    expect(second.id).not.toBe(first.id);
    expect(second.ad.brief.brandName).toBe('Nordlys');
    await say(talk, click('make-it', pressed(last('storyboard'), 'make-it')));
    await say(talk, form({ ...FULL, brandName: 'Third' }, { attachments: [PHOTO] }));
    expect((await project()).id).toBe(second.id);
    expect(cards().map(({ text }) => text)).toContain(
      'The ad is being made right now. Say "stop" first, then "start over".',
    );
  });
});

test('the same form twice is one ad', async () => {
  withRealAgent();
  const sent = form(FULL, { attachments: [PHOTO] });
  await talking(optionsOf(around()), async (talk) => {
    await say(talk, sent, sent);
    expect(await talk.receive(sent)).toBe(false);
  });
  expect(kinds()).toEqual(['reply', 'storyboard']);
});
