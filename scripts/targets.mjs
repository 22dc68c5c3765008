/** What can be launched, and what each needs first. */

import { join } from 'node:path';
import { check } from './check.mjs';
import { runProgram } from './run-program.mjs';
import { runTests } from './run-tests.mjs';

/** Commands of the program that draw nothing. */
const withoutFfmpeg = ['doctor', 'migrate', 'manifests', 'help', '--help', '-h', '--version'];

const always = () => true;
const never = () => false;
const unlessHelp = (args) => !args.includes('--help') && !args.includes('-h');

/** `run(place, args)` resolves to the exit code; `place` is `{ root, node, env, cwd }`. */
export const targets = {
  demo: { run: script('src/cli.ts', 'demo'), needsDev: false, needsFfmpeg: always },
  start: { run: afterPage(script('src/cli.ts', 'start')), needsDev: true, needsFfmpeg: always },
  worker: { run: script('src/cli.ts', 'worker'), needsDev: false, needsFfmpeg: always },
  adgen: {
    run: (place, args) => script('src/cli.ts')({ ...place, cwd: place.calledFrom }, args),
    needsDev: false,
    needsFfmpeg: ([command]) => command !== undefined && !withoutFfmpeg.includes(command),
  },
  bench: { run: afterPage(script('bench/run.ts')), needsDev: true, needsFfmpeg: always, needsServers: true },
  'stand-ins': { run: script('test/stand-ins/run.ts'), needsDev: false, needsFfmpeg: unlessHelp },
  test: { run: afterPage(runTests), needsDev: true, needsFfmpeg: always, needsChromium: true, needsServers: true },
  check: { run: check, needsDev: true, needsFfmpeg: never },
};

/** The page is built first, when its source has changed. */
function afterPage(run) {
  const build = script('scripts/build-page.mjs');
  return async (place, args) => (await build(place, [])) || run(place, args);
}

/** Node 22 warns about type stripping on every start; it is what we want. */
function script(file, ...first) {
  return ({ root, node, env, cwd }, args) =>
    runProgram(node, ['--disable-warning=ExperimentalWarning', join(root, file), ...first, ...args], { cwd, env });
}
