/** The launcher as a real program, in a made-up checkout. */
import { utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Checkout, createCheckout } from './checkout.ts';

let checkout: Checkout;
beforeEach(() => {
  checkout = createCheckout();
});
afterEach(() => checkout.remove('.'));

describe('a launch', () => {
  test('installs what is missing, says so on stderr, and leaves stdout, arguments and exit code to the program', async () => {
    const first = await checkout.launch(['adgen', 'fail', '--json', 'two words']);
    expect(first.stderr).toBe('Installing the npm packages (once, about 750 MB)…\n');
    expect(JSON.parse(first.stdout)).toMatchObject({ args: ['fail', '--json', 'two words'] });
    expect(first.code).toBe(3);
    expect(checkout.has('node_modules/cup/package.json')).toBe(true);
  });

  test('is silent and needs no npm when everything is ready', async () => {
    await checkout.launch(['demo']);
    const second = await checkout.launch(['demo'], { npm_execpath: '/nowhere/npm-cli.js' });
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(second.stdout)).toMatchObject({ args: ['demo'], cwd: checkout.folder });
  });

  test('of adgen runs where the person stands, so that file names mean what they say', async () => {
    const here = join(checkout.folder, 'src');
    const adgen = await checkout.launch(['adgen', 'make', '--photo', 'x.jpg'], { INIT_CWD: here });
    expect(JSON.parse(adgen.stdout)).toMatchObject({ cwd: here });
  });

  test('without a known name says which names there are', async () => {
    const { code, stderr } = await checkout.launch(['toString']);
    expect(stderr).toBe('Name what to launch: demo, start, worker, adgen, bench, stand-ins, test, check.\n');
    expect(code).toBe(2);
  });
});

