/** The receipt of a version: what it cost, what was made and what was there already, and every fallback. */
import { ASPECTS } from '../ad/aspect.ts';
import type { Degradation, MadeItem, Receipt } from '../ad/project.ts';
import { disclosure } from './disclosure.ts';
import { storyboardKey } from './keys.ts';
import { type Ad, findProject } from './open-ad.ts';
import type { ArtifactRecord } from './ports.ts';
import type { Ports, Run } from './run.ts';
import { usesGenerated } from './steps/film.ts';

export async function writeReceipt(ad: Ad, ports: Pick<Ports, 'records' | 'projects'>, run: Run): Promise<Receipt> {
  // Read now: when the ad was opened, what was made for it was not paid yet.
  const [project, bill] = await Promise.all([
    findProject(ports, run.projectId),
    ports.projects.bill(run.projectId, run.version),
  ]);
  const records = await recordsOf(ad, ports, run);
  const generated = await usesGenerated(ad.graph, ports, run);
  const degraded = unique([...ad.planDegraded, ...records.flatMap((record) => record.degraded)]);
  return {
    version: run.version,
    costMicroUsd: project.costMicroUsd,
    quality: degraded.length === 0 ? 'finished' : 'degraded',
    degraded,
    items: records.map((record) => itemOf(record, run)),
    outputs: Object.fromEntries(ASPECTS.map((aspect) => [aspect, ad.graph.films[aspect].key])),
    generated,
    disclosure: disclosure(generated),
    timings: timingsOf(records.filter((record) => !itemOf(record, run).reused)),
    bill,
  };
}

async function recordsOf(
  { graph, product }: Ad,
  ports: Pick<Ports, 'records'>,
  run: Run,
): Promise<readonly ArtifactRecord[]> {
  const keys = [
    product.key,
    storyboardKey(run.projectId, run.version),
    ...graph.scenes.map((node) => node.backgroundKey),
    ...graph.scenes.flatMap((node) => ASPECTS.flatMap((aspect) => node.pieces[aspect].map((piece) => piece.key))),
    ...(graph.music ? [graph.music.key] : []),
    ...ASPECTS.map((aspect) => graph.films[aspect].key),
  ];
  const records = await Promise.all([...new Set(keys)].map((key) => ports.records.find(run.projectId, key)));
  return records.filter((record) => record !== null);
}

/** The cutout and the first plan belong to version 0, which is the first version's own work. */
function itemOf(record: ArtifactRecord, run: Run): MadeItem {
  const reused = Math.max(1, record.facts.version) !== run.version;
  return { key: record.key, reused, tookMs: record.tookMs };
}

/** Milliseconds of work by kind of artefact, which is the folder it lies in. */
function timingsOf(records: readonly ArtifactRecord[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { key, tookMs } of records) {
    const kind = key.split('/')[2] ?? 'other';
    sums[kind] = Math.round((sums[kind] ?? 0) + tookMs);
  }
  return sums;
}

/** One fallback in three aspects is one line for people. */
function unique(degraded: readonly Degradation[]): Degradation[] {
  return [...new Map(degraded.map((item) => [`${item.step} ${item.sceneId} ${item.say}`, item])).values()];
}
