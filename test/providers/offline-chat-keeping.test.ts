import { describe, expect, test } from 'vitest';
import type { View } from '../../src/agent/view.ts';
import { AD, ask, inShort } from './offline-chat/talk.ts';

function adAs(change: Partial<NonNullable<View['ad']>>): View {
  if (!AD.ad) throw new Error('There is an ad.');
  return { ...AD, ad: { ...AD.ad, awaitingApproval: false, status: 'COMPLETED', ...change } };
}

const FINISHED = adAs({});
const EXPIRED = adAs({ filesExpired: true });

describe('files that are to be kept', () => {
  test.each([
    'keep it',
    'Keep it!',
    'keep this ad',
    'please keep it longer',
    'keep the films',
    'can you keep the videos for another week?',
    'Keep them for 7 more days please',
    'keep my ad a bit longer',
    'keep the files for a while longer',
    "don't delete it",
    'do not delete the films yet, please',
    'keep everything',
  ])('%s', async (text) => {
    expect(inShort(await ask(FINISHED, text))).toBe('keep_files');
    expect(inShort(await ask(AD, text))).toBe('keep_files');
  });

  test.each([
    ['keep it short', ''],
    ['keep the music', ''],
    ['keep scene 2', ''],
    ['keep it as it is', ''],
    ['keep the old one', ''],
    ['keep our brand for next time', 'remember_brand'],
    ['keep the product bigger in scene 2', ''],
  ])('%s is something else', async (text, called) => {
    const short = inShort(await ask(FINISHED, text));
    expect(short).not.toContain('keep_files');
    if (called !== '') expect(short).toBe(called);
  });

  test.each([
    'how long are the films kept?',
    'when do the files expire?',
    'Will you delete the videos?',
    'until when is it available?',
  ])('%s is answered with where the ad stands', async (text) => {
    expect(inShort(await ask(FINISHED, text))).toBe('status');
  });
});

describe('an ad whose files have expired', () => {
  test.each([
    'make it again',
    'Make it again please',
    'do it again',
    'make the ad again',
    'yes',
    'make it',
    'remake it',
    'try again',
  ])('%s begins it anew', async (text) => {
    expect(inShort(await ask(EXPIRED, text))).toBe('make_again');
  });

  test('with its photo it begins anew, too', async () => {
    const view = { ...EXPIRED, newPictures: [{ id: 'f1', name: 'bag.jpg' }] };
    expect(inShort(await ask(view, 'here it is'))).toContain('attach_picture pictureId=f1');
  });

  test('a change of it is asked for as usual: the tool says why it cannot be', async () => {
    expect(inShort(await ask(EXPIRED, 'make scene 2 warmer'))).toContain('background s2');
  });
});