describe('the npm packages', () => {
  test('are installed again after an install that was interrupted', async () => {
    await checkout.launch(['demo']);
    checkout.remove('node_modules/.package-lock.json');
    checkout.remove('node_modules/cup');
    expect((await checkout.launch(['demo'])).stderr).toContain('Installing the npm packages');
    expect(checkout.has('node_modules/cup/package.json')).toBe(true);
  });

  test('are installed again when the lock file lists something new', async () => {
    await checkout.launch(['demo']);
    checkout.packages(['cup', 'saucer']);
    expect((await checkout.launch(['demo'])).stderr).toContain('Installing the npm packages');
    expect(checkout.has('node_modules/saucer/package.json')).toBe(true);
  });

  // `npm ci` refused the project's own lock on a registry that does not carry the packages of every system.
  test('are installed from a lock that leaves an optional package out, and the lock stays as it is', async () => {
    const manifest = JSON.parse(checkout.read('package.json'));
    checkout.write('packages/lid/package.json', { name: 'lid', version: '1.0.0' });
    checkout.write('package.json', { ...manifest, optionalDependencies: { lid: 'file:packages/lid' } });
    const lock = checkout.read('package-lock.json');
    expect(await checkout.launch(['demo'])).toMatchObject({ code: 0 });
    expect(checkout.has('node_modules/cup/package.json')).toBe(true);
    expect(checkout.read('package-lock.json')).toBe(lock);
    expect(await checkout.launch(['demo'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('are installed once by two launches at the same time', async () => {
    const both = await Promise.all([checkout.launch(['demo']), checkout.launch(['demo'])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const said = both.map(({ stderr }) => stderr).join('');
    expect(said.match(/Installing the npm packages/g)).toHaveLength(1);
    expect(said).toContain('Another launch is making this folder ready; waiting for it…');
  });

  test('that cannot be fetched stop the launch with a sentence and the words of npm', async () => {
    const fetched = { 'node_modules/kettle': { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` } };
    const described = { name: 'made-up', version: '1.0.0', dependencies: { kettle: '1.0.0' } };
    checkout.write('package.json', { ...described, engines: { node: '>=22.18' } });
    checkout.write('package-lock.json', { ...described, lockfileVersion: 3, packages: { '': described, ...fetched } });
    const { code, stdout, stderr } = await checkout.launch(['demo']);
    expect(stderr).toContain(
      'npm could not install the packages. Check the network connection and the free disk space',
    );
    expect(stderr).toContain('npm error code ENOTCACHED');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(checkout.has('.runtime/set-up.lock')).toBe(false);
  });
});

describe('an old Node', () => {
  beforeEach(() => {
    checkout.packages(['cup'], '>=99.0');
    const described = { name: 'made-up-runtime', optionalDependencies: { 'node-here': 'file:../node-here' } };
    const entries = {
      '../node-here': { version: '1.0.0', optional: true },
      'node_modules/node-here': { resolved: '../node-here', link: true },
    };
    checkout.write('node-here/package.json', { name: 'node-here', version: '1.0.0' });
    checkout.write('scripts/set-up/runtime/package.json', described);
    const lock = { ...described, lockfileVersion: 3, packages: { '': described, ...entries } };
    checkout.write('scripts/set-up/runtime/package-lock.json', lock);
  });

  test('is replaced by one of our own, which runs npm and the program and comes first on PATH', async () => {
    checkout.program('node-here/bin/node', `export RUN_BY="$RUN_BY fetched"`, `exec '${process.execPath}' "$@"`);
    const first = await checkout.launch(['demo']);
    const fetching = `Node ${process.versions.node} is too old for adgen: fetching a newer one into .runtime/ (once, about 190 MB)…`;
    expect(first.stderr.split('\n')).toEqual([fetching, 'Installing the npm packages (once, about 750 MB)…', '']);
    const { by, path } = JSON.parse(first.stdout);
    expect(by).toBe(' fetched');
    expect(path[0]).toBe(join(checkout.folder, '.runtime/node_modules/node-here/bin'));
    expect(await checkout.launch(['demo'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('without a replacement that runs here stops the launch with a sentence', async () => {
    checkout.program('node-here/bin/node', 'exit 1');
    const { code, stderr } = await checkout.launch(['demo']);
    expect(stderr).toContain('adgen needs Node 99.0 or newer, and there is no ready-made one for this system.');
    expect(code).toBe(2);
  });

  test('is not mentioned when the one we run on is right: it stays first on PATH as it was', async () => {
    checkout.packages(['cup']);
    const { stdout } = await checkout.launch(['demo'], {
      PATH: [join(checkout.folder, 'bin'), '/elsewhere'].join(':'),
    });
    expect(JSON.parse(stdout).path).not.toContain(dirname(process.execPath));
  });
});

describe('a stop', () => {
  test('reaches the program, and its exit code comes back', async () => {
    const running = checkout.start(['adgen', 'wait']);
    await running.said('waiting');
    running.kill('SIGTERM');
    expect((await running.ended).code).toBe(7);
  });

  test('during the set-up ends npm and leaves no lock behind', async () => {
    checkout.write('slow/npm-cli.js', 'setInterval(() => undefined, 1000);');
    const running = checkout.start(['demo'], { npm_execpath: join(checkout.folder, 'slow/npm-cli.js') });
    await running.said('Installing the npm packages');
    running.kill('SIGTERM');
    expect((await running.ended).code).toBe(143);
    expect(checkout.has('.runtime/set-up.lock')).toBe(false);
  });

  test('by force leaves a lock that the next launch takes over when nobody has touched it for ten seconds', async () => {
    checkout.write('slow/npm-cli.js', 'setTimeout(() => undefined, 3000);');
    const running = checkout.start(['demo'], { npm_execpath: join(checkout.folder, 'slow/npm-cli.js') });
    await running.said('Installing the npm packages');
    running.kill('SIGKILL');
    const tenSecondsAgo = new Date(Date.now() - 10_001);
    utimesSync(join(checkout.folder, '.runtime/set-up.lock'), tenSecondsAgo, tenSecondsAgo);
    expect((await checkout.launch(['demo'])).code).toBe(0);
  });
});
