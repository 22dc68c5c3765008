/** A bearer token for scripts on this machine, where nobody signs in. */
import { z } from 'zod';
import type { Sessions } from '../session.ts';
import type { LocalTokens } from './local-token.ts';
import type { Operation } from './operation.ts';

const Token = z.object({
  token: z.string().meta({ description: 'Send it as “Authorization: Bearer …”.' }),
});

type Needs = {
  readonly sessions: Pick<Sessions, 'userOf'>;
  readonly tokens: LocalTokens;
  /** An unguessable id each time. */
  readonly newId: () => string;
};

export function tokenRoute({ sessions, tokens, newId }: Needs): Operation {
  return {
    method: 'post',
    path: '/api/token',
    id: 'getToken',
    group: 'Who you are',
    summary: 'A token for this machine',
    description:
      'With the cookie of the page it is yours, so a script sees the ads of the page; without it, that of somebody new.',
    isOpen: true,
    pace: 'look',
    answers: { 201: { description: 'The token; it does not end.', schema: Token } },
    refusals: [],
    handle: async (c) => {
      const token = tokens.of(sessions.userOf(c) ?? newId());
      return c.json({ token } satisfies z.infer<typeof Token>, 201, { 'Cache-Control': 'no-store' });
    },
  };
}
