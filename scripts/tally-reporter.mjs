/** A vitest reporter that counts: tests passed, tests failed, and whatever else went wrong. */

import { writeFileSync } from 'node:fs';

/** The file to write comes by the environment: vitest builds the reporter from its path alone. */
// biome-ignore lint/style/noDefaultExport: vitest takes the reporter from the default export.
export default class TallyReporter {
  onTestRunEnd(modules, unhandledErrors) {
    writeFileSync(process.env.ADGEN_TALLY_FILE, JSON.stringify(tally(modules, unhandledErrors)));
  }
}

/** A file that could not be loaded and a hook that threw count as one failure each. */
function tally(modules, unhandledErrors) {
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  const count = (state) => states.filter((one) => one === state).length;
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const broken = suites.filter((suite) => suite.errors().length > 0);
  return { passed: count('passed'), failed: count('failed') + broken.length + unhandledErrors.length };
}
