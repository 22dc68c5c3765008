/** The methods about tokens and the app itself: who am I, sockets, OAuth, and being taken away. */
import { z } from 'zod';
import { blockFaults } from './blocks.ts';
import type { Desk } from './desk.ts';
import { flag, json, type Method, method } from './method.ts';
import { takeGrant } from './oauth.ts';
import { refuse, refuseWith } from './refusal.ts';
import { viewFaults } from './view-checks.ts';
import type { Team } from './world.ts';

const test = method({
  tier: 'special',
  args: {},
  run: (_, { team }, desk) => ({
    url: `${desk.origin()}/`,
    team: team.name,
    user: 'ad',
    team_id: team.id,
    user_id: team.bot.userId,
    bot_id: team.bot.botId,
    is_enterprise_install: false,
  }),
});

const revoke = method({
  tier: 3,
  args: { test: flag.optional() },
  run: ({ test: isTest }, { team }) => {
    if (!isTest) team.bot.state = 'revoked';
    return { revoked: !isTest };
  },
});

const uninstall = method({
  tier: 1,
  args: { client_id: z.string(), client_secret: z.string() },
  run: ({ client_id: id, client_secret: secret }, { team }, desk) => {
    if (id !== desk.app.clientId || secret !== desk.app.clientSecret) return refuse('bad_client_secret');
    uninstalled(desk, team);
    return {};
  },
});

/** As when an admin takes the app away: its events are the last it hears, and its token is dead. */
export function uninstalled(desk: Desk, team: Team): void {
  desk.tell(team, { event: { type: 'app_uninstalled' }, needs: 'app_uninstalled', scope: null });
  const tokens = { oauth: [], bot: [team.bot.userId] };
  desk.tell(team, {
    event: { type: 'tokens_revoked', tokens } as { type: string },
    needs: 'tokens_revoked',
    scope: null,
  });
  team.bot.state = 'uninstalled';
}

const botInfo = method({
  tier: 3,
  scopes: ['users:read'],
  args: { bot: z.string().optional() },
  run: (_, { team }, desk) => ({
    bot: { id: team.bot.botId, app_id: desk.app.id, user_id: team.bot.userId, name: 'Ad', deleted: false },
  }),
});

const access = method({
  tier: 4,
  token: 'none',
  args: {
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
    code: z.string().optional(),
    redirect_uri: z.string().optional(),
    grant_type: z.string().optional(),
    refresh_token: z.string().optional(),
  },
  run: (args, _, desk) => takeGrant(desk, args),
});

const validate = method({
  tier: 4,
  args: {
    blocks: json(z.array(z.unknown())).optional(),
    message: json(z.looseObject({ blocks: z.array(z.unknown()).optional() })).optional(),
    view: json(z.looseObject({ type: z.enum(['modal', 'home']) })).optional(),
  },
  run: ({ blocks, message, view }) => {
    const given = blocks ?? message?.blocks;
    const faults = [...(given ? blockFaults(given, 'message') : []), ...(view ? viewFaults(view, view.type) : [])];
    return faults.length > 0 ? refuseWith('invalid_blocks', faults) : {};
  },
});

export const appMethods: Readonly<Record<string, Method>> = {
  'auth.test': test,
  'auth.revoke': revoke,
  'apps.uninstall': uninstall,
  'bots.info': botInfo,
  'oauth.v2.access': access,
  'blocks.validate': validate,
};
