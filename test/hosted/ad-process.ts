/** A program to be killed, or to be watched: makes an ad as the environment says, from wherever it stands. */
import { AdgenError } from '../../src/ad/errors.ts';
import { bottleOrder, makeWhole } from '../fixtures/system.ts';
import { createSketches } from './sketches.ts';
import { configOf, openHosted } from './stage.ts';

const { DRAW = 'sketches', SECONDS = '6', ...variables } = process.env;
const config = configOf(Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? ''])));
const system = await openHosted(config, DRAW === 'sketches' ? { renderer: createSketches() } : {});
console.log('ready');
await system.studio.resume();
const made = await makeWhole(system, await bottleOrder(config.home, { durationSeconds: Number(SECONDS) }));
if (made.status !== 'COMPLETED') throw new AdgenError('step-failed', made.errorMessage ?? made.status);
await system.close();
console.log('done', JSON.stringify({ id: made.id, degraded: made.ad.receipt?.degraded }));
