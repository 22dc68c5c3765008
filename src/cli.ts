/** The entry point: reads the environment once, picks the command, turns whatever went wrong into a sentence and an exit code. */
import { join } from 'node:path';
import { AdgenError, isCancelled, sayOf } from './ad/errors.ts';
import { type Command, helpFor, isCommand } from './cli/help.ts';
import { stopOnSignals } from './cli/signals.ts';
import { readConfig } from './config.ts';
import { createLog, secretsOf, traceOf } from './log.ts';
import { prepareFonts } from './media/text/fonts.ts';

/** Variables that can hold one. Before everything else: an error may come at any moment. */
const SECRETS = [
  ...['OPENAI_API_KEY', 'REPLICATE_API_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'SUPABASE_SERVICE_ROLE_KEY', 'ADMIN_TOKEN'],
  ...['DATABASE_URL', 'REDIS_URL'],
  ...['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'],
  ...['DISCORD_TOKEN', 'SUPABASE_JWT_SECRET'],
];

// Node itself would print all that hangs on an error: an SDK's holds the request that failed, and the key in its headers.
process.on('uncaughtException', (error) => {
  note(trace(error));
  process.exit(1);
});

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...words]: readonly string[]): Promise<number> {
  if (command === undefined || command === 'help' || command === '--help' || command === '-h')
    return print(helpFor(words[0]));
  if (!isCommand(command)) return complain(`There is no command "${command}". Try: adgen help`);
  if (words.includes('--help') || words.includes('-h')) return print(helpFor(command));
  const stop = stopOnSignals(process);
  try {
    return await run(command, words, stop.signal);
  } catch (error) {
    return explain(error);
  } finally {
    stop.release();
  }
}

async function run(command: Command, words: readonly string[], signal: AbortSignal): Promise<number> {
  const config = readConfig(process.env, process.cwd());
  const log = createLog(config.logLevel, secretsOf(config));
  // Fontconfig reads this when sharp loads, and only then: everything that draws is imported after it is set.
  process.env.FONTCONFIG_FILE = fontsIn(config.home);
  const terminal = {
    input: process.stdin,
    out: process.stdout,
    error: process.stderr,
    clock: () => performance.now(),
  };
  const context = { config, log, terminal, signal };
  switch (command) {
    case 'make':
      return (await import('./cli/make.ts')).make(words, context);
    case 'chat':
      return (await import('./cli/run-chat.ts')).chat(words, context);
    case 'start':
      return (await import('./cli/start.ts')).start(words, context);
    case 'worker':
      return (await import('./cli/worker.ts')).worker(words, context);
    case 'demo':
      return (await import('./cli/demo.ts')).demo(context);
    case 'doctor':
      return (await import('./cli/doctor.ts')).doctor(context);
    case 'manifests':
      return (await import('./cli/manifests.ts')).manifests(words, context);
    case 'migrate':
      return (await import('./cli/migrate.ts')).runMigrations(context);
  }
}

/** The first thing that is written, so the first to notice a folder that cannot be. */
function fontsIn(home: string): string {
  try {
    return prepareFonts(join(home, 'fonts'));
  } catch (cause) {
    const say = `The folder ${home} cannot be written to. Make room or permission there, or set ADGEN_HOME to another folder.`;
    throw new AdgenError('storage', say, { cause });
  }
}

function explain(error: unknown): number {
  if (isCancelled(error)) {
    note('Stopped. What was finished is kept: the same command goes on from there.');
    return 130;
  }
  note(sayOf(error));
  if (!(error instanceof AdgenError)) {
    note(trace(error));
    return 1;
  }
  return error.code === 'step-failed' ? 1 : 2;
}

/** The configuration itself may be what failed, so every variable that can hold a secret counts as one. */
function trace(error: unknown): string {
  return traceOf(error, SECRETS.map((name) => process.env[name] ?? '').filter(Boolean));
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(sentence: string): number {
  note(sentence);
  return 2;
}

function note(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
