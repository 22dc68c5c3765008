/** The whole program with sketches for pictures, logging everything; says its address, and ends when it is told to. */
import { join } from 'node:path';
import { openWeb } from '../../src/compose/web.ts';
import { openSystem } from '../../src/compose.ts';
import { createLog, secretsOf } from '../../src/log.ts';
import { createSketches } from '../hosted/sketches.ts';
import { configOf, HOSTED_TIMING } from '../hosted/stage.ts';

const variables = Object.entries(process.env).map(([name, value]) => [name, value ?? '']);
const config = configOf(Object.fromEntries(variables));
const log = createLog('info', secretsOf(config));
const options = { ports: { scale: 0.05, renderer: createSketches() }, timing: HOSTED_TIMING };
const system = await openSystem(config, log, options);
const web = await openWeb(system, config, join(import.meta.dirname, '../../web/dist'), log);
console.log(web.address);
process.once('SIGTERM', async () => {
  await web.close();
  await system.close();
});
