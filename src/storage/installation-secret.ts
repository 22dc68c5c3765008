/** A secret that every process of this installation has, and has again after a restart: made once, kept in the database. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Database } from './database.ts';

/** 64 hex digits; the function is in `migrations/0024_installation_secrets.sql`. */
export async function openInstallationSecret(database: Pick<Database, 'call'>, name: string): Promise<string> {
  const given = { p_name: name, p_fresh: randomBytes(32).toString('hex') };
  return Secret.parse((await database.call('installation_secret', given))[0]);
}

const Secret = z.string().min(32);
