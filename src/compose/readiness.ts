/** Whether this process can do its work: really asks what it depends on, and says it without a name or an address. */
import type { Log } from '../pipeline/ports.ts';

export type Readiness = {
  readonly status: 'ready' | 'not ready';
  /** `ok`, or a sentence for those who run adgen. */
  readonly checks: Readonly<Record<string, string>>;
};

type Dependency = {
  /** Rejects, or does not end, when it cannot be used. */
  readonly ask: () => Promise<unknown>;
  /** What is said then. What was thrown may hold a host or a password: it goes to the log. */
  readonly say: string;
};

type Options = {
  readonly dependencies: Readonly<Record<string, Dependency>>;
  readonly log: Log;
  /** Milliseconds; only differences are used. */
  readonly clock: () => number;
  readonly limitMs?: number;
  readonly keepMs?: number;
};

/** However often it is asked: each dependency is asked once a second, and never while its last answer is still out. */
export function createReadiness(options: Options): () => Promise<Readiness> {
  const { dependencies, log, clock, limitMs = 2_000, keepMs = 1_000 } = options;
  const checks = Object.entries(dependencies).map(([name, dependency]) => ({
    name,
    check: createCheck(name, dependency, { log, limitMs }),
  }));
  let last: { readonly answer: Promise<Readiness>; readonly atMs: number } | null = null;
  return () => {
    if (last === null || clock() - last.atMs >= keepMs) last = { answer: askAll(checks), atMs: clock() };
    return last.answer;
  };
}

type Check = () => Promise<string>;

async function askAll(checks: readonly { readonly name: string; readonly check: Check }[]): Promise<Readiness> {
  const said = await Promise.all(checks.map(async ({ name, check }) => [name, await check()] as const));
  return { status: said.every(([, say]) => say === OK) ? 'ready' : 'not ready', checks: Object.fromEntries(said) };
}

const OK = 'ok';

/** A client that waits for its server to come back would pile up questions: the one that is out is waited for again. */
function createCheck(name: string, { ask, say }: Dependency, { log, limitMs }: { log: Log; limitMs: number }): Check {
  let out: Promise<string> | null = null;
  let before = OK;
  const answer = async () => {
    try {
      await ask();
      return OK;
    } catch (error) {
      if (before === OK) log.warn({ dependency: name, err: error }, 'a dependency cannot be used');
      return say;
    }
  };
  return async () => {
    out ??= answer().finally(() => {
      out = null;
    });
    const now = await withinLimit(out, limitMs, `${say} It did not answer within ${limitMs / 1000} s.`);
    if (now === OK && before !== OK) log.info({ dependency: name }, 'a dependency can be used again');
    if (now !== OK && now !== say && before === OK) log.warn({ dependency: name }, 'a dependency does not answer');
    before = now;
    return now;
  };
}

async function withinLimit(answer: Promise<string>, limitMs: number, late: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(late), limitMs);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
