/** The studio in a real browser before the whole real system, with ads that are there at once. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ASPECTS, aspectSlug } from '../../src/ad/aspect.ts';
import { Brief } from '../../src/ad/brief.ts';
import { openWeb } from '../../src/compose/web.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { storyboardKey } from '../../src/pipeline/keys.ts';
import { createQuickDesk } from '../fixtures/quick-desk.ts';
import { openSmall, smallHome } from '../fixtures/system.ts';
import type { SupabaseAuth } from '../stand-ins/supabase-auth-server.ts';
import { drawing, makeFilm, openBrowser, type Visit, visit } from './stage.ts';

const root = join(import.meta.dirname, '..', '..');
export const PAGE_FOLDER = join(root, 'web', 'dist');
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

export type StudioStage = Awaited<ReturnType<typeof openStudioStage>>;

/** `auth`: where people have accounts; left out: nobody signs in. */
export async function openStudioStage(auth?: SupabaseAuth) {
  execFileSync(process.execPath, [join(root, 'scripts/build-page.mjs')], { stdio: 'pipe' });
  const home = await smallHome();
  const system = await openSmall(home);
  const accounts = auth ? { supabaseUrl: auth.url, jwtSecret: null, publishableKey: auth.key } : null;
  const config = { ...readConfig({ ADGEN_HOME: home, PORT: '0' }, home), accounts };
  const web = await openWeb(system, config, PAGE_FOLDER, createLog('silent'));
  auth?.allow(web.address);
  const browser: Browser = await openBrowser();
  const desk = createQuickDesk(system.projects);
  const film = makeFilm('90x160');
  const order = async (userId: string, brandName: string) => {
    const brief = Brief.parse({ text: 'Sparkling', brandName, brandColor: 'teal', durationSeconds: 6 });
    const id = await desk.order({ userId, brief, photo: { photoKey: 'k' } }, AbortSignal.timeout(9000));
    await system.artifacts.putBytes(storyboardKey(id, 1), await drawing(1272, 1046, '#cfe7e2'));
    return id;
  };
  const approved = async (userId: string, brandName: string) => {
    const id = await order(userId, brandName);
    await desk.approve(id, await desk.offer(id));
    return id;
  };
  const complete = async (id: string) => {
    const outputs = Object.fromEntries(
      ASPECTS.map((aspect) => [aspect, `projects/${id}/outputs/v1/final_${aspectSlug(aspect)}.mp4`]),
    );
    for (const key of Object.values(outputs)) await system.artifacts.putBytes(key, film);
    await desk.complete(id, { outputs });
  };
  return {
    address: web.address,
    ...{ system, desk, order, approved, complete },
    visit: (path: string, options: BrowserContextOptions = {}): Promise<Visit> =>
      visit(browser, web.address, options, path),
    close: async () => {
      await browser.close();
      await web.close();
      await system.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What axe finds; empty when all is well. What fades in is faint on its way, so that is over first. */
export async function axeFaults(page: Page): Promise<unknown> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))');
}

/** Pixels by which the page is wider than the screen. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** How much of the page has moved by itself since it was loaded: 0 nothing; people notice from 0.1 on (web.dev/cls). */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const shifts: number[] = [];
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (!Reflect.get(entry, 'hadRecentInput')) shifts.push(Number(Reflect.get(entry, 'value')));
    });
    watch.observe({ type: 'layout-shift', buffered: true });
    // What has happened is told at the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    watch.disconnect();
    return shifts.reduce((sum, shift) => sum + shift, 0);
  });
}
