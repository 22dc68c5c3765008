/** The programs of PostgreSQL and Redis, from which the tests start servers of their own: found, or installed without asking. */

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installWithApt } from './apt.mjs';
import { findProgram, isExecutable } from './find-program.mjs';
import { SetUpError } from './set-up-error.mjs';

/** Debian's redis-tools has the whole of Redis under the last name; the tests call it by the first. */
const redisNames = ['redis-server', 'valkey-server', 'redis-check-rdb'];
const postgresNames = ['initdb', 'postgres'];
/** Where Debian and Homebrew keep every version of PostgreSQL, beside PATH; `bin` follows. */
const versionFolders = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];

/** True when both are there, whatever their version. `versions` is where to look beside PATH. */
export function serversAreThere(context, versions = versionFolders) {
  return missingServers(context, versions).length === 0;
}

/**
 * Throws one sentence when they cannot be installed here without asking. Nothing is left running: redis-tools brings no
 * service, and PostgreSQL's own cluster is made with a start that waits for a person.
 */
export async function installServers(context, versions = versionFolders) {
  const packages = missingServers(context, versions).map(
    (name) => ({ PostgreSQL: 'postgresql', Redis: 'redis-tools' })[name],
  );
  await installWithApt(packages, context, { PGSYSCONFDIR: clusterSettings(context) });
  const missing = missingServers(context, versions);
  if (missing.length > 0) throw new SetUpError(byHand(missing, context.platform));
}

function missingServers(context, versions) {
  const hasPostgres = postgresFolders(context, versions).some((folder) =>
    postgresNames.every((name) => findProgram(name, { ...context, env: { PATH: folder } })),
  );
  const hasRedis = redisNames.some((name) => findProgram(name, context));
  return [...(hasPostgres ? [] : ['PostgreSQL']), ...(hasRedis ? [] : ['Redis'])];
}

function postgresFolders({ env, platform }, versions) {
  const initdb = findProgram('initdb', { env, platform });
  const kept = versions.flatMap((folder) => namesIn(folder).map((version) => join(folder, version, 'bin')));
  return [
    ...(initdb ? [dirname(initdb)] : []),
    ...kept.filter((folder) => isExecutable(join(folder, 'initdb'), platform)),
  ];
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Debian's package makes a cluster and, where systemd runs, starts it on port 5432, now and at every boot. Its
 * pg_createcluster reads its settings from here instead of /etc/postgresql-common (postgresql-common 248), which stays as it is.
 */
function clusterSettings({ root }) {
  const folder = join(root, '.runtime', 'postgresql-common');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'createcluster.conf'), "start_conf = 'manual'\n");
  return folder;
}

function byHand(missing, platform) {
  const command = {
    darwin: 'brew install postgresql redis',
    linux:
      'sudo apt-get install postgresql redis-server (Debian, Ubuntu), sudo dnf install postgresql-server valkey (Fedora) or sudo apk add postgresql redis (Alpine)',
  }[platform];
  const how = command ? `Install them with: ${command}` : 'Install PostgreSQL 14 and Redis 6.2 or newer';
  return `The tests start servers of their own, and ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not on this machine. ${how}, and run this again.`;
}
