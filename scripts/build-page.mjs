/**
 * Builds the page in web/ into web/dist when its source, or a package it is made of, has changed. Run it as a program before
 * the page is served; it says one line on stderr when it builds, and nothing when there is nothing to do (30 ms).
 */

import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusively } from './set-up/exclusively.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const web = join(root, 'web');
const dist = join(web, 'dist');
/** Inside dist, so that it is there exactly when what it speaks of is. The server never sends it. */
const stamp = 'built-from.txt';

await main();

async function main() {
  const wanted = sourceHash();
  if (isBuiltFrom(wanted)) return;
  const signal = new AbortController().signal;
  const lock = join(root, '.runtime', 'page.lock');
  await exclusively(lock, { signal, onWait: () => undefined }, async () => {
    if (isBuiltFrom(wanted)) return; // somebody else has built it meanwhile
    console.error('Building the page…');
    await build(wanted);
  });
}

/** Everything the page is made of: its source, the types it shares, this script, and the versions of all packages. */
function sourceHash() {
  const sources = readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(dist));
  const hash = createHash('sha256');
  for (const path of [...sources.sort(), join(root, 'package-lock.json'), fileURLToPath(import.meta.url)]) {
    hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function isBuiltFrom(hash) {
  try {
    return readFileSync(join(dist, stamp), 'utf8') === hash;
  } catch {
    return false;
  }
}

/** Into a folder beside it and then into place, so that a server never finds half a page. */
async function build(hash) {
  // Tests set it to `test`, and React would then be its slow, large double.
  process.env.NODE_ENV = 'production';
  const [vite, { default: react }, { default: tailwind }] = await Promise.all([
    import('vite'),
    import('@vitejs/plugin-react'),
    import('@tailwindcss/vite'),
  ]);
  mkdirSync(join(root, '.runtime'), { recursive: true });
  const draft = mkdtempSync(join(root, '.runtime', 'page-'));
  try {
    await vite.build({
      configFile: false,
      root: web,
      base: '/',
      logLevel: 'warn',
      plugins: [react(), tailwind()],
      build: {
        outDir: draft,
        emptyOutDir: true,
        target: 'es2022',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
      },
    });
    writeFileSync(join(draft, stamp), hash);
    chmodSync(draft, 0o755); // a draft is private, the page is not
    rmSync(dist, { recursive: true, force: true });
    renameSync(draft, dist);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
