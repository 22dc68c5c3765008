/** One of several programs that share everything but their memory: the bots with their server, or a worker. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openWeb } from '../../src/compose/web.ts';
import { openSystem } from '../../src/compose.ts';
import { createLog } from '../../src/log.ts';
import { createSketches } from '../hosted/sketches.ts';
import { configOf, HOSTED_TIMING } from '../hosted/stage.ts';
import { simulated } from './simulated.ts';

const { ROLE = 'worker', SIMULATED, ...variables } = process.env;
const config = configOf(Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? ''])));
const log = createLog(config.logLevel);
const makers = SIMULATED ? simulated() : { renderer: createSketches() };
const options = {
  ports: { scale: 0.05, ...makers },
  timing: HOSTED_TIMING,
  locks: { lockMs: 6_000, lostEveryMs: 3_000 },
};
const system = await openSystem(config, log, { ...options, works: ROLE === 'worker' });
const page = join(import.meta.dirname, '../../web/dist');
if (!existsSync(page)) throw new Error('The page is not built: node scripts/build-page.mjs');
const web = ROLE === 'bots' ? await openWeb(system, config, page, log) : null;
console.log(`ready ${web?.address ?? ''}`);
process.once('SIGTERM', async () => {
  await web?.close();
  await system.close();
});
