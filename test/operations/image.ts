/** The Dockerfile as a list of instructions, and its last stage laid out in a folder, as an engine would have it. */
import { execFileSync } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, matchesGlob } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

export type Instruction = { readonly word: string; readonly rest: string; readonly stage: string };

/** Comments left out, continued lines joined; `stage` is the name of the stage, or its base where it has none. */
export function instructions(): readonly Instruction[] {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  let stage = '';
  return lines.map((line) => {
    const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (word === 'FROM') stage = rest.split(/\s+AS\s+/)[1] ?? 'last';
    return { word, rest: rest.replace(/\s+/g, ' '), stage };
  });
}

export type Copied = { readonly from: string | null; readonly sources: readonly string[]; readonly target: string };

export function copies(stage: string): readonly Copied[] {
  const own = instructions().filter((one) => one.word === 'COPY' && one.stage === stage);
  return own.map(({ rest }) => {
    const words = rest.split(' ');
    const from = words[0]?.startsWith('--from=') ? (words.shift()?.slice('--from='.length) ?? null) : null;
    const target = words.pop() ?? '';
    return { from, sources: words, target };
  });
}

/** The list that an `ENTRYPOINT`, `CMD` or `HEALTHCHECK … CMD` holds. */
export function listOf(word: string): readonly string[] {
  const { rest = '' } = instructions().findLast((one) => one.word === word) ?? {};
  return z.array(z.string()).parse(JSON.parse(rest.slice(rest.indexOf('['))));
}

/** Whether a file of the project would reach the engine at all: the last line of .dockerignore that speaks of it decides. */
export function isSent(path: string): boolean {
  const rules = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const parts = path.split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  // Unlike a shell, an engine takes a star for hidden files, too.
  const says = (rule: string, one: string) => rule === '*' || matchesGlob(one, rule.replace(/^!/, ''));
  const speaking = rules.findLast((rule) => paths.some((one) => says(rule, one)));
  return speaking?.startsWith('!') ?? true;
}

/** `/app` of the last stage. The packages are what `npm ci --omit=dev` leaves, as the lock file says it: no network is needed. */
export function layOut(): { readonly app: string; readonly remove: () => void } {
  const app = mkdtempSync(join(tmpdir(), 'adgen-image-'));
  for (const { from, sources, target } of copies('last')) {
    const place = (name: string) => (target.endsWith('/') ? join(app, target, name) : join(app, target));
    if (from === 'packages') layOutPackages(app);
    else
      for (const source of sources) {
        const path = source.replace(/^\/app\//, '');
        cpSync(join(root, path), place(path), { recursive: true });
      }
  }
  return { app, remove: () => rmSync(app, { recursive: true, force: true }) };
}

const Lock = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() })),
});

function layOutPackages(app: string): void {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  for (const [path, { dev = false, devOptional = false }] of Object.entries(packages)) {
    if (path !== '' && !dev && !devOptional) linkPackage(join(root, path), join(app, path));
  }
}

/** Of other systems' packages there is nothing to link. What lies inside of another one has its own line in the lock file. */
function linkPackage(from: string, to: string): void {
  const entries = entriesOf(from);
  if (entries.length > 0) mkdirSync(to, { recursive: true });
  for (const entry of entries) {
    if (entry.name === 'node_modules') continue;
    if (entry.isDirectory()) linkPackage(join(from, entry.name), join(to, entry.name));
    else linkOrCopy(join(from, entry.name), join(to, entry.name));
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A second name is enough, on the disk where the first one is. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
}

/** Builds the page where it is not: the stage before the last does it with the same program. */
export function buildPage(): void {
  execFileSync(process.execPath, [join(root, 'scripts/build-page.mjs')], { stdio: 'inherit' });
}
