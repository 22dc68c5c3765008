/** Films on their way to chats, from a disk and from a bucket: as links that end with the films, and as copies that fit. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDelivery } from '../../src/compose/delivery.ts';
import type { Artifacts } from '../../src/pipeline/ports.ts';
import { openDiskArtifacts } from '../../src/storage/disk-artifacts.ts';
import { createProjects } from '../../src/storage/projects.ts';
import { openS3Artifacts } from '../../src/storage/s3-artifacts.ts';
import { sampleProject } from '../fixtures/ad-project.ts';
import { startChatServer } from '../http/chat-server.ts';
import { noisyFilm } from '../media/film/noisy-film.ts';
import { S3RVER_CREDENTIALS, startS3rver } from '../stand-ins/s3-rver.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { stage } from '../storage/s3-stage.ts';

const PUBLIC = 'https://ads.example.com';
const DAY_MS = 24 * 60 * 60 * 1000;
const never = new AbortController().signal;
const tools = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' };
const log = { info: () => {}, warn: () => {}, error: () => {} };

let fresh: Fresh;
let folder: string;
let noise: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adgen-delivery-'));
  noise = await noisyFilm({ width: 72, height: 128, seconds: 5 }, folder);
  fresh = await freshDatabase();
});
afterAll(async () => {
  await fresh.remove();
  await rm(folder, { recursive: true, force: true });
});

let ads = 0;
let id: string;
let film: string;
beforeEach(async () => {
  id = `ad-${++ads}`;
  film = `projects/${id}/outputs/v1/final_9x16.mp4`;
  await createProjects(fresh.database).create(sampleProject({ id }));
});

const untilOf = async () => (await createProjects(fresh.database).find(id))?.files.until ?? '';
const change = (set: string) => fresh.database.script(`update projects set ${set} where id = '${id}'`);

/** As a process would open it. */
async function open(
  artifacts: Artifacts,
  publicUrl: string | null,
  share: Parameters<typeof openDelivery>[0]['share'] = null,
) {
  const { database } = fresh;
  const parts = { artifacts, database, projects: createProjects(database), share };
  return openDelivery(parts, { tools, publicUrl }, log);
}

