/** Runs a program to its end and keeps what it said. */

import { execFile } from 'node:child_process';

/**
 * Resolves, whatever happens, to `{ code, stdout, stderr }`; 127 when the program could not be started, as in a shell.
 * An aborted `signal` ends the program and throws the signal's reason.
 */
export function run(file, args, { cwd, env, signal, timeoutMs = 0 }) {
  const options = { cwd, env, signal, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024, windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (signal?.aborted) return reject(signal.reason);
      resolve({ code: exitCode(error), stdout, stderr });
    });
  });
}

function exitCode(error) {
  if (!error) return 0;
  return typeof error.code === 'number' ? error.code : 127;
}
