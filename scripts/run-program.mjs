/** Runs a program in the foreground as if it had been started instead of us. */

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Resolves to the exit code a shell would report (128 + the signal's number when a signal ended it). Signals that reach
 * us are passed on, and we stay until the program has ended. Ctrl-C is not passed on: the terminal has given it to the
 * program already, and a second one would read as "stop now, at once".
 */
export function runProgram(file, args, { cwd, env }) {
  const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
  const pass = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of forwarded) process.off(name, pass);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
