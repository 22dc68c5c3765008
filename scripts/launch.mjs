/**
 * Every npm script goes through here: makes the machine ready (Node, npm packages, ffmpeg), then runs the target.
 * Plain JavaScript, Node 20 and up, nothing but Node's own modules: it runs before anything is installed. It says one
 * line for each thing it does, on stderr, because stdout belongs to the target.
 */

import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, installChromium } from './set-up/chromium.mjs';
import { exclusively } from './set-up/exclusively.mjs';
import { checkFfmpeg, ffmpegIsThere, installFfmpeg } from './set-up/ffmpeg.mjs';
import { fetchNode, findNode } from './set-up/node.mjs';
import { installPackages, packagesAreReady } from './set-up/packages.mjs';
import { installServers, serversAreThere } from './set-up/servers.mjs';
import { SetUpError } from './set-up/set-up-error.mjs';
import { targets } from './targets.mjs';

process.exitCode = await launch(process.argv.slice(2));

/** Resolves to the exit code: the target's own, or 2 when the machine could not be made ready. */
async function launch([name, ...args]) {
  const target = Object.hasOwn(targets, name ?? '') ? targets[name] : undefined;
  if (!target) return complain(`Name what to launch: ${Object.keys(targets).join(', ')}.`);
  const stop = stopOnSignals();
  try {
    const place = await setUp(target, args, stop.signal);
    stop.release();
    return await target.run(place, args);
  } catch (error) {
    if (stop.signal.aborted) return stop.exitCode();
    if (error instanceof SetUpError) return complain(error.message);
    if (error.syscall)
      return complain(`adgen could not be started. Check the disk and its permissions: ${error.message}`);
    throw error;
  }
}

/** Where and with what the target runs. Takes the lock, and writes at all, only when something has to be installed. */
async function setUp(target, args, signal) {
  const context = {
    ...surroundings(),
    needsDev: target.needsDev,
    needsFfmpeg: target.needsFfmpeg(args),
    needsChromium: target.needsChromium ?? false,
    needsServers: target.needsServers ?? false,
    signal,
    note,
  };
  if (!isComplete(context)) {
    const onWait = () => note('Another launch is making this folder ready; waiting for it…');
    const lock = join(context.root, '.runtime', 'set-up.lock');
    await exclusively(lock, { signal, onWait }, () => complete(context));
  }
  if (context.needsFfmpeg) await checkFfmpeg(context);
  return place(context, findNode(context));
}

function isComplete(context) {
  if (!findNode(context) || !packagesAreReady(context)) return false;
  if (context.needsChromium && !findChromium(context)) return false;
  if (context.needsServers && !serversAreThere(context)) return false;
  return !context.needsFfmpeg || ffmpegIsThere(context);
}

/** Looks again at each thing: another launch may have installed it while we waited. */
async function complete(context) {
  const node = findNode(context) ?? (await fetchNode(context));
  if (!packagesAreReady(context)) await installPackages({ ...context, ...place(context, node) });
  if (context.needsFfmpeg && !ffmpegIsThere(context)) await installFfmpeg(context);
  if (context.needsChromium && !findChromium(context)) await installChromium(context);
  if (context.needsServers && !serversAreThere(context)) await installServers(context);
}

function surroundings() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  return { root, env: process.env, platform: process.platform, userId: process.getuid?.() };
}

/** `calledFrom` is where the person typed the command: npm runs scripts in the package's folder and keeps that one here. */
function place({ root, env }, node) {
  return { root, node, env: withFirstOnPath(node, env), cwd: root, calledFrom: env.INIT_CWD ?? process.cwd() };
}

/** Programs that the target starts find the fetched Node first; otherwise the order of PATH is the person's business. */
function withFirstOnPath(node, env) {
  if (node === process.execPath) return env;
  return { ...env, PATH: [dirname(node), env.PATH ?? env.Path].filter(Boolean).join(delimiter) };
}

/** A stop during the set-up ends npm or apt-get and releases the lock before we leave. */
function stopOnSignals() {
  const controller = new AbortController();
  const codes = { SIGINT: 130, SIGTERM: 143 };
  const stop = (signal) => controller.abort(signal);
  for (const signal of Object.keys(codes)) process.once(signal, stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of Object.keys(codes)) process.off(signal, stop);
    },
    exitCode: () => codes[controller.signal.reason],
  };
}

function note(line) {
  console.error(line);
}

function complain(sentence) {
  console.error(sentence);
  return 2;
}
