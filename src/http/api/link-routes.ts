/** Chats that belong to an account: a code to say there, what is linked, and ending a link. */
import { z } from 'zod';
import { badInput, Denial } from './denial.ts';
import { jsonBody } from './json-body.ts';
import type { ApiContext, Operation } from './operation.ts';
import type { ApiPorts } from './ports.ts';
import { ownNames } from './whose.ts';

const GROUP = 'Linked chats';
/** As `create_link_code` has it. */
const CODE_MINUTES = 10;

const Code = z.object({
  code: z.string().meta({ examples: ['ABCDE-23456'] }),
  expires_in_seconds: z.int(),
});
const Links = z.object({
  links: z.array(z.object({ platform: z.string(), identity: z.string() })),
});
const Unlink = z.strictObject({ identity: z.string().min(1).max(300) });
const Unlinked = z.object({ unlinked: z.boolean().meta({ description: 'False: there was no such link.' }) });

export function linkRoutes({ people }: Pick<ApiPorts, 'people'>): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/api/links',
      id: 'listLinks',
      group: GROUP,
      summary: 'Chats whose ads you see here',
      pace: 'look',
      answers: { 200: { description: 'They, the oldest link first.', schema: Links } },
      refusals: [],
      handle: async (c) => {
        const { person } = c.var;
        const all = await people.identitiesOf(person.userId);
        const linked = all.filter((identity) => !ownNames(person).includes(identity));
        const links = linked.map((identity) => ({ platform: identity.split(':')[0] ?? '', identity }));
        return c.json({ links } satisfies z.infer<typeof Links>);
      },
    },
    {
      method: 'post',
      path: '/api/links/code',
      id: 'createLinkCode',
      group: GROUP,
      summary: 'A code to say to adgen in a chat',
      description: `Whoever says it in Slack or Discord within ${CODE_MINUTES} minutes is you: you then see their ads here. It works once, and replaces the one before. Only the chat can prove who says it, so there is no way to use it here.`,
      pace: 'change',
      answers: { 201: { description: 'The code.', schema: Code } },
      refusals: [409],
      handle: async (c) => {
        const code = await people.createLinkCode(accountOf(c));
        return c.json({ code, expires_in_seconds: CODE_MINUTES * 60 } satisfies z.infer<typeof Code>, 201);
      },
    },
    {
      method: 'post',
      path: '/api/links/remove',
      id: 'unlink',
      group: GROUP,
      summary: 'End a link',
      description: 'What was ordered in that chat stays there.',
      pace: 'change',
      body: { type: 'application/json', schema: Unlink, isRequired: true },
      answers: { 200: { description: 'It is ended.', schema: Unlinked } },
      refusals: [400, 413, 415],
      handle: async (c) => {
        const { identity } = await jsonBody(c, Unlink);
        if (identity.startsWith('web:')) throw badInput('identity: This is no chat that could be unlinked.');
        const unlinked = await people.unlink(c.var.person.userId, identity);
        return c.json({ unlinked } satisfies z.infer<typeof Unlinked>);
      },
    },
  ];
}

/** Chats are linked to accounts alone: whoever is at this machine without one has proven too little. */
function accountOf(c: ApiContext): string {
  const { userId } = c.var.person;
  if (z.uuid().safeParse(userId).success) return userId;
  throw new Denial(409, 'set-up', 'Chats can be linked to an account only, and signing in is not set up here.');
}
