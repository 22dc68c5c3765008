/** `npm run stand-ins`: both stand-ins until Ctrl-C, with what to set to use them and what a real account would be billed. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import {
  OPENAI_MANNERS,
  type OpenAiManner,
  REPLICATE_MANNERS,
  type ReplicateManner,
  replicateManner,
} from './manners.ts';
import { createMind } from './openai-mind.ts';
import { API_KEY, startOpenAiServer } from './openai-server.ts';
import { TOKEN } from './replicate-answers.ts';
import { startReplicateServer } from './replicate-server.ts';
import { sampleMedia } from './sample-media.ts';

const HELP = `npm run stand-ins: local servers that speak OpenAI and Replicate, cost nothing, and count what they would have cost.

  --openai MANNER          how it answers: ${Object.keys(OPENAI_MANNERS).join(', ')}
  --replicate MANNER       how it answers: ${Object.keys(REPLICATE_MANNERS).join(', ')}
  --openai-port N          default: any free port
  --replicate-port N       default: any free port
  --seconds N              how long a prediction takes (default 4)
  --per-minute N           predictions that may be begun in a minute (default: as many as one likes)
  --quiet                  does not show each request

They print the variables to set. In another terminal, set them, then: npm start
Ctrl-C ends them and prints the bill.
`;

const OPTIONS = {
  openai: { type: 'string', default: 'ok' },
  replicate: { type: 'string', default: 'ok' },
  'openai-port': { type: 'string', default: '0' },
  'replicate-port': { type: 'string', default: '0' },
  seconds: { type: 'string', default: '4' },
  'per-minute': { type: 'string' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...words], options: OPTIONS });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    return await run(choicesOf(values));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\nTry: npm run stand-ins -- --help\n`);
    return 2;
  }
}

type Choices = {
  readonly openai: OpenAiManner;
  readonly replicate: ReplicateManner;
  readonly openaiPort: number;
  readonly replicatePort: number;
  readonly runMs: number;
  readonly createsPerMinute: number | null;
  readonly tell: (line: string) => void;
};

async function run(choices: Choices): Promise<number> {
  const { tell } = choices;
  const script = OPENAI_MANNERS[choices.openai];
  const openai = await startOpenAiServer(script ? [script] : createMind(), {
    ...{ port: choices.openaiPort, models: ['gpt-4o-mini'] },
    tell: (line) => tell(`OpenAI    ${line}`),
  });
  const replicate = await startReplicateServer({
    ...{ files: await sampleMedia(8, '480x832'), port: choices.replicatePort, runMs: choices.runMs },
    ...replicateManner(choices.replicate),
    createsPerMinute: choices.createsPerMinute,
    tell: (line) => tell(`Replicate ${line}`),
  });
  process.stdout.write(variables(openai.url, replicate.url));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'SIGHUP')]);
  const bills = { openai: openai.bill(), replicate: replicate.bill() };
  const counts = { openai: openai.received.length, replicate: replicate.predictions.length };
  await Promise.all([openai.close(), replicate.close()]);
  process.stdout.write(billOf(bills, counts, [...openai.faults, ...replicate.faults]));
  return 0;
}

function variables(openai: string, replicate: string): string {
  return `The stand-ins are ready. Set these where adgen is started:

export OPENAI_BASE_URL=${openai}
export OPENAI_API_KEY=${API_KEY}
export REPLICATE_BASE_URL=${replicate}
export REPLICATE_API_TOKEN=${TOKEN}
export REPLICATE_CREATES_PER_MINUTE=600

Ctrl-C ends them and prints what real accounts would have been billed.
`;
}

type Two = { readonly openai: number; readonly replicate: number };

function billOf(bills: Two, counts: Two, faults: readonly string[]): string {
  const lines = [
    '',
    'Real accounts would have been billed:',
    `  OpenAI     ${dollars(bills.openai)}  ${counts.openai} requests`,
    `  Replicate  ${dollars(bills.replicate)}  ${counts.replicate} predictions`,
    `  Together   ${dollars(bills.openai + bills.replicate)}`,
    ...faults.map((fault) => `They were sent what no client should send: ${fault}`),
  ];
  return `${lines.join('\n')}\n`;
}

function dollars(microUsd: number): string {
  return `$${(microUsd / 1_000_000).toFixed(6)}`;
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function choicesOf(values: Values): Choices {
  return {
    openai: oneOf(OPENAI_MANNERS, values.openai, '--openai'),
    replicate: oneOf(REPLICATE_MANNERS, values.replicate, '--replicate'),
    openaiPort: numberIn(values['openai-port'], '--openai-port', 65_535),
    replicatePort: numberIn(values['replicate-port'], '--replicate-port', 65_535),
    runMs: numberIn(values.seconds, '--seconds', 3600) * 1000,
    createsPerMinute: values['per-minute'] === undefined ? null : numberIn(values['per-minute'], '--per-minute', 9999),
    tell: values.quiet ? () => undefined : (line) => void process.stdout.write(`${line}\n`),
  };
}

function oneOf<T extends object>(choices: T, word: string, name: string): keyof T {
  if (Object.hasOwn(choices, word)) return word as keyof T; // it is one of its keys
  throw new Error(`${name} cannot be ${word}. Use one of: ${Object.keys(choices).join(', ')}.`);
}

function numberIn(word: string, name: string, most: number): number {
  const number = Number(word);
  if (/^\d+(\.\d+)?$/.test(word) && number <= most) return number;
  throw new Error(`${name} cannot be ${word}. Use a number up to ${most}.`);
}
