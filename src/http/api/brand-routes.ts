/** The brand that every new ad begins with. */
import { z } from 'zod';
import { Brief } from '../../ad/brief.ts';
import { taggedJson } from './etag.ts';
import { jsonBody } from './json-body.ts';
import type { Operation } from './operation.ts';
import { type ApiPorts, workspaceOf } from './ports.ts';
import { pageIdentity } from './whose.ts';

const GROUP = 'Brand';
const Kit = z.strictObject({ brandName: Brief.shape.brandName, primaryColor: Brief.shape.brandColor });
const KitShown = z.object({
  brandName: z.string().nullable(),
  primaryColor: z.string().nullable().meta({ description: 'As in #4dbac7.' }),
});
type KitShown = z.infer<typeof KitShown>;

export function brandRoutes({ kits }: Pick<ApiPorts, 'kits'>): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/api/brand-kit',
      id: 'getBrandKit',
      group: GROUP,
      summary: 'Your brand kit',
      pace: 'look',
      answers: {
        200: { description: 'It; nulls where there is none.', schema: KitShown },
        304: { description: 'As before.' },
      },
      refusals: [],
      handle: async (c) => {
        const kit = await kits.find(workspaceOf(c.var.person));
        const shown = { brandName: kit?.brandName ?? null, primaryColor: kit?.brandColor ?? null };
        return taggedJson(c, shown satisfies KitShown);
      },
    },
    {
      method: 'put',
      path: '/api/brand-kit',
      id: 'putBrandKit',
      group: GROUP,
      summary: 'Set your brand kit',
      description: 'New ads begin with it, here and in the chat on the page.',
      pace: 'change',
      body: { type: 'application/json', schema: Kit, isRequired: true },
      answers: { 200: { description: 'It is kept.', schema: KitShown } },
      refusals: [400, 413, 415],
      handle: async (c) => {
        const { brandName, primaryColor } = await jsonBody(c, Kit);
        const { person } = c.var;
        await kits.put(workspaceOf(person), { brandName, brandColor: primaryColor }, pageIdentity(person));
        return c.json({ brandName, primaryColor } satisfies KitShown);
      },
    },
  ];
}
