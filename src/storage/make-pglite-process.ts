/**
 * A program: makes an empty database in the folder it is given. In a process of its own, because Postgres' initdb takes
 * 350 MB that PGlite never gives back, and seconds in which nothing else would run.
 */
import { PGlite } from '@electric-sql/pglite';
import { POSTGRES_SETTINGS } from './postgres-settings.ts';

const [folder = ''] = process.argv.slice(2);
const pglite = await PGlite.create(folder, { postgresqlconf: POSTGRES_SETTINGS });
await pglite.close();
