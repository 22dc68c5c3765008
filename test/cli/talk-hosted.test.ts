/** Talking with a hosted model: the real SDK and the real protocol, before a stand-in that is strict about what it is sent. */
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTalk } from '../../src/cli/talk.ts';
import { openSmall, smallHome } from '../fixtures/system.ts';
import { API_KEY, startOpenAiServer } from '../stand-ins/openai-server.ts';

let home = '';
beforeEach(async () => {
  home = await smallHome();
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function answerTo(text: string, baseUrl: string): Promise<string> {
  const system = await openSmall(home, {}, { OPENAI_API_KEY: API_KEY, OPENAI_BASE_URL: baseUrl });
  const heard: string[] = [];
  const screen = { say: (words: string) => heard.push(words), progress: () => undefined, endProgress: () => undefined };
  const talk = startTalk(system, 'ada', screen);
  try {
    await talk.say(text);
    await talk.settled(new AbortController().signal);
    return heard.join('\n\n');
  } finally {
    await talk.close();
    await system.close();
  }
}

it('says what the model says', async () => {
  const server = await startOpenAiServer([{ kind: 'text', text: 'Lovely. What is the brand called?' }]);
  try {
    expect(await answerTo('An ad for our lemonade', server.url)).toBe('Lovely. What is the brand called?');
    expect(server.received).toHaveLength(1);
  } finally {
    await server.close();
  }
});

it('goes on by the rules when the host is not there, and says nothing wrong', async () => {
  const answer = await answerTo('An ad for Basilo, a sparkling lemonade with basil.', 'http://127.0.0.1:9/v1');
  expect(answer).toMatch(/Basilo/);
  expect(answer).not.toMatch(/error|model|OpenAI|wrong/i);
});
