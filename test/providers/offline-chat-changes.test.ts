import { describe, expect, test } from 'vitest';
import { AD_CHANGES } from './offline-chat/ad-cases.ts';
import { CHANGE_ANSWERS } from './offline-chat/answer-cases.ts';
import { SCENE_CHANGES } from './offline-chat/scene-cases.ts';
import { AD, ask, inShort } from './offline-chat/talk.ts';

describe.each(Object.entries({ ...SCENE_CHANGES, ...AD_CHANGES }))('%s', (_topic, cases) => {
  test.each(cases)('“%s” becomes %s', async (message, becomes) => {
    const answer = await ask(AD, message);
    if (becomes.startsWith('says ')) {
      expect(inShort(answer)).toBe('says');
      expect(answer.text.replaceAll('\n', ' ')).toContain(becomes.slice('says '.length));
    } else expect(inShort(answer)).toBe(becomes);
  });
});

describe('after a question of ours', () => {
  test.each(CHANGE_ANSWERS)('“%s” answered with “%s” becomes %s', async (asked, message, becomes) => {
    const answer = await ask(AD, message, asked);
    if (becomes.startsWith('says ')) expect(answer.text.replaceAll('\n', ' ')).toContain(becomes.slice('says '.length));
    else expect(inShort(answer)).toBe(becomes);
  });
});
