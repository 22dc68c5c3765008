/** Who may come in to the page and its chat: whoever is at this machine, or people with accounts. */
import type { Context, MiddlewareHandler } from 'hono';
import { notSignedIn, type Whose } from './api/whose.ts';
import type { LookCookies } from './look-cookie.ts';
import type { SessionEnv, Sessions } from './session.ts';

export type Door = {
  /** The page is opened. */
  readonly open: (c: Context) => void;
  /** The page says who is at it. Throws a `Denial` for a token that is not good. */
  readonly begin: (c: Context) => Promise<void>;
  /** Refuses strangers with 401; else `c.var.user` is the person. */
  readonly required: MiddlewareHandler<SessionEnv>;
};

/** Nobody signs in: each browser is a person. */
export function openDoor({ begin, required }: Sessions): Door {
  return { open: begin, begin: async (c) => begin(c), required };
}

export type AccountDoor = {
  /** Knows tokens, and for looking the cookie that goes with them. */
  readonly whose: Whose;
  readonly looks: Pick<LookCookies, 'give' | 'take'>;
};

/** People sign in; the browser is given the cookie for looking, and it is taken away again when they leave. */
export function accountDoor({ whose, looks }: AccountDoor): Door {
  return {
    open: () => undefined,
    begin: async (c) => {
      if (c.req.header('authorization') === undefined) return looks.take(c);
      const person = await whose(c);
      if (person === null) throw notSignedIn();
      looks.give(c, person.userId);
    },
    required: async (c, next) => {
      const person = await whose(c);
      if (person === null) throw notSignedIn();
      c.set('user', person.userId);
      await next();
    },
  };
}
