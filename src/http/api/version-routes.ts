/** Versions of an ad: all of them, the plan of one, and going back to it. */
import { z } from 'zod';
import { Denial } from './denial.ts';
import { taggedJson } from './etag.ts';
import type { ApiContext, Operation } from './operation.ts';
import { ownAd, versionIn } from './own-ad.ts';
import type { ApiPorts } from './ports.ts';
import { versionLine } from './present.ts';
import { Ordered, VersionList, VersionPlan } from './shapes.ts';

const GROUP = 'Changing';
const Restored = Ordered.extend({ version: z.int().positive() });

export function versionRoutes(ports: Pick<ApiPorts, 'desk' | 'people'>): readonly Operation[] {
  const { desk } = ports;
  return [
    {
      method: 'get',
      path: '/api/projects/{id}/versions',
      id: 'listVersions',
      group: GROUP,
      summary: 'All versions of an ad, oldest first',
      pace: 'look',
      answers: { 200: { description: 'The versions.', schema: VersionList }, 304: { description: 'As before.' } },
      refusals: [404],
      handle: async (c) => {
        const project = await ownAd(c, ports);
        const versions = (await desk.versions(project.id)).map((one) => versionLine(project, one));
        return taggedJson(c, { versions } satisfies z.infer<typeof VersionList>);
      },
    },
    {
      method: 'get',
      path: '/api/projects/{id}/versions/{version}',
      id: 'getVersion',
      group: GROUP,
      summary: 'The plan of one version',
      pace: 'look',
      answers: { 200: { description: 'The plan.', schema: VersionPlan }, 304: { description: 'As before.' } },
      refusals: [404],
      handle: async (c) => {
        const { id } = await ownAd(c, ports);
        const version = asked(c);
        const plan = await desk.planOf(id, version);
        if (plan === null) throw noSuchVersion();
        return taggedJson(c, { version, plan } satisfies z.infer<typeof VersionPlan>);
      },
    },
    {
      method: 'post',
      path: '/api/projects/{id}/versions/{version}/restore',
      id: 'restoreVersion',
      group: GROUP,
      summary: 'Stand at an earlier version again',
      description: 'What was finished is there at once. A repeat does nothing.',
      pace: 'change',
      answers: { 200: { description: 'The ad stands there.', schema: Restored } },
      refusals: [404, 409],
      handle: async (c) => {
        const { id } = await ownAd(c, ports);
        await desk.goBack(id, asked(c));
        const { version, status } = await ownAd(c, ports);
        return c.json({ project_id: id, status, version } satisfies z.infer<typeof Restored>);
      },
    },
  ];
}

function asked(c: ApiContext): number {
  const version = versionIn(c);
  if (version === null) throw noSuchVersion();
  return version;
}

function noSuchVersion(): Denial {
  return new Denial(404, 'not-found', 'This ad has no such version.');
}
