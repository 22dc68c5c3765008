/** A program to be killed: makes the same ad with paid clips and music, from wherever it stands. */
import { bottleOrder, makeWhole } from '../fixtures/system.ts';
import { openPaid } from './paid-system.ts';

const [home = '', url = ''] = process.argv.slice(2);
const system = await openPaid(home, url);
console.log('ready');
await makeWhole(system, await bottleOrder(home));
await system.close();
console.log('done');
