/** `/ad link` and `/ad unlink`, through real Bolt and a real socket. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import { type Front, startFront } from '../fixtures/slack-front.ts';

let front: Front;
beforeAll(async () => {
  front = await startFront();
});
afterAll(async () => {
  expect(front.slack.faults).toEqual([]);
  await front.stop();
});
const ann = () => front.slack.person('TACME', 'UANN');

test('link and unlink are for the person alone, open nothing, and repeat no code', async () => {
  const told = () => front.slack.ephemerals('TACME', 'UANN').at(-1)?.text;
  for (const [words, answer] of [
    ['link ABCDE-99999', /^This code has ended or was used/],
    ['Link bcdef 23456', /^Linked\./],
    ['unlink', /^Unlinked\./],
    ['link', /make a code under Account/],
  ] as const) {
    await ann().command('/ad', words, 'CADS');
    await expect.poll(told).toMatch(answer);
    expect(told()).not.toMatch(/99999|23456$/);
  }
  front.linkTrouble = new AdgenError('storage', 'The database cannot be reached.');
  await ann().command('/ad', 'link BCDEF-23456', 'CADS');
  await expect.poll(told).toBe('The database cannot be reached.');
  front.linkTrouble = null;
  expect(JSON.stringify(front.lines)).not.toMatch(/BCDEF|23456/);
  expect(front.slack.views('TACME', 'UANN')).toEqual([]);
});
