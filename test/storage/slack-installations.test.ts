import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Installations, SlackInstallation } from '../../src/bots/slack/installations.ts';
import { createSlackInstallations } from '../../src/storage/slack-installations.ts';
import { DATABASES, freshSupabase } from './fresh-database.ts';

const ACME: SlackInstallation = {
  teamId: 'TACME',
  teamName: 'O’Brien & "Sons"',
  botToken: 'xoxb-acme-1',
  botId: 'B1',
  botUserId: 'U1',
  scopes: ['chat:write', 'files:read'],
  installedBy: 'UANN',
};
const GLOBEX: SlackInstallation = { ...ACME, teamId: 'TGLOBEX', teamName: 'Globex', botToken: 'xoxb-globex-1' };

describe.each(DATABASES)('installations in %s', (_, openFresh) => {
  let fresh: Awaited<ReturnType<typeof openFresh>>;
  let installations: Installations;
  beforeAll(async () => {
    fresh = await openFresh();
    installations = createSlackInstallations(fresh.database);
  });
  afterAll(() => fresh.remove());
  beforeEach(() => fresh.database.script('truncate slack_installations'));

  test('each workspace gets its own back, and one that never installed it gets nothing', async () => {
    await installations.store(ACME);
    await installations.store(GLOBEX);
    expect(await installations.find('TACME')).toEqual(ACME);
    expect(await installations.find('TGLOBEX')).toEqual(GLOBEX);
    expect(await installations.find('TOTHER')).toBeNull();
  });

  test('installing again replaces the token and the permissions', async () => {
    await installations.store(ACME);
    const again = { ...ACME, botToken: 'xoxb-acme-2', scopes: ['chat:write'] };
    await installations.store(again);
    expect(await installations.find('TACME')).toEqual(again);
  });

  test('what is taken away is forgotten, and only there', async () => {
    await installations.store(ACME);
    await installations.store(GLOBEX);
    expect(await installations.remove('TACME')).toBe(true);
    expect(await installations.remove('TACME')).toBe(false);
    expect(await installations.find('TACME')).toBeNull();
    expect(await installations.find('TGLOBEX')).toEqual(GLOBEX);
  });

  test('late news of an old token does not take a new one away', async () => {
    await installations.store({ ...ACME, botToken: 'xoxb-acme-2' });
    expect(await installations.remove('TACME', 'xoxb-acme-1')).toBe(false);
    expect((await installations.find('TACME'))?.botToken).toBe('xoxb-acme-2');
    expect(await installations.remove('TACME', 'xoxb-acme-2')).toBe(true);
  });
});

test('nobody but adgen itself reads a token or calls what reads it', async () => {
  const fresh = await freshSupabase();
  await createSlackInstallations(fresh.database).store(ACME);
  const person = fresh.server.tokenOf({ role: 'authenticated', sub: '11111111-1111-4111-8111-111111111111' });
  const asked = async (token: string, path: string, options: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${fresh.server.url}/rest/v1/${path}`, { ...options, headers });
    return { status: answer.status, text: await answer.text() };
  };
  for (const token of [person, fresh.server.anonKey]) {
    const call = { method: 'POST', body: JSON.stringify({ p_team: 'TACME' }) };
    for (const answer of [
      await asked(token, 'slack_installations'),
      await asked(token, 'rpc/find_slack_installation', call),
    ]) {
      expect([401, 403, 404]).toContain(answer.status);
      expect(answer.text).not.toContain(ACME.botToken);
    }
  }
  await fresh.remove();
});
