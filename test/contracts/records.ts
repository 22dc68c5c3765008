/** What every memory of finished artefacts must do. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArtifactRecord, Projects, Records } from '../../src/pipeline/ports.ts';
import { sampleProject } from '../fixtures/ad-project.ts';

type Opened = { readonly records: Records; readonly projects: Projects; readonly close: () => Promise<void> };

const record = (change: Partial<ArtifactRecord> = {}): ArtifactRecord => ({
  key: 'projects/p1/product/masked.77aa',
  tookMs: 1234.5,
  degraded: [{ step: 'product', sceneId: null, say: 'The photo is shown on a card.', redoMicroUsd: 0 }],
  facts: { version: 1, generated: false, files: ['projects/p1/product/a.png'] },
  ...change,
});

export function recordsContract(open: () => Promise<Opened>): void {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
    await opened.projects.create(sampleProject());
    await opened.projects.create(sampleProject({ id: 'p2' }));
  });
  afterEach(() => opened.close());

  test('a record comes back as it was given', async () => {
    await opened.records.add('p1', record());
    expect(await opened.records.find('p1', record().key)).toEqual(record());
  });

  test('what was never recorded is null, also under another project', async () => {
    await opened.records.add('p1', record());
    expect(await opened.records.find('p2', record().key)).toBeNull();
    expect(await opened.records.find('p1', 'projects/p1/other')).toBeNull();
  });

  test('the first record of a key stays, also when two are added at once', async () => {
    const repeats = [1, 2, 3, 4].map((tookMs) => opened.records.add('p1', record({ tookMs })));
    await Promise.all(repeats);
    const first = await opened.records.find('p1', record().key);
    await opened.records.add('p1', record({ tookMs: 99, degraded: [] }));
    expect(await opened.records.find('p1', record().key)).toEqual(first);
  });
}
