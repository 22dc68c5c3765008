/** The thread around carving: one request in, one cutout out. */
import { parentPort, workerData } from 'node:worker_threads';
import { carve } from './carve.ts';
import type { CarveRequest } from './cut-product.ts';

// Only `cutProduct` starts this thread, and with nothing else.
const { photo, outline, folder } = workerData as CarveRequest;
parentPort?.postMessage(await carve(photo, outline, folder));
