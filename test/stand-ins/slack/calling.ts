/** A real WebClient for tests, and Slack's word for what became of a call. */
import { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Slack, type SlackOptions, startSlack } from '../slack-server.ts';

/** Until the test is over, with a client of Acme's bot. */
export async function slackWith(options: SlackOptions = {}): Promise<{ slack: Slack; client: WebClient }> {
  const slack = await startSlack(options);
  onTestFinished(slack.close);
  return { slack, client: clientOf(slack, slack.token('TACME')) };
}

const nothing = () => {};
/** A logger for Bolt and the SDK that says nothing. */
export const silent = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
  getLevel: () => 'error' as never, // the SDK's enum of the same word
};

/** One try for each call, and nothing said. */
export function clientOf(slack: Slack, token: string): WebClient {
  const retryConfig = { retries: 0 };
  return new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig, rejectRateLimitedCalls: true, logger: silent });
}

/** Slack's word for why not, or `ok`; the SDK's code where no word came. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const { data, code } = error as { data?: { error: string }; code: string }; // an error of @slack/web-api
    return data?.error ?? code;
  }
}

const Uploaded = z.object({ files: z.array(z.object({ files: z.array(z.looseObject({ id: z.string() })) })) });

/** What `files.uploadV2` really answers, which its type does not say. */
export function uploaded(answer: unknown): readonly Readonly<Record<string, unknown> & { id: string }>[] {
  return Uploaded.parse(answer).files.flatMap(({ files }) => files);
}
