/** A real Redis for tests, from the program of the machine; a server that already runs here is left alone. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { folderOf, freePort, plainOwner, type ServerProcess, serverFolder, startServer } from './server-process.ts';

export type RedisServer = ServerProcess & { readonly url: string; readonly port: number };

/** Ready in a tenth of a second. `restart` is kill -9; what was acknowledged is there afterwards. `settings` as on its command line. */
export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const owner = plainOwner();
  const command = program();
  const port = await freePort();
  const folder = await serverFolder('redis', owner);
  const words = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder, '--save', '', ...KEEP, ...settings];
  const server = await startServer({
    folder,
    owner,
    command,
    words,
    name: 'redis-server',
    signal: 'SIGKILL',
    ready: () => ping(port),
  });
  return { ...server, url: `redis://127.0.0.1:${port}`, port };
}

/** Whatever it is called: Debian's redis-tools brings the whole server, without its service, under the last name. */
function program(): string {
  for (const name of ['redis-server', 'valkey-server', 'redis-check-rdb']) {
    const folder = folderOf([name], ['/opt/homebrew/bin', '/usr/local/bin']);
    if (folder !== null) return join(folder, name);
  }
  throw new Error('These tests need Redis. Install it with: sudo apt-get install redis-server');
}

/** Every write is in the kernel's hands before it is answered; BullMQ asks for noeviction. */
const KEEP = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];

/** While it reads its data back it answers -LOADING. */
async function ping(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.setTimeout(1000, () => socket.destroy(new Error('no answer')));
    socket.write('PING\r\n');
    const [answer] = await once(socket, 'data');
    if (!String(answer).startsWith('+PONG')) throw new Error(String(answer));
  } finally {
    socket.destroy();
  }
}
