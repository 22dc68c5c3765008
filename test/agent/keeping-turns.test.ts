import { describe, expect, it } from 'vitest';
import { createAgent } from '../../src/agent/create-agent.ts';
import type { Picture } from '../../src/agent/turn.ts';
import { createOfflineModel } from '../../src/providers/offline/chat/offline-model.ts';
import { sampleFiles, sampleReceipt } from '../fixtures/ad-project.ts';
import { adState, message, PICTURE, sampleAdNow, worldOf } from './thread.ts';

const DONE = { status: 'COMPLETED', progress: 100 } as const;
const FINISHED = sampleAdNow(DONE);
const EXPIRED = sampleAdNow({ ...DONE, files: sampleFiles({ goneAt: '2026-03-14T10:25:00.000Z' }) }, { offer: null });

function turn(text: string, ad = FINISHED, pictures: readonly Picture[] = [], state = adState()) {
  const agent = createAgent({ model: createOfflineModel(), look: worldOf(ad) });
  return agent.turn(state, message(text, { pictures }), new AbortController().signal);
}

describe('an ad whose files are there', () => {
  it('is kept seven days longer when somebody says so', async () => {
    const { say, intents } = await turn('keep it');
    expect(intents).toEqual([{ kind: 'keep', projectId: 'p1', until: '2026-03-14T10:20:00.000Z' }]);
    expect(say).toBe('I keep the files of this ad until 21 March 2026.');
  });

  it('says until when they are kept', async () => {
    const { say } = await turn('how long are the films kept?');
    expect(say).toContain('Its files are kept until 14 March 2026.');
  });

  it('is not made again as long as they are', async () => {
    const { say, intents } = await turn('make it again');
    expect(intents).toEqual([]);
    expect(say).not.toContain('photo');
  });
});

describe('an ad whose files have expired', () => {
  it.each(['make scene 2 warmer', 'undo', 'keep it', 'redo the music', 'make it 20 seconds'])(
    '%s: is told why not, and what to do',
    async (text) => {
      const { say, intents } = await turn(text, EXPIRED);
      expect(intents).toEqual([]);
      expect(say).toContain('expired on 14 March 2026');
      expect(say).toContain('“make it again”');
    },
  );

  it('says so when asked how it stands', async () => {
    const receipt = sampleReceipt();
    const ad = { ...EXPIRED, project: { ...EXPIRED.project, ad: { ...EXPIRED.project.ad, receipt } } };
    expect((await turn('status?', ad)).say).toContain('The ad is finished. This is version 1.');
    expect((await turn('status?', ad)).say).toContain('expired on 14 March 2026');
  });

  it('begins anew from its brief, and only its photo is asked for', async () => {
    const { state, say, intents } = await turn('make it again', EXPIRED);
    expect(intents).toEqual([]);
    expect(say).toContain('Please send the photo of the product once more');
    expect(state).toMatchObject({
      projectId: null,
      draft: { text: 'Coffee for slow mornings', brandName: 'Fjell', durationSeconds: 6, photo: null },
    });
    const next = await turn('here', EXPIRED, [PICTURE], state);
    expect(next.intents).toEqual([{ kind: 'storyboard' }]);
    expect(next.state.draft.photo).toEqual({ key: PICTURE.key, name: PICTURE.name });
  });

  it('begins anew at once when its photo comes', async () => {
    const { state, intents } = await turn('', EXPIRED, [PICTURE]);
    expect(intents).toEqual([{ kind: 'storyboard' }]);
    expect(state).toMatchObject({ projectId: null, draft: { brandName: 'Fjell', photo: { key: PICTURE.key } } });
  });
});
