/** Makes an artefact unless it exists: the one mechanism behind resume, refinement and never paying twice. */
import { cancelled } from '../../ad/errors.ts';
import type { ArtifactFacts, Degradation } from '../../ad/project.ts';
import type { ArtifactRecord } from '../ports.ts';
import type { Ports, Run } from '../run.ts';

export type Made = {
  /** Finished files by the key they are to have. */
  readonly files: Readonly<Record<string, string>>;
  readonly degraded?: readonly Degradation[];
  readonly facts?: Omit<ArtifactFacts, 'version' | 'generated'>;
  readonly generated?: boolean;
};

type Needs = Pick<Ports, 'artifacts' | 'records' | 'clock' | 'log'>;

/**
 * Resolves with the record of `key`, making it first when there is none. Files are stored before the record is written, so a
 * crash in between makes them again and a record never lies.
 */
export async function ensure(
  key: string,
  ports: Needs,
  run: Run,
  make: (folder: string) => Promise<Made>,
): Promise<ArtifactRecord> {
  const found = await ports.records.find(run.projectId, key);
  if (found) return found;
  if (run.signal.aborted) throw cancelled();
  const startedMs = ports.clock();
  const made = await ports.artifacts.workspace((folder) => makeAndStore(ports, run, make, folder));
  const record = recordOf(key, made, run, ports.clock() - startedMs);
  await ports.records.add(run.projectId, record);
  ports.log.info({ project: run.projectId, key, tookMs: Math.round(record.tookMs) }, 'made');
  return record;
}

async function makeAndStore(ports: Needs, run: Run, make: (folder: string) => Promise<Made>, folder: string) {
  const made = await make(folder);
  if (run.signal.aborted) throw cancelled();
  for (const [key, file] of Object.entries(made.files)) await ports.artifacts.putFile(key, file);
  return made;
}

function recordOf(key: string, made: Made, run: Run, tookMs: number): ArtifactRecord {
  const facts = { version: run.version, generated: made.generated ?? false, ...made.facts };
  return { key, tookMs, degraded: made.degraded ?? [], facts };
}
