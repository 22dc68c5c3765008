/** The built page in a real browser, in front of the real server, with films to show. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { type ChatServer, startChatServer } from '../http/chat-server.ts';
import { type Fresh, freshDatabase } from '../storage/fresh-database.ts';
import { createScriptedCore, filmKey, type ScriptedCore, SLUGS, STORYBOARD } from './scripted-core.ts';

const root = join(import.meta.dirname, '..', '..');

export type Stage = {
  readonly server: () => ChatServer;
  readonly core: ScriptedCore;
  /** The chat in a browser of its own: no cookies, nothing remembered. */
  readonly visit: (options?: BrowserContextOptions) => Promise<Visit>;
  /** The server goes away; `restart` brings it back at the same address. */
  readonly stopServer: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Visit = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page said in its console and asked for elsewhere; empty when all is well. */
  readonly complaints: readonly string[];
};

export async function openStage(): Promise<Stage> {
  execFileSync(process.execPath, [join(root, 'scripts/build-page.mjs')], { stdio: 'pipe' });
  const fresh = await freshDatabase();
  const core = createScriptedCore();
  let server = await openServer(fresh, core);
  await showables(server);
  const browser = await openBrowser();
  return {
    server: () => server,
    core,
    visit: async (options = {}) => {
      const visited = await visit(browser, server.address, options, '/chat');
      // The chat is loaded after the page.
      await visited.page.getByRole('textbox', { name: 'Message' }).waitFor();
      return visited;
    },
    stopServer: () => server.stop(),
    restart: async () => {
      server = await openServer(fresh, core, Number(new URL(server.address).port));
    },
    close: async () => {
      await browser.close();
      await server.stop();
      await fresh.remove();
    },
  };
}

function openServer(fresh: Fresh, core: ScriptedCore, port = 0): Promise<ChatServer> {
  return startChatServer(fresh, { pageFolder: join(root, 'web/dist'), onEvent: core.onEvent, port });
}

/** `path`: the page that is opened first. */
export async function visit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  path = '/',
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const isOurs = request.url().startsWith(address) || request.url().startsWith('blob:');
    if (!isOurs) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(`${address}${path}`);
  return { page, context, complaints };
}

/** Small films and a storyboard, for both versions of the scripted ad. */
async function showables(server: ChatServer): Promise<void> {
  await server.artifact(STORYBOARD, await drawing(1600, 1006, '#0f766e'));
  const sizes = { '9:16': '90x160', '1:1': '120x120', '16:9': '160x90' } as const;
  for (const aspect of ['9:16', '1:1', '16:9'] as const) {
    const film = makeFilm(sizes[aspect]);
    for (const version of [1, 2]) await server.artifact(filmKey(version, SLUGS[aspect]), film);
  }
}

export function drawing(width: number, height: number, background: string): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Three seconds, as in `90x160`. */
export function makeFilm(size: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'adgen-film-'));
  const file = join(folder, 'film.mp4');
  const source = ['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=15:duration=3`];
  const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
  try {
    execFileSync('ffmpeg', ['-v', 'error', ...source, ...encoding, file]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    // As root there is no sandbox to be had, and the only page shown is ours.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** As scripts/set-up/chromium.mjs finds it. */
function findChromium(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const found =
    process.env.CHROMIUM_PATH ??
    names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (found) return found;
  throw new Error('These tests need Chromium. Run them with npm test, which installs it, or set CHROMIUM_PATH.');
}
