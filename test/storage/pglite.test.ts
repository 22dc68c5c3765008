import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openPglite } from '../../src/storage/pglite.ts';
import { freshDatabase, freshFolder } from './fresh-database.ts';
import { type Program, runNode, runNodeWithFullDisk } from './run-program.ts';

const HOLD = join(import.meta.dirname, 'hold-database-process.ts');
const FILL = join(import.meta.dirname, 'fill-disk-process.ts');

const programs: Program[] = [];
const folders: string[] = [];
const hold = (folder: string) => {
  const program = runNode(HOLD, folder);
  programs.push(program);
  return program;
};
const folderForDatabase = async () => {
  const folder = await freshFolder();
  folders.push(folder);
  return folder;
};
afterEach(async () => {
  for (const program of programs.splice(0)) await program.kill();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('the lock of the embedded database', () => {
  test('a second process says who has it and stops; when the first is gone it may have it', async () => {
    const folder = await folderForDatabase();
    const first = hold(folder);
    expect(await first.line()).toBe('open');
    const pid = first.process.pid;
    const refusal = `Another adgen (process ${pid}) is using ${folder}. Stop it, or set ADGEN_HOME to another folder for this one.`;
    expect(await hold(folder).line()).toBe(`conflict: ${refusal}`);
    await expect(openPglite(folder)).rejects.toMatchObject({ code: 'conflict', message: refusal });
    await first.kill();
    expect(await hold(folder).line()).toBe('open');
  });

  test('the same process cannot open it twice, but again after closing', async () => {
    const { database, folder, remove } = await freshDatabase();
    await expect(openPglite(folder)).rejects.toMatchObject({ code: 'conflict' });
    await database.close();
    await database.close();
    const again = await openPglite(folder);
    expect(await again.query('select 1 as one')).toEqual([{ one: 1 }]);
    await again.close();
    await remove();
  });

  test('of many that find a dead owner, one takes over', async () => {
    const folder = await folderForDatabase();
    await writeFile(join(folder, 'lock.4'), JSON.stringify({ pid: 2 ** 22 + 1, since: '1' }));
    const lines = await Promise.all([1, 2, 3, 4].map(() => hold(folder).line()));
    expect(lines.filter((line) => line === 'open')).toHaveLength(1);
    expect(lines.filter((line) => line?.startsWith('conflict: '))).toHaveLength(3);
    expect((await readdir(folder)).filter((name) => name.startsWith('lock'))).toEqual(['lock.5']);
  });

  test('a process number that is used again by another program does not hold the lock', async () => {
    const folder = await folderForDatabase();
    // This very process, but as if it had started at another time.
    await writeFile(join(folder, 'lock.1'), JSON.stringify({ pid: process.pid, since: '1' }));
    const database = await openPglite(folder);
    await database.close();
  });

  test('a lock file of nobody is no lock', async () => {
    const folder = await folderForDatabase();
    await writeFile(join(folder, 'lock.1'), '{ "pid": ');
    const database = await openPglite(folder);
    await database.close();
    expect(await readdir(folder)).toEqual(['pgdata']);
  });
});

/** A folder in which a process died while it made its database. On a busy machine it may be done before anybody looks. */
async function killedWhileMaking(): Promise<string> {
  for (;;) {
    const folder = await mkdtemp(join(tmpdir(), 'adgen-new-'));
    folders.push(folder);
    const first = hold(folder);
    const standing = async () => {
      const names = await readdir(folder);
      const draft = names.find((name) => name.startsWith('pgdata.'));
      const inside = draft === undefined ? [] : await readdir(join(folder, draft)).catch(() => []);
      if (inside.includes('base')) return 'making';
      return names.includes('pgdata') ? 'made' : 'nothing yet';
    };
    await expect.poll(standing, { timeout: 60_000, interval: 5 }).not.toBe('nothing yet');
    const seen = await standing();
    await first.kill();
    if (seen === 'making') return folder;
  }
}

describe('the embedded database', () => {
  test('a process killed while it makes the database leaves nothing that the next one trips over', async () => {
    const folder = await killedWhileMaking();
    const database = await openPglite(folder);
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
    expect(await readdir(folder)).toContain('pgdata');
  });

  test('rows that were acknowledged are there after kill -9', async () => {
    const folder = await folderForDatabase();
    const program = runNode(join(import.meta.dirname, 'write-rows-process.ts'), folder);
    programs.push(program);
    let last = '0';
    while (Number(last) < 50) last = (await program.line()) ?? '';
    await program.kill();
    const database = await openPglite(folder);
    const [row] = await database.query('select count(*)::int as rows from written');
    expect(row?.rows).toBeGreaterThanOrEqual(Number(last));
    await database.close();
  });

  test('a full disk is said in one sentence that names the folder', async () => {
    const folder = await folderForDatabase();
    // Above the 16 MB of a Postgres log segment, so that it is the data that does not fit.
    const program = runNodeWithFullDisk(18_000, FILL, 'database', folder);
    programs.push(program);
    expect(await program.line()).toBe(
      `storage: There is no room left in ${folder}. Free some space, or set ADGEN_HOME to a folder on a disk with room.`,
    );
  });

  test('a file in the place of the folder is said, too', async () => {
    const folder = await folderForDatabase();
    await writeFile(join(folder, 'file'), '');
    await expect(openPglite(join(folder, 'file'))).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('is not a folder'),
    });
  });

  test('what is not a database is refused with a sentence, and the lock is given back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adgen-odd-'));
    folders.push(folder);
    await mkdir(join(folder, 'pgdata'));
    await writeFile(join(folder, 'pgdata/PG_VERSION'), 'nonsense');
    await expect(openPglite(folder)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining(folder),
    });
    expect(await readdir(folder)).toEqual(['pgdata']);
  });

  test('a transaction is rolled back whole, and statements of others wait outside it', async () => {
    const { database, remove } = await freshDatabase();
    await database.script('create table t (n int)');
    const failing = database.transaction(async (inside) => {
      await inside.query('insert into t values (1)');
      throw new Error('no luck');
    });
    const outside = database.query('insert into t values (2)');
    await expect(failing).rejects.toThrow('no luck');
    await outside;
    expect(await database.query('select n from t')).toEqual([{ n: 2 }]);
    await remove();
  });

  test("one pool connection's BEGIN does not pull another's statements into it", async () => {
    const { database, remove } = await freshDatabase();
    await database.script('create table t (n int)');
    const [one, two] = [await database.pool.connect(), await database.pool.connect()];
    await one.query('BEGIN');
    await one.query('insert into t values ($1)', [1]);
    const other = two.query('insert into t values (2)');
    await one.query('ROLLBACK');
    await other;
    expect((await two.query('select n from t')).rows).toEqual([{ n: 2 }]);
    await remove();
  });
});
