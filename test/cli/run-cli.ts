/** Runs `adgen` as a process of its own, as a person would. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

export function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<Ran> {
  const command = ['--disable-warning=ExperimentalWarning', CLI, ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env: { ...process.env, ...environment }, cwd }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}
