/** The web server with the API as a program of its own, so that its processor time is nobody else's; it also counts what it asks the database. */
import { join } from 'node:path';
import { Client } from 'pg';
import { openWeb } from '../src/compose/web.ts';
import { openSystem } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';

const { ACCOUNTS_URL: supabaseUrl = '', ...environment } = process.env;
const accounts = { supabaseUrl, publishableKey: null, jwtSecret: null };
const config = { ...readConfig(environment, process.cwd()), accounts };
let queries = 0;
// What the pool hands out are these, too.
Client.prototype.query = new Proxy(Client.prototype.query, {
  apply: (query, client, given) => {
    queries += 1;
    return Reflect.apply(query, client, given);
  },
});

const log = createLog(config.logLevel);
const system = await openSystem(config, log, { works: false });
const web = await openWeb(system, config, join(import.meta.dirname, 'no-page'), log);
process.on('message', () => {
  const { user, system: kernel } = process.cpuUsage();
  process.send?.({ cpuSeconds: (user + kernel) / 1e6, queries });
});
process.send?.({ port: web.port });
