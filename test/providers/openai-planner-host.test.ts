import { describe, expect, it } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { createOfflinePlanner } from '../../src/providers/offline/planner.ts';
import { checkOpenAi } from '../../src/providers/openai/check.ts';
import { createOpenAiModel } from '../../src/providers/openai/model.ts';
import { createOpenAiPlanner } from '../../src/providers/openai/planner.ts';
import { API_KEY } from '../stand-ins/openai-server.ts';
import { CAN, FJELL, GOOD } from './openai-planner/answers.ts';
import { offlinePlan, says, start } from './openai-planner/start.ts';

describe('a host that gives no answer', () => {
  it.each([
    ['a wrong key', [], { apiKey: 'sk-wrong' }, 0, 'OPENAI_API_KEY'],
    ['no credit', [{ kind: 'error', status: 429, code: 'insufficient_quota' }], {}, 1, 'no credit left'],
    ['an unknown model', [{ kind: 'error', status: 404, code: 'model_not_found' }], {}, 1, 'OPENAI_MODEL'],
    ['a refused schema', [{ kind: 'error', status: 400 }], {}, 1, 'structured output'],
    ['a refusal', [{ kind: 'refusal', text: 'I cannot help with that.' }], {}, 1, 'declined'],
    ['a crowd', [{ kind: 'error', status: 429, code: 'rate_limit_exceeded' }], {}, 3, 'no more requests'],
    ['a long wait', [{ kind: 'error', status: 429, headers: { 'retry-after': '60' } }], {}, 1, 'no more requests'],
    ['a fault', [{ kind: 'error', status: 503 }], {}, 3, 'has a fault'],
    ['dropped connections', [{ kind: 'drop' }], {}, 3, 'cannot be reached'],
    ['a web page', [{ kind: 'page' }], {}, 1, 'cannot be reached'],
    ['silence', [{ kind: 'hang' }], { totalMs: 120 }, 1, 'did not answer in time'],
  ] as const)('because of %s leaves the ad to the offline planner', async (_what, script, settings, calls, words) => {
    const { plan, server } = await start(script, settings);
    const { plan: made, degraded } = await plan();
    expect(made).toEqual(await offlinePlan());
    expect(degraded).toEqual([expect.objectContaining({ step: 'plan', sceneId: null })]);
    expect(degraded[0]?.say).toContain(words);
    expect(degraded[0]?.say).not.toContain(API_KEY);
    expect(server.received).toHaveLength(calls);
  });

  it('is asked again after a short pause, and pays a refusal', async () => {
    const { plan, used } = await start([{ kind: 'error', status: 500 }, says(GOOD)]);
    expect((await plan()).degraded).toEqual([]);
    expect(used).toHaveLength(1);
    const refused = await start([{ kind: 'refusal', text: 'No.' }], { isGateway: true });
    expect((await refused.plan()).degraded[0]?.say).toContain('declined');
    expect(refused.used).toHaveLength(1);
  });

  it('passes on that a cost could not be written down', async () => {
    const { settings } = await start([says(GOOD)]);
    const full = new AdgenError('storage', 'The ledger cannot be written.');
    const model = createOpenAiModel(settings);
    const planner = createOpenAiPlanner({
      model,
      offline: createOfflinePlanner(),
      purse: { open: async () => ({ kind: 'open', add: () => {}, close: () => Promise.reject(full) }) },
    });
    await expect(planner.plan(FJELL, CAN, new AbortController().signal, 'p1')).rejects.toBe(full);
  });

  it('stops at once when the person does', async () => {
    const stopping = new AbortController();
    const { plan, server } = await start([{ kind: 'hang' }]);
    const running = plan(FJELL, stopping.signal);
    await expect.poll(() => server.received.length).toBe(1);
    stopping.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(plan(FJELL, stopping.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(server.received).toHaveLength(1);
  });
});

describe('the check of key and model', () => {
  it.each([
    ['works', [{ kind: 'text', text: 'yes' }], {}, true, 'gpt-4o-mini answers'],
    ['names the key', [], { apiKey: 'sk-wrong' }, false, 'OPENAI_API_KEY'],
    ['names the model', [{ kind: 'error', status: 404, code: 'model_not_found' }], {}, false, 'OPENAI_MODEL'],
    ['names the credit', [{ kind: 'error', status: 429, code: 'insufficient_quota' }], {}, false, 'credit'],
    ['names the address', [{ kind: 'page' }], {}, false, 'OPENAI_BASE_URL'],
    ['asks for patience', [{ kind: 'error', status: 500 }], {}, false, 'Try again'],
  ] as const)('%s', async (_what, script, settings, ok, words) => {
    const { settings: model, server } = await start(script, settings);
    const found = await checkOpenAi({ ...model, patience: { pauseMs: 1 } });
    expect(found).toEqual({ ok, say: expect.stringContaining(words) });
    expect(found.say).not.toContain('sk-');
    expect(server.received.length).toBeLessThanOrEqual(2);
  });
});
