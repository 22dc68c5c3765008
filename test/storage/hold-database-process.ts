/** Opens the database in the folder given and keeps it until it is ended; says how that went in one line. */
import { openPglite } from '../../src/storage/pglite.ts';

const [folder = ''] = process.argv.slice(2);
try {
  await openPglite(folder);
  console.log('open');
  // A timer keeps the process, and with it the lock, alive.
  setInterval(() => undefined, 1000);
} catch (error) {
  console.log(error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error));
}
