import { describe, expect, it } from 'vitest';
import { readMakeArguments } from '../../src/cli/arguments.ts';

const good = {
  photo: 'mug.jpg',
  brief: 'Mugs for slow mornings',
  brand: 'Fjell',
  color: 'Teal',
  seconds: '15',
  out: 'films',
};
const words = (change: Partial<Record<string, string>> = {}) =>
  Object.entries({ ...good, ...change }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));

describe('the arguments of make', () => {
  it('become a brief', () => {
    const { brief, photo, out, json } = readMakeArguments([...words(), '--json']);
    expect(brief).toMatchObject({ text: good.brief, brandName: 'Fjell', brandColor: '#008080', durationSeconds: 15 });
    expect({ photo, out, json }).toEqual({ photo: 'mug.jpg', out: 'films', json: true });
  });

  it.each([
    [{ seconds: '-1' }, /6 to 60 seconds/],
    [{ seconds: '0' }, /6 to 60 seconds/],
    [{ seconds: '3' }, /6 to 60 seconds/],
    [{ seconds: '61' }, /6 to 60 seconds/],
    [{ seconds: 'abc' }, /not a number/],
    [{ seconds: '1e1' }, /not a number/],
    [{ seconds: '' }, /not a number/],
    [{ color: '#12345' }, /#12345.*teal/],
    [{ color: 'notacolour' }, /notacolour/],
    [{ color: 'rgb(300,0,0)' }, /rgb\(300,0,0\)/],
    [{ color: 'transparent' }, /transparent/],
    [{ brief: '' }, /brief is empty/],
    [{ brief: 'x'.repeat(20_000) }, /4000 characters/],
    [{ brand: ' ' }, /brand name is empty/],
    [{ out: ' ' }, /--out is empty/],
    [{ photo: undefined, out: undefined }, /Missing --photo, --out/],
  ])('are refused in one sentence: %j', (change, sentence) => {
    expect(() => readMakeArguments(words(change))).toThrow(sentence);
  });

  it('point to the help when an option is unknown', () => {
    expect(() => readMakeArguments([...words(), '--colour', 'red'])).toThrow(/--colour.*make --help/s);
  });
});
