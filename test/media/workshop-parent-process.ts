/** A program to be killed while a helper works for it. */
import { createWorkshop } from '../../src/media/workshop/workshop.ts';
import type { CRAFTS } from './workshop-process.ts';

const [pidFile = ''] = process.argv.slice(2);
const program = new URL('./workshop-process.ts', import.meta.url);
const workshop = createWorkshop<typeof CRAFTS>({ program, size: 1, environment: 'inherited' });
await workshop.make('wait', { pidFile }, new AbortController().signal);
