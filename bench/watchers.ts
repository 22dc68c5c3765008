/** Five hundred people watch ads being made, each asking every two seconds over a connection that stays: what that costs the server. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Brief } from '../src/ad/brief.ts';
import { openPostgres } from '../src/storage/postgres.ts';
import { createProjects } from '../src/storage/projects.ts';
import { createQuickDesk } from '../test/fixtures/quick-desk.ts';
import { startTokenIssuer } from '../test/http/token-issuer.ts';
import { startPostgres } from '../test/stand-ins/postgres-server.ts';
import { startWatchedServer, type WatchedServer } from './watched-server.ts';
import { createWatcher, type Polled, pollTogether, type Watcher } from './watcher.ts';

const WATCHERS = 500;
const EVERY_MS = 2_000;
/** Ten seconds: as long as the server keeps what it shows while nothing changes. */
const RHYTHM = { times: 5, everyMs: EVERY_MS };
const SHORT = { times: 3, everyMs: EVERY_MS };

export type Watched = {
  /** Of one core, beyond what the idle server uses: everybody watches an ad of their own, and everybody the same one. */
  readonly watchedOwnShare: number;
  readonly watchedOneShare: number;
  /** Of one core. */
  readonly watchedIdleShare: number;
  /** Already ratios: a poll that is told 304 by one that is told everything. */
  readonly unchangedCpuPerFull: number;
  readonly unchangedBytesPerFull: number;
  /** For each poll. */
  readonly watchedOwnQueries: number;
  readonly watchedOneQueries: number;
};

export async function watched(): Promise<Watched> {
  const closers: (() => unknown)[] = [];
  try {
    const postgres = await startPostgres();
    closers.unshift(postgres.stop);
    const issuer = await startTokenIssuer();
    closers.unshift(issuer.stop);
    const server = await startWatchedServer({ DATABASE_URL: postgres.url, ACCOUNTS_URL: issuer.url });
    closers.unshift(server.stop);
    const people = Array.from({ length: WATCHERS }, () => randomUUID());
    const ads = await adsOf(postgres.url, people);
    const watch = async (person = '', ad = '') =>
      createWatcher(server.port, await issuer.tokenFor(person), `/api/projects/${ad}`);
    const own = await Promise.all(people.map((person, index) => watch(person, ads[index])));
    // As many windows of one account.
    const one = await Promise.all(people.map(() => watch(people[0], ads[0])));
    closers.unshift(() => [...own, ...one].map(({ leave }) => leave()));
    return await measured(server, own, one);
  } finally {
    for (const close of closers) await close();
  }
}

/** An ad of each that waits for a yes: what it would cost is part of what is shown. */
async function adsOf(url: string, people: readonly string[]): Promise<readonly string[]> {
  const database = await openPostgres(url);
  const desk = createQuickDesk(createProjects(database));
  const brief = Brief.parse({ text: 'Lemonade', brandName: 'Basilo', brandColor: 'teal', durationSeconds: 15 });
  const made = (userId: string) => {
    return desk.order({ userId, brief, photo: { photoKey: 'k' } }, new AbortController().signal);
  };
  try {
    return await Promise.all(people.map(made));
  } finally {
    await database.close();
  }
}

async function measured(server: WatchedServer, own: readonly Watcher[], one: readonly Watcher[]): Promise<Watched> {
  // Everybody connects, and what runs often is compiled.
  for (const all of [own, one]) await pollTogether(all, 200, { ...RHYTHM, times: 1 });
  const idle = await spent(server, async () => {
    await pause(SHORT.times * EVERY_MS);
    return { polls: 1, bytes: 0 };
  });
  const full = await spent(server, () => pollTogether(own, 200, RHYTHM));
  const unchanged = await spent(server, () => pollTogether(own, 304, RHYTHM));
  const shared = await spent(server, () => pollTogether(one, 304, SHORT));
  const beyondIdle = ({ cpuShare }: Spent) => Math.max(0, cpuShare - idle.cpuShare);
  return {
    watchedOwnShare: beyondIdle(unchanged),
    watchedOneShare: beyondIdle(shared),
    watchedIdleShare: idle.cpuShare,
    unchangedCpuPerFull: beyondIdle(unchanged) / beyondIdle(full),
    unchangedBytesPerFull: unchanged.bytesPerPoll / full.bytesPerPoll,
    watchedOwnQueries: unchanged.queriesPerPoll,
    watchedOneQueries: shared.queriesPerPoll,
  };
}

type Spent = { readonly cpuShare: number; readonly bytesPerPoll: number; readonly queriesPerPoll: number };

async function spent({ look }: WatchedServer, work: () => Promise<Polled>): Promise<Spent> {
  const before = await look();
  const startedMs = performance.now();
  const { polls, bytes } = await work();
  const seconds = (performance.now() - startedMs) / 1000;
  const after = await look();
  return {
    cpuShare: (after.cpuSeconds - before.cpuSeconds) / seconds,
    bytesPerPoll: bytes / polls,
    queriesPerPoll: (after.queries - before.queries) / polls,
  };
}
