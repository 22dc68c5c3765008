import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAgent } from '../../src/agent/create-agent.ts';
import { appendTurn, readHistory } from '../../src/agent/history.ts';
import { type Step, scripted } from './scripted-model.ts';
import { emptyState, message, worldOf } from './thread.ts';

const never = new AbortController().signal;
const status: Step = [{ name: 'status' }, { name: 'list_versions' }];

describe('the conversation between turns', () => {
  it('goes on after a restart where it was', async () => {
    const first = await createAgent({ model: scripted(status, 'All well.'), look: worldOf() }).turn(
      emptyState(),
      message('how is it going?'),
      never,
    );
    const restored = JSON.parse(JSON.stringify(first.state));
    const model = scripted('Hello again.');
    await createAgent({ model, look: worldOf() }).turn(restored, message('and now?'), never);
    const roles = model.doGenerateCalls[0]?.prompt.map(({ role }) => role);
    expect(roles).toEqual(['system', 'user', 'assistant', 'tool', 'assistant', 'user']);
    expect(JSON.stringify(model.doGenerateCalls[0]?.prompt)).toContain('how is it going?');
  });

  it('stays bounded, in whole turns, with unique calls, however long it goes on', async () => {
    let state = emptyState();
    for (let turn = 0; turn < 30; turn++) {
      const model = scripted(status, [{ name: 'status' }], 'x'.repeat(300));
      // A model that counts its calls from one in every turn.
      state = (await createAgent({ model, look: worldOf() }).turn(state, message(`turn ${turn}`), never)).state;
    }
    const history = readHistory(state.history);
    expect(history).toHaveLength(state.history.length);
    expect(history.length).toBeLessThanOrEqual(40);
    expect(history.length).toBeGreaterThan(30);
    expect(history[0]?.role).toBe('user');
    const ids = history.flatMap(({ role, content }) =>
      role === 'assistant' && typeof content !== 'string'
        ? content.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []))
        : [],
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(history.at(-1))).toContain('xxx');
  });

  it('keeps the words of a turn whose calls are too long to keep', () => {
    const call = {
      type: 'tool-call' as const,
      toolCallId: 'a',
      toolName: 'note_brief',
      input: { text: 'x'.repeat(40_000) },
    };
    const kept = appendTurn([], {
      key: 'k',
      text: 'y'.repeat(20_000),
      answers: [{ role: 'assistant', content: [call] }],
      said: 'ok',
    });
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept).length).toBeLessThan(2500);
  });

  it('leaves out calls without their result, and what is no message at all', () => {
    const orphan = {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: 'a', toolName: 'stop', input: {} }],
    };
    const good = { role: 'user', content: 'hi' };
    expect(readHistory([{ role: 'user', content: 'old' }, orphan, good])).toEqual([good]);
    expect(readHistory([good, { role: 'wizard' }])).toEqual([]);
  });

  it('never throws for what is stored', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), (stored) => void readHistory(stored)));
  });
});
