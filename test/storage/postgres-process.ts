/** Uses the Postgres given, as another process would: `migrate URL [FOLDER]` or `hear URL CHANNEL`; says how it goes, line by line. */
import { migrate } from '../../src/storage/migrate.ts';
import { openPostgres } from '../../src/storage/postgres.ts';

const [task = '', url = '', more] = process.argv.slice(2);
const database = await openPostgres(url);
if (task === 'migrate') {
  try {
    console.log(JSON.stringify(await migrate(database, more)));
  } catch (error) {
    console.log(error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error));
  }
  await database.close();
} else {
  await database.listen(more ?? '', (payload) => console.log(payload));
  console.log('hears');
  setInterval(() => undefined, 1000);
}
