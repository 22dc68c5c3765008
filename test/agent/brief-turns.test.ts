import { describe, expect, it } from 'vitest';
import { createAgent } from '../../src/agent/create-agent.ts';
import { EMPTY_DRAFT, type ThreadState } from '../../src/agent/thread-state.ts';
import { TOOL_INPUTS } from '../../src/agent/tool-inputs.ts';
import type { TurnMessage } from '../../src/agent/turn.ts';
import type { World } from '../../src/agent/world.ts';
import { type Step, scripted } from './scripted-model.ts';
import { adState, COMPLETE, emptyState, message, PICTURE, sampleAdNow, worldOf } from './thread.ts';

const never = new AbortController().signal;
const NOTHING = Object.fromEntries(Object.keys(TOOL_INPUTS.note_brief.shape).map((key) => [key, null]));
const note = (parts: object): Step => [{ name: 'note_brief', input: { ...NOTHING, ...parts } }];

function run(steps: readonly Step[], state: ThreadState, said: TurnMessage, look: World = worldOf()) {
  return createAgent({ model: scripted(...steps), look }).turn(state, said, never);
}

describe('collecting the brief', () => {
  it('notes several parts at once and asks for the first that is missing when the model has no words', async () => {
    const parts = {
      text: 'Coffee for slow mornings',
      brandName: 'Fjell',
      brandColor: 'Forest Green',
      durationSeconds: 20,
    };
    const { state, say, intents } = await run([note(parts), ''], emptyState(), message('…'));
    expect(state.draft).toEqual({ ...EMPTY_DRAFT, ...parts, brandColor: '#228b22' });
    expect(say).toContain('Noted: what the ad is about, the brand Fjell, the colour #228b22, and 20 seconds.');
    expect(say).toMatch(/photo of the product in here\?$/);
    expect(intents).toEqual([]);
  });

  it.each([
    [{ brandColor: 'blurple' }, 'is not a colour we can use'],
    [{ durationSeconds: 3 }, 'An ad is 6 to 60 seconds long'],
    [{ durationSeconds: 600 }, 'An ad is 6 to 60 seconds long'],
    [{ durationSeconds: 'soon' }, 'not a number'],
    [{ callToAction: 'x'.repeat(61) }, 'under 60 characters'],
    [{ tone: 'x'.repeat(121) }, 'tone is too long'],
    [{ musicMood: 'x'.repeat(61) }, 'music mood is too long'],
    [{ language: 'Klingonish' }, 'do not know the language'],
  ])('says what is wrong with %j and keeps the rest', async (bad, problem) => {
    const { state, say } = await run([note({ brandName: 'Fjell', ...bad }), ''], emptyState(), message('…'));
    expect(say).toContain(problem);
    expect(state.draft).toEqual({ ...EMPTY_DRAFT, brandName: 'Fjell' });
  });

  it('understands languages by name', async () => {
    const { state } = await run([note({ language: 'Deutsch' }), ''], emptyState(), message('…'));
    expect(state.draft.language).toBe('de');
  });

  it('reads the beginning of a very long message, keeps what fits and says so', async () => {
    const text = 'good coffee '.repeat(1700);
    const { state, say } = await run([note({ text }), ''], emptyState(), message(text));
    expect(state.draft.text?.length).toBeGreaterThan(3900);
    expect(state.draft.text?.length).toBeLessThanOrEqual(4000);
    expect(say).toContain('more than the 4000 characters');
    expect(say).toContain('first 10,000 characters');
  });

  it('adds to the text, and replaces it when asked or when it comes again with more', async () => {
    const old = emptyState({ draft: { ...EMPTY_DRAFT, text: 'Coffee for slow mornings' } });
    const merged = async (text: string, said: string) =>
      (await run([note({ text }), ''], old, message(said))).state.draft.text;
    expect(await merged('It is organic', 'it is organic')).toBe('Coffee for slow mornings\nIt is organic');
    expect(await merged('Tea for the evening', 'no, tea for the evening instead')).toBe('Tea for the evening');
    expect(await merged('Organic coffee for slow mornings', 'organic')).toBe('Organic coffee for slow mornings');
    expect(await merged('coffee', 'coffee')).toBe('Coffee for slow mornings');
  });

  it('takes only pictures that came along', async () => {
    const attach: Step = [{ name: 'attach_picture', input: { pictureId: PICTURE.id } }];
    const taken = await run([attach, ''], emptyState(), message('', { pictures: [PICTURE] }));
    expect(taken.state.draft.photo).toEqual({ key: PICTURE.key, name: PICTURE.name });
    const refused = await run([attach, ''], emptyState(), message('the one from before'));
    expect(refused.state.draft.photo).toBeNull();
    expect(refused.say).toContain('do not have that picture');
  });

  it('keeps several pictures until one is chosen', async () => {
    const other = { id: 'f2', name: 'cup.jpg', key: 'uploads/cup' };
    const asked = await run(['Which one?'], emptyState(), message('', { pictures: [other, PICTURE] }));
    expect(asked.state.offered).toEqual([other, PICTURE]);
    const later = await run([note({ brandName: 'Fjell' }), ''], asked.state, message('by the way, the brand is Fjell'));
    expect(later.state.offered).toEqual([other, PICTURE]);
    const attach: Step = [{ name: 'attach_picture', input: { pictureId: PICTURE.id } }];
    const chosen = await run([attach, ''], later.state, message('the second one'));
    expect(chosen.state).toMatchObject({ draft: { photo: { key: PICTURE.key } }, offered: [] });
  });

  it('draws no storyboard before the brief is complete, and says what is missing', async () => {
    const draw: Step = [{ name: 'draw_storyboard' }];
    const early = await run([draw, ''], emptyState({ draft: { ...COMPLETE, photo: null } }), message('go'));
    expect(early.intents).toEqual([]);
    expect(early.say).toContain('For the storyboard I still need a photo of the product.');
    const ready = await run([draw, 'On it.'], emptyState({ draft: COMPLETE }), message('go'));
    expect(ready.intents).toEqual([{ kind: 'storyboard' }]);
    expect(ready.say).toBe('On it.');
  });

  it('fills in the brand of the workspace, and takes its colour back when the brand is another', async () => {
    const look = worldOf(null, { brandKit: async () => ({ brandName: 'Fjell', brandColor: '#0f766e' }) });
    const filled = await run(['Hello!'], emptyState(), message('hi'), look);
    expect(filled.state.draft).toMatchObject({ brandName: 'Fjell', brandColor: '#0f766e' });
    const other = await run([note({ brandName: 'Nordlys' }), ''], filled.state, message('Nordlys'), look);
    expect(other.state.draft).toMatchObject({ brandName: 'Nordlys', brandColor: null });
  });

  it('remembers the brand on request', async () => {
    const { intents } = await run(
      [[{ name: 'remember_brand' }], ''],
      emptyState({ draft: COMPLETE }),
      message('keep it'),
    );
    expect(intents).toEqual([
      { kind: 'remember-brand', workspace: 'local', kit: { brandName: 'Fjell', brandColor: '#0f766e' } },
    ]);
  });

  it('begins again on request', async () => {
    const { state, intents } = await run(
      [[{ name: 'start_over' }], ''],
      adState(),
      message('start over'),
      worldOf(sampleAdNow()),
    );
    expect(state).toMatchObject({ draft: EMPTY_DRAFT, projectId: null });
    expect(intents).toEqual([]);
  });

  it('begins a new ad in a thread whose ad has expired', async () => {
    const { state } = await run(['Hello!'], adState(), message('hi'), worldOf(null));
    expect(state.projectId).toBeNull();
  });

  it('orders again with the new brief while the storyboard is still being drawn', async () => {
    const drawing = worldOf(sampleAdNow({ plan: null, version: 0, status: 'PLANNING' }));
    const { state, intents } = await run([note({ durationSeconds: 30 }), ''], adState(), message('30 s'), drawing);
    expect(state.draft.durationSeconds).toBe(30);
    expect(intents).toEqual([{ kind: 'storyboard' }]);
  });
});
