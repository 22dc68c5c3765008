import { describe, expect, test } from 'vitest';
import type { View } from '../../src/agent/view.ts';
import { BRIEF_ANSWERS } from './offline-chat/answer-cases.ts';
import { BRIEFS, CORRECTIONS } from './offline-chat/brief-cases.ts';
import { ask, EMPTY, inShort } from './offline-chat/talk.ts';

describe('a first message', () => {
  test.each(BRIEFS)('“%s” becomes %s', async (message, becomes) => {
    const answer = await ask(EMPTY, message);
    if (becomes.startsWith('says ')) expect(answer.text.replaceAll('\n', ' ')).toContain(becomes.slice('says '.length));
    else expect(inShort(answer)).toBe(becomes);
  });
});

describe('while only the picture is missing', () => {
  const brief = { ...EMPTY.brief, text: 'A creamy oat drink.', brandName: 'Fjell', brandColor: '#008080' };
  const view: View = { ...EMPTY, brief: { ...brief, durationSeconds: 20 }, missing: ['picture'] };

  test.each(CORRECTIONS)('“%s” becomes %s', async (message, becomes) => {
    const answer = await ask(view, message);
    if (becomes.startsWith('says ')) expect(answer.text.replaceAll('\n', ' ')).toContain(becomes.slice('says '.length));
    else expect(inShort(answer)).toBe(becomes);
  });
});

describe('after a question of ours', () => {
  test.each(BRIEF_ANSWERS)('“%s” answered with “%s” becomes %s', async (asked, message, becomes) => {
    const answer = await ask(EMPTY, message, asked);
    if (becomes.startsWith('says ')) expect(answer.text.replaceAll('\n', ' ')).toContain(becomes.slice('says '.length));
    else expect(inShort(answer)).toBe(becomes);
  });
});
