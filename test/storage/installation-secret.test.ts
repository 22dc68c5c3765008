/** One secret for all processes of an installation, on every database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInstallationSecret } from '../../src/storage/installation-secret.ts';
import { DATABASES } from './fresh-database.ts';

describe.each(DATABASES)('in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  beforeAll(async () => {
    fresh = await openFresh();
  });
  afterAll(() => fresh.remove());

  test('processes that start at once have the same one, and have it again later', async () => {
    const { database } = fresh;
    const asked = await Promise.all(Array.from({ length: 8 }, () => openInstallationSecret(database, 'shared-files')));
    expect(new Set(asked).size).toBe(1);
    expect(asked[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await openInstallationSecret(database, 'shared-files')).toBe(asked[0]);
    expect(await openInstallationSecret(database, 'something-else')).not.toBe(asked[0]);
  });
});
