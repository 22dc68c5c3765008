/** Copies an ad's films, storyboard and receipt to the folder a person asked for: each file whole or not at all. */
import { constants } from 'node:fs';
import { access, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ASPECTS, type Aspect } from '../ad/aspect.ts';
import { AdgenError } from '../ad/errors.ts';
import { MICRO_PER_USD } from '../ad/money.ts';
import type { Project, Receipt } from '../ad/project.ts';
import { storyboardKey } from '../pipeline/keys.ts';
import type { Artifacts } from '../pipeline/ports.ts';

/** What `adgen make --json` prints. */
export type Result = {
  readonly projectId: string;
  readonly version: number;
  readonly status: string;
  readonly quality: Receipt['quality'];
  readonly outputs: Readonly<Record<Aspect, string>>;
  readonly storyboard: string;
  readonly costUsd: number;
  readonly degraded: Receipt['degraded'];
  readonly timings: Receipt['timings'];
};

/** Creates the folder; throws one sentence when nothing could be written there later. */
export async function prepareFolder(folder: string): Promise<string> {
  const path = resolve(folder);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
    return path;
  } catch (error) {
    throw new AdgenError('storage', `The folder ${folder} cannot be written to. Choose another with --out.`, {
      cause: error,
    });
  }
}

export async function writeOutputs(project: Project, artifacts: Artifacts, folder: string): Promise<Result> {
  const receipt = project.ad.receipt;
  if (!receipt) throw new AdgenError('step-failed', 'The ad has no receipt.');
  const films = await Promise.all(
    ASPECTS.map(async (aspect) => [aspect, await copy(artifacts, receipt.outputs[aspect] ?? '', folder)] as const),
  );
  const storyboard = await copy(
    artifacts,
    await newestStoryboard(project.id, receipt.version, artifacts),
    folder,
    'storyboard.png',
  );
  await write(join(folder, 'receipt.json'), `${JSON.stringify(receipt, null, 2)}\n`);
  const outputs = Object.fromEntries(films);
  return {
    projectId: project.id,
    version: receipt.version,
    status: project.status,
    quality: receipt.quality,
    outputs: { '9:16': outputs['9:16'] ?? '', '1:1': outputs['1:1'] ?? '', '16:9': outputs['16:9'] ?? '' },
    storyboard,
    costUsd: receipt.costMicroUsd / MICRO_PER_USD,
    degraded: receipt.degraded,
    timings: receipt.timings,
  };
}

/** A version that was made at once, because it cost nothing, has no storyboard of its own. */
async function newestStoryboard(projectId: string, version: number, artifacts: Artifacts): Promise<string> {
  const key = storyboardKey(projectId, version);
  return version <= 1 || (await artifacts.has(key)) ? key : newestStoryboard(projectId, version - 1, artifacts);
}

async function copy(artifacts: Artifacts, key: string, folder: string, name = basename(key)): Promise<string> {
  const target = join(folder, name);
  const source = await artifacts.open(key);
  await whole(target, (partial) => copyFile(source, partial));
  return target;
}

async function write(target: string, text: string): Promise<void> {
  await whole(target, (partial) => writeFile(partial, text));
}

async function whole(target: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${target}.part`;
  try {
    await fill(partial);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw new AdgenError('storage', `${target} could not be written. Is the disk full?`, { cause: error });
  }
}
