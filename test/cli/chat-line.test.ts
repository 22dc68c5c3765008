import { expect, test } from 'vitest';
import { readChatLine } from '../../src/cli/chat-line.ts';

test.each([
  ['  ', { kind: 'nothing' }],
  ['Make an ad', { kind: 'say', text: 'Make an ad' }],
  ['/attach mug.jpg', { kind: 'attach', path: '/home/mug.jpg', name: 'mug.jpg' }],
  ['/attach "my mug.jpg"', { kind: 'attach', path: '/home/my mug.jpg', name: 'my mug.jpg' }],
  ['/attach my\\ mug.jpg', { kind: 'attach', path: '/home/my mug.jpg', name: 'my mug.jpg' }],
  ["/ATTACH '/tmp/a.png'", { kind: 'attach', path: '/tmp/a.png', name: 'a.png' }],
  ['/quit', { kind: 'quit' }],
  ['/help', { kind: 'help' }],
])('%j is read as meant', (line, expected) => {
  expect(readChatLine(line, '/home')).toEqual(expected);
});

test.each([
  ['/attach', /\/attach photo\.jpg/],
  ['/attack x', /\/attach FILE, \/help or \/quit/],
])('%j is answered with what would be right', (line, say) => {
  expect(readChatLine(line, '/home')).toEqual({ kind: 'wrong', say: expect.stringMatching(say) });
});
