/** Work that would block this process, done in helper processes: as many as there is room for, and none while there is nothing to do. */
import { fileURLToPath } from 'node:url';
import { createSlots } from '../ffmpeg/slots.ts';
import { type Helper, type Program, startHelper } from './child.ts';
import type { Crafts } from './messages.ts';

export type Workshop<C extends Crafts> = {
  /**
   * What the craft makes of the request, in another process. Throws what it throws, `cancelled` when `signal` aborts (within two
   * seconds, and nothing is written any more by then), and `step-failed` when the process was lost or took too long: then
   * another try can help.
   */
  readonly make: <K extends keyof C & string>(
    craft: K,
    request: Parameters<C[K]>[0],
    signal: AbortSignal,
  ) => Promise<Awaited<ReturnType<C[K]>>>;
};

type Options = {
  /** A file that calls `serve` with the crafts `C`. */
  readonly program: URL;
  /** Of the helpers; empty by default. */
  readonly environment?: Program['environment'];
  /** Helpers at once; more jobs wait in line. */
  readonly size: number;
  /** A helper without work is let go after this. */
  readonly idleMs?: number;
  /** No job takes longer. */
  readonly limitMs?: number;
};

/** Longer than the pauses between two pictures of an ad: starting one takes a third of a second of a core. */
const IDLE_MS = 6_000;
/** Far beyond any: the heaviest shot is drawn in seconds. */
const LIMIT_MS = 5 * 60_000;
/** Whatever a library forgets to give back is given back then. */
const JOBS_PER_HELPER = 60;

export function createWorkshop<C extends Crafts>({
  program,
  environment = 'empty',
  size,
  idleMs = IDLE_MS,
  limitMs = LIMIT_MS,
}: Options): Workshop<C> {
  const slots = createSlots(size);
  const team = createTeam({ file: fileURLToPath(program), environment }, idleMs);
  return {
    make: (craft, request, signal) =>
      slots.use(async () => {
        const made = await team.give((helper) => helper.run({ craft, request }, { signal, limitMs }));
        // The program calls `serve` with just these crafts.
        return made as never;
      }, signal),
  };
}

type Member = { readonly helper: Helper; jobs: number; leave?: NodeJS.Timeout };

/** The helper that rested last works next, so that a team larger than its work shrinks. */
function createTeam(program: Program, idleMs: number) {
  const resting: Member[] = [];
  const take = (): Member => {
    for (let member = resting.pop(); member; member = resting.pop()) {
      clearTimeout(member.leave);
      if (member.helper.isAlive()) return member;
    }
    return { helper: startHelper(program), jobs: 0 };
  };
  const letGo = (member: Member) => {
    const at = resting.indexOf(member);
    if (at >= 0) resting.splice(at, 1);
    member.helper.end();
  };
  return {
    give: async <T>(work: (helper: Helper) => Promise<T>): Promise<T> => {
      const member = take();
      member.jobs++;
      try {
        return await work(member.helper);
      } finally {
        if (member.jobs >= JOBS_PER_HELPER || !member.helper.isAlive()) letGo(member);
        else {
          resting.push(member);
          member.leave = setTimeout(() => letGo(member), idleMs).unref();
        }
      }
    },
  };
}
