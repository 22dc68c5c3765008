/** What the launcher says and does about ffmpeg, with made-up programs on PATH. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Checkout, createCheckout, ffmpegWith } from './checkout.ts';

let checkout: Checkout;
beforeEach(async () => {
  checkout = createCheckout();
  await checkout.launch(['adgen', 'manifests']); // the npm packages are another test's business
});
afterEach(() => checkout.remove('.'));

test('an ffmpeg without libx264 is refused with a sentence that names what is missing', async () => {
  checkout.program('bin/ffmpeg', ...ffmpegWith({ encoders: ['aac', 'libx265'] }));
  const { code, stdout, stderr } = await checkout.launch(['demo']);
  const ffmpeg = join(checkout.folder, 'bin/ffmpeg');
  const how = 'Install a full build of ffmpeg 4.3 or newer, or set FFMPEG_PATH to one.';
  expect(stderr).toBe(`${ffmpeg} lacks the encoder libx264. ${how}\n`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('every missing filter is named', async () => {
  checkout.program('bin/ffmpeg', ...ffmpegWith({ filters: ['overlay', 'xfade_opencl'] }));
  expect((await checkout.launch(['demo'])).stderr).toContain('lacks the filter xfade and the filter loudnorm.');
});

test('an ffmpeg that cannot start is refused with its own words', async () => {
  checkout.program('bin/ffmpeg', 'echo "libx264.so.164: cannot open shared object file" >&2', 'exit 127');
  const { code, stderr } = await checkout.launch(['demo']);
  expect(stderr).toContain('does not start. Install ffmpeg again. It said:\n  libx264.so.164: cannot open');
  expect(code).toBe(2);
});

test('FFMPEG_PATH wins over PATH', async () => {
  checkout.program('bin/ffmpeg', 'exit 1');
  checkout.program('own/ffmpeg', ...ffmpegWith({}));
  const { code } = await checkout.launch(['demo'], { FFMPEG_PATH: join(checkout.folder, 'own/ffmpeg') });
  expect(code).toBe(0);
});

test('a FFMPEG_PATH that is not a program is an error, not a reason to use another ffmpeg', async () => {
  const { code, stderr } = await checkout.launch(['demo'], { FFMPEG_PATH: '/nowhere/ffmpeg' });
  const how = 'Set it to the full path of ffmpeg, or unset it.';
  expect(stderr).toBe(`FFMPEG_PATH is set to /nowhere/ffmpeg, which is not a program. ${how}\n`);
  expect(code).toBe(2);
});

test('without ffmpeg and without apt-get, the sentence says what to type', async () => {
  checkout.remove('bin/ffmpeg');
  const { code, stderr } = await checkout.launch(['demo']);
  expect(stderr).toMatch(/^adgen needs ffmpeg and ffprobe, and they are not on PATH\. Install it .*FFPROBE_PATH\.\n$/);
  expect(code).toBe(2);
});

test('a missing ffprobe counts as a missing ffmpeg', async () => {
  checkout.remove('bin/ffprobe');
  expect((await checkout.launch(['demo'])).stderr).toContain('adgen needs ffmpeg and ffprobe');
});

test('with apt-get, ffmpeg is installed, once', async () => {
  checkout.remove('bin/ffmpeg');
  const bin = join(checkout.folder, 'bin');
  checkout.write('parts/ffmpeg', ['#!/bin/sh', ...ffmpegWith({})].join('\n'));
  // `sudo` is for those who run the tests without being root.
  checkout.program('bin/sudo', 'shift', 'case "$1" in *=*) shift ;; esac', '[ "$1" = true ] || exec "$@"');
  checkout.program(
    'bin/apt-get',
    `echo "$@" >> ${bin}/apt-get.log`,
    `if [ "$1" = install ]; then /bin/cp ${checkout.folder}/parts/ffmpeg ${bin}/ffmpeg && /bin/chmod +x ${bin}/ffmpeg; fi`,
  );
  const first = await checkout.launch(['demo']);
  expect(first).toMatchObject({ code: 0, stderr: 'Installing ffmpeg with apt-get (once)…\n' });
  expect(checkout.read('bin/apt-get.log')).toBe('update -qq\ninstall -y -qq --no-install-recommends ffmpeg\n');
  expect(await checkout.launch(['demo'])).toMatchObject({ code: 0, stderr: '' });
});

test('an apt-get that fails is quoted', async () => {
  checkout.remove('bin/ffmpeg');
  checkout.program('bin/sudo', 'shift', 'case "$1" in *=*) shift ;; esac', '[ "$1" = true ] || exec "$@"');
  checkout.program('bin/apt-get', 'echo "E: Unable to locate package ffmpeg" >&2', 'exit 100');
  const { code, stderr } = await checkout.launch(['demo']);
  expect(stderr).toContain(
    'apt-get could not install ffmpeg. Install it by hand and run this again. apt-get said:\n  E: Unable',
  );
  expect(code).toBe(2);
});

test('is asked again after it was replaced', async () => {
  await checkout.launch(['demo']);
  checkout.program('bin/ffmpeg', ...ffmpegWith({ encoders: ['none'] }));
  expect((await checkout.launch(['demo'])).stderr).toContain('lacks the encoder libx264');
});

test('a checkout that cannot be written is no obstacle once everything is installed', async () => {
  checkout.remove('.runtime');
  checkout.write('.runtime', 'a file where the folder should be');
  expect(await checkout.launch(['demo'])).toMatchObject({ code: 0, stderr: '' });
});

test('commands that draw nothing do not need it', async () => {
  checkout.remove('bin/ffmpeg');
  expect((await checkout.launch(['adgen', 'doctor'])).code).toBe(0);
});
