/** Who is asking, and under which names their ads may stand. */
import type { Context, MiddlewareHandler } from 'hono';
import type { Sessions } from '../session.ts';
import { Denial } from './denial.ts';
import type { LocalTokens } from './local-token.ts';

export type Person = {
  /** An account's id in lower case, or the id in a browser's cookie. */
  readonly userId: string;
};

/** Null: nobody we know. Throws a `Denial` that says more where there is more to say. */
export type Whose = (c: Context) => Promise<Person | null>;

export type ApiEnv = { Variables: { readonly person: Person } };

/** Whoever has the cookie of the page, or the token that goes with it: the one person of this machine. */
export function localPerson(sessions: Pick<Sessions, 'userOf'>, tokens: Pick<LocalTokens, 'userOf'>): Whose {
  return async (c) => {
    const token = bearerOf(c);
    const userId = token === null ? sessions.userOf(c) : tokens.userOf(token);
    return userId === null ? null : { userId };
  };
}

/** Refuses with 401; else `c.var.person` is who asks. */
export function signedIn(whose: Whose): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const person = await whose(c);
    if (person === null) throw notSignedIn();
    c.set('person', person);
    await next();
  };
}

export function notSignedIn(say = 'Sign in first: send your token as “Authorization: Bearer …”.'): Denial {
  return new Denial(401, 'not-signed-in', say, { 'WWW-Authenticate': 'Bearer realm="adgen"' });
}

/** What was sent as a bearer token; null: nothing. RFC 6750 2.1. */
export function bearerOf(c: Context): string | null {
  const authorization = c.req.header('authorization');
  if (authorization === undefined) return null;
  return /^bearer +([\w\-.~+/]+=*) *$/i.exec(authorization)?.[1] ?? '';
}

/** How the chat on the page names the person: an ad ordered here and the same one ordered there is one ad. */
export function pageIdentity({ userId }: Person): string {
  return `web:${userId}:${userId}`;
}

/** What needs no look at the chats that are linked. */
export function ownNames(person: Person): readonly string[] {
  return [person.userId, pageIdentity(person)];
}
