/** Samples the resident memory of this process and everything it started, from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 50;
const PAGE_BYTES = 4096;

/** Bytes; 0 where there is no /proc. `stop` resolves to the peak of the sum. */
export function watchPeakMemory(): { readonly stop: () => number } {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes());
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function residentBytes(): number {
  const processes = new Map<number, { parent: number; bytes: number }>();
  for (const name of list('/proc')) if (/^\d+$/.test(name)) read(Number(name), processes);
  let sum = 0;
  for (const [id, { bytes }] of processes) if (descends(id, processes)) sum += bytes;
  return sum;
}

function read(id: number, into: Map<number, { parent: number; bytes: number }>): void {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    into.set(id, { parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE_BYTES });
  } catch {
    // It ended between the two looks.
  }
}

function descends(id: number, processes: ReadonlyMap<number, { parent: number }>): boolean {
  for (let at: number | undefined = id; at !== undefined && at > 0; at = processes.get(at)?.parent)
    if (at === process.pid) return true;
  return false;
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
