/** Pictures of products: kept for some days when they come, and an ad's own once it shows them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AdgenError } from '../ad/errors.ts';
import { fingerprintBytes } from '../ad/fingerprint.ts';
import type { Plan } from '../ad/plan.ts';
import { keptKey, ownPictureKey, uploadKey } from './keys.ts';
import type { Ports } from './run.ts';

/** Its key: the same bytes have the same one all day. Throws `bad-input` with one sentence; then nothing is kept. */
export async function keepPicture(
  bytes: Uint8Array,
  { artifacts, cutter, retention }: Pick<Ports, 'artifacts' | 'cutter' | 'retention'>,
  signal: AbortSignal,
): Promise<string> {
  const key = keptKey(await retention.pictureDay(), fingerprintBytes(bytes));
  if (await artifacts.has(key)) return key;
  await artifacts.workspace(async (folder) => {
    const file = join(folder, 'photo');
    await writeFile(file, bytes);
    await cutter.check(file, signal);
    await artifacts.putFile(key, file);
  });
  return key;
}

type Needs = Pick<Ports, 'artifacts'>;

/** Throws `not-found` with a sentence for the person when it has expired. */
export async function readPicture(key: string, { artifacts }: Needs): Promise<Uint8Array> {
  if (await artifacts.has(key)) return readFile(await artifacts.open(key));
  throw expired();
}

/** A project keeps its own copy of its picture: what was only kept may go before it does. */
export async function keepFor(projectId: string, photo: Uint8Array, { artifacts }: Needs): Promise<string> {
  const key = uploadKey(projectId, fingerprintBytes(photo));
  if (!(await artifacts.has(key))) await artifacts.putBytes(key, photo);
  return key;
}

/** The plan as it is stored for that ad, and so the one that a yes is said to. Throws `bad-input` for a picture of another ad. */
export function asOwn(projectId: string, plan: Plan): Plan {
  if (plan.photoKey === null) return plan;
  const photoKey = ownPictureKey(projectId, plan.photoKey);
  if (photoKey !== null) return { ...plan, photoKey };
  throw new AdgenError('bad-input', 'This picture is of another ad. Send it here as a file, and it can be used.');
}

/** The same with the picture in its place. Throws `not-found`, too. */
export async function withOwnPicture(projectId: string, plan: Plan, ports: Needs): Promise<Plan> {
  const own = asOwn(projectId, plan);
  if (plan.photoKey === null || own.photoKey === null || (await ports.artifacts.has(own.photoKey))) return own;
  if (own.photoKey === plan.photoKey) throw expired();
  await keepFor(projectId, await readPicture(plan.photoKey, ports), ports);
  return own;
}

function expired(): AdgenError {
  return new AdgenError('not-found', 'I do not have that picture any more. Please send it once more.');
}
