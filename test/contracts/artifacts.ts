/** What every store of artefacts must do. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AdgenError } from '../../src/ad/errors.ts';
import type { Artifacts } from '../../src/pipeline/ports.ts';

type Opened = { readonly artifacts: Artifacts; readonly close: () => Promise<void> };

export function artifactsContract(open: () => Promise<Opened>): void {
  let opened: Opened;
  let desk: string;
  beforeEach(async () => {
    opened = await open();
    desk = await mkdtemp(join(tmpdir(), 'adgen-contract-'));
  });
  afterEach(async () => {
    await opened.close();
    await rm(desk, { recursive: true, force: true });
  });
  const fileWith = async (text: string) => {
    const file = join(desk, 'made.mp4');
    await writeFile(file, text);
    return file;
  };
  const read = async (key: string) => readFile(await opened.artifacts.open(key), 'utf8');
  const KEY = 'projects/p1/scenes/scene_1_bg.0a1b.mp4';

  test('a file that was put can be opened, and is gone from where it was made', async () => {
    const file = await fileWith('frames');
    await opened.artifacts.putFile(KEY, file);
    expect(await opened.artifacts.has(KEY)).toBe(true);
    expect(await read(KEY)).toBe('frames');
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  test('bytes that were put are read back unchanged, also none at all', async () => {
    await opened.artifacts.putBytes(KEY, new Uint8Array([0, 255, 10, 13]));
    expect([...(await readFile(await opened.artifacts.open(KEY)))]).toEqual([0, 255, 10, 13]);
    await opened.artifacts.putBytes('projects/p1/empty', new Uint8Array());
    expect(await read('projects/p1/empty')).toBe('');
  });

  test('putting again replaces what was there', async () => {
    await opened.artifacts.putBytes(KEY, Buffer.from('first'));
    await opened.artifacts.putFile(KEY, await fileWith('second'));
    expect(await read(KEY)).toBe('second');
  });

  test('opened files lie beside each other as their keys do, also when all are opened at once', async () => {
    const keys = ['projects/p1/scenes/a/9x16/back.png', 'projects/p1/scenes/a/names.json', KEY];
    for (const key of keys) await opened.artifacts.putBytes(key, Buffer.from(key));
    const paths = await Promise.all([...keys, ...keys].map((key) => opened.artifacts.open(key)));
    const [first = '', second = '', third = ''] = paths;
    expect(paths.slice(3)).toEqual([first, second, third]);
    expect(relative(second, first)).toBe(join('..', '9x16', 'back.png'));
    expect(relative(second, third)).toBe(join('..', '..', 'scene_1_bg.0a1b.mp4'));
    expect(await readFile(first, 'utf8')).toBe(keys[0]);
  });

  test('what was never put is not there and opens as not-found', async () => {
    expect(await opened.artifacts.has(KEY)).toBe(false);
    await expect(opened.artifacts.open(KEY)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a project is removed whole, its neighbours stay, and removing it again is fine', async () => {
    await opened.artifacts.putBytes('projects/p1/a/b', Buffer.from('1'));
    await opened.artifacts.putBytes('projects/p10/a/b', Buffer.from('10'));
    await opened.artifacts.removeProject('p1');
    await opened.artifacts.removeProject('p1');
    expect(await opened.artifacts.has('projects/p1/a/b')).toBe(false);
    expect(await opened.artifacts.has('projects/p10/a/b')).toBe(true);
  });

  test.each([
    '../secret',
    'projects/../../secret',
    'projects/p1/../../secret',
    '/etc/passwd',
    'projects/p1/./a',
    'projects//a',
    'projects/p1/a\0b',
    'projects/p1/a b',
    'projects\\p1\\a',
    'projects/p1',
    'elsewhere/p1/a',
    '',
  ])('the key %j is refused', async (key) => {
    const refusal = { code: 'bad-input' };
    await expect(opened.artifacts.putBytes(key, Buffer.from('x'))).rejects.toMatchObject(refusal);
    await expect(opened.artifacts.open(key)).rejects.toMatchObject(refusal);
    await expect(opened.artifacts.has(key)).rejects.toMatchObject(refusal);
  });

  test.each(['..', '.', '', 'a/b', '../p1'])('the project id %j is refused and removes nothing', async (id) => {
    await opened.artifacts.putBytes(KEY, Buffer.from('kept'));
    await expect(opened.artifacts.removeProject(id)).rejects.toBeInstanceOf(AdgenError);
    expect(await read(KEY)).toBe('kept');
  });

  test('a workspace is private, holds files while it is used, and is gone however that ends', async () => {
    const folders = await Promise.all(
      ['a', 'b'].map((name) =>
        opened.artifacts.workspace(async (folder) => {
          await writeFile(join(folder, name), name);
          expect(await readdir(folder)).toEqual([name]);
          return folder;
        }),
      ),
    );
    expect(new Set(folders).size).toBe(2);
    let failed = '';
    const failing = opened.artifacts.workspace(async (folder) => {
      failed = folder;
      throw new Error('no luck');
    });
    await expect(failing).rejects.toThrow('no luck');
    for (const folder of [...folders, failed]) await expect(stat(folder)).rejects.toThrow('ENOENT');
  });
}
