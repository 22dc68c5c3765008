/** Real programs at the edges (ffmpeg, databases, child processes): processes instead of threads, and time to finish. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/set-up-fonts.ts'],
    pool: 'forks',
    // ffmpeg uses every core by itself; more files at a time only make each other late.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    // An `.only` that was left in would silently switch the other tests off.
    allowOnly: false,
  },
});
