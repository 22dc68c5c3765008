/** A program to be killed: opens the system in the folder it is given, orders a long ad and approves it. */
import { bottleOrder, follow, openSmall } from '../fixtures/system.ts';

const home = process.argv[2] ?? '';
const system = await openSmall(home);
const id = await system.studio.order(await bottleOrder(home, { durationSeconds: 20 }), new AbortController().signal);
await follow(system, id, 'AWAITING_APPROVAL');
await system.studio.approve(id, await system.studio.offer(id));
process.send?.({ id });
await follow(system, id, 'COMPLETED');
