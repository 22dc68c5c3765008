/** Writes more than it may, as an artefact or into the database, and says in one line what came of it. */
import { openDiskArtifacts } from '../../src/storage/disk-artifacts.ts';
import { openPglite } from '../../src/storage/pglite.ts';

const [what, folder = ''] = process.argv.slice(2);
try {
  if (what === 'artefact') {
    const artifacts = await openDiskArtifacts(folder);
    await artifacts.putBytes('projects/p1/small', new Uint8Array(1000));
    await artifacts.putBytes('projects/p1/large', new Uint8Array(2_000_000));
  } else {
    const database = await openPglite(folder);
    await database.script('create table large (text text); alter table large alter text set storage external');
    for (let row = 0; row < 40; row++) await database.query("insert into large select repeat('x', 1000000)");
  }
  console.log('no error');
} catch (error) {
  console.log(error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error));
}
// What a database left with a broken disk still holds open must not keep this process.
process.exit();
