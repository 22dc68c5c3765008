/** Names a running process so that its number, used again after a reboot, is not mistaken for it. */
import { readFileSync } from 'node:fs';

/** `since` is the kernel's start time of the process in clock ticks; empty where the system does not tell (macOS, Windows). */
export type ProcessIdentity = { readonly pid: number; readonly since: string };

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, since: startOf(process.pid) ?? '' };
}

/** Whether the process that wrote this identity still runs. When in doubt, yes: taking over from a living process loses data. */
export function isAlive({ pid, since }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const start = startOf(pid);
  return since === '' || start === null || start === since;
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the command's name before it may itself hold spaces and brackets. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
