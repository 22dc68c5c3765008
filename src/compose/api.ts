/** The REST API over a whole system: its ports, and who may ask. */
import { z } from 'zod';
import type { System } from '../compose.ts';
import { type ApiOptions, createApi } from '../http/api/create-api.ts';
import type { ApiPorts, ListedAd, People } from '../http/api/ports.ts';
import { storyboardKey } from '../pipeline/keys.ts';
import type { Log } from '../pipeline/ports.ts';
import type { Database } from '../storage/database.ts';
import { jobId } from '../worker/catalogue.ts';
import { createCutoutPreview } from './cutout-preview.ts';
import type { SignIn } from './sign-in.ts';

type Needs = {
  readonly system: Pick<System, 'database' | 'artifacts' | 'cutter'> & {
    readonly studio: ApiPorts['desk'];
    readonly window: Pick<System['window'], 'kit' | 'putKit'>;
  };
  readonly log: Log;
  readonly signIn: Pick<SignIn, 'whose' | 'more'>;
  readonly signal: AbortSignal;
} & Pick<ApiOptions, 'rates' | 'heartbeatMs' | 'glanceMs'>;

export function openApi(needs: Needs): ReturnType<typeof createApi> {
  const { system, log, signal, signIn, rates, heartbeatMs, glanceMs } = needs;
  const { studio, database, window, artifacts, cutter } = system;
  const ports: ApiPorts = {
    desk: studio,
    previewCutout: createCutoutPreview({ artifacts, cutter }),
    adsOf: (userIds, { limit, after }) => adsOf(database, userIds, limit, after),
    people: createPeople(database),
    kits: { find: window.kit, put: window.putKit },
    ...{ artifacts, storyboardKey, log },
    jobIdOf: ({ projectId, version }) => jobId({ name: 'produce', data: { projectId, version } }),
  };
  // As `announce_project` in the migrations says it.
  const changes: ApiOptions['changes'] = (hear) => database.listen('adgen_project', hear, () => hear(null));
  const options = { ports, signal, changes, clock: () => performance.now() };
  const given = {
    ...(rates ? { rates } : {}),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    ...(glanceMs === undefined ? {} : { glanceMs }),
  };
  const { whose, more = [] } = signIn;
  return createApi({ ...options, ...given, whose, more });
}

const Listed = z.object({
  ...{ id: z.string(), title: z.string(), status: z.string(), progress: z.number(), version: z.number() },
  ...{ costMicroUsd: z.number(), createdAt: z.string(), updatedAt: z.string(), filesUntil: z.string() },
  ...{ filesGoneAt: z.string().nullable(), filmsOf: z.number().nullable() },
});

type Caller = Pick<Database, 'call'>;

async function adsOf(
  database: Caller,
  userIds: readonly string[],
  limit: number,
  after: { readonly createdAt: string; readonly id: string } | null,
): Promise<readonly ListedAd[]> {
  const given = {
    p_user_ids: userIds,
    p_limit: limit,
    p_after_at: after?.createdAt ?? null,
    p_after_id: after?.id ?? null,
  };
  return Listed.array().parse(await database.call('ads_of', given));
}

function createPeople(database: Caller): People {
  return {
    identitiesOf: async (userId) =>
      z
        .string()
        .array()
        .parse(await database.call('identities_of', { p_user_id: userId })),
    createLinkCode: async (userId) => {
      const [code] = await database.call('create_link_code', { p_user_id: userId });
      return z.string().parse(code);
    },
    unlink: async (userId, identity) => {
      const [done] = await database.call('unlink_identity', { p_user_id: userId, p_identity: identity });
      return done === true;
    },
  };
}
