/** The manifest against Slack's own schema, and against what the code really calls and hears. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { BOT_EVENTS, BOT_SCOPES, slackManifest } from '../../src/bots/slack/manifest.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const json = (path: string) => JSON.parse(read(path));

/** Slack's schema has words of its own in it (`regex`, `_note`), and formats that it does not need. */
const isManifest = new Ajv({ strict: false, validateFormats: false }).compile(
  json('test/fixtures/slack-manifest.schema.json'),
);

const PUBLIC_URL = 'https://ads.example.com';

describe('the manifest', () => {
  test.each([
    ['socket mode', slackManifest({ mode: 'socket' })],
    ['socket mode with a public address', slackManifest({ mode: 'socket', publicUrl: PUBLIC_URL })],
    ['HTTP mode', slackManifest({ mode: 'http', publicUrl: PUBLIC_URL })],
    ['the file', json('manifests/slack.json')],
  ])('is what Slack takes: %s', (_, manifest) => {
    expect(isManifest(manifest)).toBe(true);
    expect(isManifest.errors).toBeNull();
  });

  test('the schema refuses what is wrong', () => {
    const good = slackManifest({ mode: 'socket' });
    expect(isManifest({ ...good, display_information: { name: 'a'.repeat(36) } })).toBe(false);
    expect(isManifest({ ...good, unknown: true })).toBe(false);
    expect(isManifest({ ...good, features: { ...good.features, slash_commands: [{ command: 'ad' }] } })).toBe(false);
  });

  test('the file is the one of socket mode', () => {
    expect(json('manifests/slack.json')).toEqual(JSON.parse(JSON.stringify(slackManifest({ mode: 'socket' }))));
  });

  test('in socket mode it names no address; in HTTP mode it names one wherever Slack sends something', () => {
    expect(JSON.stringify(slackManifest({ mode: 'socket' }))).not.toContain('http');
    const { features, settings, oauth_config: oauth } = slackManifest({ mode: 'http', publicUrl: `${PUBLIC_URL}/` });
    const events = `${PUBLIC_URL}/slack/events`;
    expect(features.slash_commands).toMatchObject([{ command: '/ad', url: events }]);
    expect(settings).toMatchObject({
      event_subscriptions: { request_url: events },
      interactivity: { request_url: events },
      socket_mode_enabled: false,
    });
    expect(oauth).toMatchObject({ redirect_urls: [`${PUBLIC_URL}/slack/oauth_redirect`] });
  });

  test('it is an agent, not one of the assistants that Slack no longer takes', () => {
    const { features } = slackManifest({ mode: 'socket' });
    expect(features).toHaveProperty('agent_view');
    expect(features).not.toHaveProperty('assistant_view');
  });
});

/** What each method of the Web API needs of a bot (docs.slack.dev, reference/methods, August 2026); several: each of them, for one kind of place. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  'agents.sessions.setStatus': ['chat:write'],
  'assistant.threads.setStatus': ['chat:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  // With the app's own token, which has connections:write.
  'apps.connections.open': [],
  'auth.revoke': [],
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'files.uploadV2': ['files:write'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
};

/** What an event needs before Slack sends it. */
const EVENTS: Readonly<Record<(typeof BOT_EVENTS)[number], readonly string[]>> = {
  agent_session_stopped: [],
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  tokens_revoked: [],
};

const sources = globSync('src/bots/slack/**/*.ts', { cwd: root }).map(read);

/** Every method that the SDK knows, as in `chat.postMessage`. */
function methodsIn(holder: object, before = '', depth = 0): readonly string[] {
  return Object.entries(holder).flatMap(([name, value]) => {
    const path = before === '' ? name : `${before}.${name}`;
    if (typeof value === 'function') return depth > 0 ? [path] : [];
    const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    return isPlain && depth < 3 ? methodsIn(value, path, depth + 1) : [];
  });
}

/** `client.chat.postMessage(`, also over several lines; and what is called by its name. */
function calledMethods(): readonly string[] {
  const known = new Set(methodsIn(new WebClient()));
  const typed = sources.flatMap((source) =>
    [...source.matchAll(/\b[a-z]\w*(?:\??\.\s*[a-zA-Z]\w*){1,3}(?=\()/g)].flatMap(([found]) => {
      const steps = found.replace(/[?\s]/g, '').split('.');
      return [steps.slice(-2), steps.slice(-3)].map((last) => last.join('.'));
    }),
  );
  const named = sources.flatMap((source) =>
    [...source.matchAll(/'([a-z]\w*(?:\.\w+){1,3})'/g)].map(([, name = '']) => name),
  );
  return [...new Set([...typed, ...named])].filter((name) => known.has(name));
}

describe('the permissions', () => {
  test('are enough for every method that the code calls', () => {
    expect(calledMethods()).toEqual(expect.arrayContaining(['chat.postMessage', 'conversations.open', 'views.open']));
    const unknown = calledMethods().filter((name) => !(name in METHODS));
    expect(unknown).toEqual([]);
    const missing = calledMethods().flatMap((name) =>
      (METHODS[name] ?? [])
        .filter((scope) => !(BOT_SCOPES as readonly string[]).includes(scope))
        .map((scope) => `${name}: ${scope}`),
    );
    expect(missing).toEqual([]);
  });

  test('are enough for every event it hears', () => {
    expect([...BOT_EVENTS].sort()).toEqual(Object.keys(EVENTS).sort());
    const missing = Object.values(EVENTS)
      .flat()
      .filter((scope) => !(BOT_SCOPES as readonly string[]).includes(scope));
    expect(missing).toEqual([]);
  });

  test('are not more than that', () => {
    const byCalls = calledMethods().flatMap((name) => METHODS[name] ?? []);
    const byEvents = Object.values(EVENTS).flat();
    // The command and the shortcuts; and the pictures that are downloaded with the token.
    const needed = new Set([...byCalls, ...byEvents, 'commands', 'files:read']);
    expect(BOT_SCOPES.filter((scope) => !needed.has(scope))).toEqual([]);
  });

  test('every event that Slack is asked for is worked on somewhere, and no other is waited for', () => {
    const asked = [...new Set(BOT_EVENTS.map((name) => name.split('.')[0] ?? name))];
    const others = sources.filter((source) => !source.includes('BOT_EVENTS ='));
    expect(asked.filter((name) => !others.some((source) => source.includes(`'${name}'`)))).toEqual([]);
    const heard = sources.flatMap((source) =>
      [...source.matchAll(/\.event\(\s*'([^']+)'/g)].map(([, name = '']) => name),
    );
    expect(heard.filter((name) => !asked.includes(name))).toEqual([]);
  });

  test('every shortcut and command of the manifest has its listener', () => {
    const { features } = slackManifest({ mode: 'socket' });
    const ids = features.shortcuts.map(({ callback_id: id }) => id);
    expect(ids).toEqual(['make_ad_from_message', 'new_ad']);
    expect(sources.join('\n')).toMatch(/app\.command\(COMMAND/);
  });
});
