/** Writes one row after the other into the folder given, and prints the number of each that was acknowledged. */
import { openPglite } from '../../src/storage/pglite.ts';

const [folder = ''] = process.argv.slice(2);
const database = await openPglite(folder);
await database.script('create table written (n int)');
for (let n = 1; ; n++) {
  await database.query('insert into written values ($1)', [n]);
  console.log(n);
}
