/** What the commands say about Slack. */
import { expect, onTestFinished, test } from 'vitest';
import { startSlack } from '../stand-ins/slack-server.ts';
import { runCli } from './run-cli.ts';

test('manifests prints what an app is made from, for a socket or for requests', async () => {
  const socket = await runCli(['manifests']);
  expect(JSON.parse(socket.stdout)).toMatchObject({ settings: { socket_mode_enabled: true } });
  const http = await runCli(['manifests', '--http', 'https://ads.example.com']);
  const manifest = JSON.parse(http.stdout);
  expect(manifest.settings.event_subscriptions.request_url).toBe('https://ads.example.com/slack/events');
  for (const words of [['--http'], ['--http', 'ads.example.com'], ['--socket', 'https://a', 'b']]) {
    const refused = await runCli(['manifests', ...words]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  }
});

test('doctor tries both tokens, and says which is wrong and what to do', async () => {
  const slack = await startSlack();
  onTestFinished(slack.close);
  const given = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.token('TACME'),
    SLACK_APP_TOKEN: slack.app.appToken,
  };
  const line = async (change: Readonly<Record<string, string>> = {}) => {
    const { stdout } = await runCli(['doctor'], { ...given, ...change });
    return stdout.split('\n').find((one) => one.includes('Slack')) ?? stdout;
  };
  expect(await line()).toMatch(/✓ Slack +in the workspace Acme, by a socket/);
  expect(await line({ SLACK_APP_TOKEN: 'xapp-wrong' })).toMatch(/✗ Slack +SLACK_APP_TOKEN: Slack does not accept/);
  slack.setScopes('TACME', ['chat:write']);
  expect(await line()).toMatch(/✗ Slack +The app in Acme lacks app_mentions:read/);
  slack.revoke('TACME');
  expect(await line()).toMatch(/✗ Slack +SLACK_BOT_TOKEN: .*(revoked|does not accept)/);
});
