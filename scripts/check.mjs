/** The one check command: format, lint, types, dead code and architecture, one line each. */

import { join } from 'node:path';
import { run } from './set-up/run.mjs';

const tools = [
  { name: 'format and lint', file: '@biomejs/biome/bin/biome', args: ['check', '--colors=off', '.'] },
  { name: 'types', file: 'typescript/bin/tsc', args: ['-p', '.'] },
  { name: 'types of the page', file: 'typescript/bin/tsc', args: ['-p', 'web'] },
  { name: 'types of its tests', file: 'typescript/bin/tsc', args: ['-p', 'test/web'] },
  { name: 'dead code', file: 'knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'architecture', file: 'vitest/vitest.mjs', args: ['run', '--reporter=dot', 'test/architecture.test.ts'] },
];

/** Runs every tool also after one has failed, so that one run shows everything there is to mend. */
export async function check({ root, node, env }, args) {
  const fix = args.includes('--fix') ? ['--write'] : [];
  let failures = 0;
  for (const tool of tools) {
    const extra = tool.args[0] === 'check' ? fix : [];
    const startedMs = performance.now();
    const result = await run(node, [join(root, 'node_modules', tool.file), ...tool.args, ...extra], { cwd: root, env });
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`${result.code === 0 ? '✓' : '✗'} ${tool.name} (${seconds} s)`);
    if (result.code === 0) continue;
    failures += 1;
    console.log(`${result.stdout}${result.stderr}`.trimEnd());
  }
  console.log(failures === 0 ? 'Everything is in order.' : `${failures} of ${tools.length} checks failed.`);
  return failures === 0 ? 0 : 1;
}