describe('on a disk', () => {
  let disk: Artifacts;
  beforeAll(async () => {
    disk = await openDiskArtifacts(join(fresh.folder, 'artifacts'));
  });
  beforeEach(async () => disk.putBytes(film, await readFile(noise)));

  test('a link leads to the page’s server, works there, and ends with the film', async () => {
    const { files, sharedLinks } = await open(disk, PUBLIC);
    const link = await files.link(film, 'Fjell 9x16.mp4');
    expect(link?.url).toMatch(new RegExp(`^${PUBLIC}/files/[\\w-]+\\.[\\w-]{43}/Fjell_9x16\\.mp4$`));
    expect(link?.expiresAt).toBe(new Date(await untilOf()).toISOString());
    const server = await startChatServer(fresh, { sharedLinks, artifacts: disk });
    onTestFinished(server.stop);
    const answer = await fetch(`${server.address}${new URL(link?.url ?? '').pathname}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(await readFile(noise))).toBe(true);
    await disk.removeProject(id);
    expect((await fetch(`${server.address}${new URL(link?.url ?? '').pathname}`)).status).toBe(404);
  });

  test('a link is the same after a restart and in every process', async () => {
    const [one, other] = await Promise.all([open(disk, PUBLIC), open(disk, PUBLIC)]);
    const link = await one.files.link(film, 'a.mp4');
    expect(await other.files.link(film, 'a.mp4')).toEqual(link);
    const token = new URL(link?.url ?? '').pathname.split('/')[2] ?? '';
    expect(other.sharedLinks?.read(token)).toEqual({ kind: 'open', key: film });
  });

  test('a link to a film that is kept for long lasts a week', async () => {
    await change("expires_at = now() + interval '60 days'");
    const { files } = await open(disk, PUBLIC);
    const inMs = Date.parse((await files.link(film, 'a.mp4'))?.expiresAt ?? '') - Date.now();
    expect(inMs).toBeLessThanOrEqual(7 * DAY_MS);
    expect(inMs).toBeGreaterThan(6.9 * DAY_MS);
  });

  test.each(['swept_at = now()', "expires_at = now() - interval '1 second'"])(
    'there is no link to what is gone: %s',
    async (gone) => {
      await change(gone);
      expect(await (await open(disk, PUBLIC)).files.link(film, 'a.mp4')).toBeNull();
    },
  );

  test('there is none to what is nobody’s, and none at all where nobody outside reaches this machine', async () => {
    const { files } = await open(disk, PUBLIC);
    expect(await files.link('projects/unknown/outputs/v1/final_1x1.mp4', 'a.mp4')).toBeNull();
    await expect(files.link(`projects/${id}/product/masked.png`, 'a.png')).rejects.toMatchObject({ code: 'bad-input' });
    const alone = await open(disk, null);
    expect([await alone.files.link(film, 'a.mp4'), alone.sharedLinks]).toEqual([null, null]);
  });

  test('a film that is too large is given as a copy, which can be opened and shared like the film', async () => {
    const { files } = await open(disk, PUBLIC);
    const { bytes } = await files.open(film);
    expect(await files.fit(film, bytes, never)).toEqual({ key: film, bytes });
    const copy = await files.fit(film, 300_000, never);
    const opened = await files.open(copy?.key ?? '');
    expect(await buffer(opened.stream)).toHaveLength(copy?.bytes ?? 0);
    expect(copy?.bytes).toBeLessThanOrEqual(300_000);
    expect(await files.link(copy?.key ?? '', 'small.mp4')).not.toBeNull();
    await disk.removeProject(id);
    await expect(files.fit(film, 300_000, never)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('in a bucket', () => {
  test('a link leads to the bucket itself, also where there is a page, and is signed for as long as the film is kept', async () => {
    const { artifacts, close } = await stage();
    onTestFinished(close);
    await artifacts.putBytes(film, await readFile(noise));
    const { files, sharedLinks } = await open(artifacts, PUBLIC, artifacts.share);
    expect(sharedLinks).toBeNull();
    const link = await files.link(film, 'Fjell “9x16”.mp4');
    const answer = await fetch(link?.url ?? '');
    expect(Buffer.from(await answer.arrayBuffer()).equals(await readFile(noise))).toBe(true);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="Fjell _9x16_.mp4"; filename\*=UTF-8''/,
    );
    expect(link?.expiresAt).toBe(new Date(await untilOf()).toISOString());
    const { searchParams } = new URL(link?.url ?? '');
    expect(Number(searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(7 * 24 * 60 * 60);
    expect((await fetch(link?.url.replace('9x16', '1x1') ?? '')).status).toBe(403);
    await expect(files.link(`projects/${id}/product/masked.png`, 'a.png')).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('a copy is made once for all processes', async () => {
    const rver = await startS3rver(join(folder, 'store'));
    onTestFinished(rver.close);
    const connect = async (name: string) => {
      const options = {
        bucket: 'adgen-test',
        region: 'eu-test-1',
        endpoint: rver.url,
        credentials: S3RVER_CREDENTIALS,
      };
      const store = await openS3Artifacts({ ...options, publicEndpoint: null, cacheFolder: join(folder, name) });
      onTestFinished(store.close);
      return store;
    };
    const store = await connect('one');
    await store.putBytes(film, await readFile(noise));
    const copy = await (await open(store, null, store.share)).files.fit(film, 300_000, never);
    expect(copy?.bytes).toBeLessThanOrEqual(300_000);
    const elsewhere = await connect('other');
    const without = { ffmpegPath: '/nowhere', ffprobePath: '/nowhere' };
    const parts = { artifacts: elsewhere, database: fresh.database, projects: createProjects(fresh.database) };
    const { files } = await openDelivery(
      { ...parts, share: elsewhere.share },
      { tools: without, publicUrl: null },
      log,
    );
    expect(await files.fit(film, 310_000, never)).toEqual(copy);
    expect((await stat(await elsewhere.open(copy?.key ?? ''))).size).toBe(copy?.bytes);
  });
});
