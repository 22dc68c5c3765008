/** "Add to Slack": the page where people allow the app, and the grant that becomes a token. */
import type { Desk } from './desk.ts';
import { refuse } from './refusal.ts';
import type { Team } from './world.ts';

/**
 * What a browser gets at `/oauth/v2/authorize`: the address to go to next. `who` is the person who allows it (null: they
 * press Cancel). A problem with the question itself comes back as words for a page.
 */
export function authorize(
  desk: Desk,
  query: URLSearchParams,
  who: { readonly team: Team; readonly user: string } | null,
): { readonly location: string } | { readonly problem: string } {
  const redirect = query.get('redirect_uri');
  if (query.get('client_id') !== desk.app.clientId) return { problem: 'Invalid client_id parameter' };
  const scopes = (query.get('scope') ?? '').split(',').filter((scope) => scope !== '');
  if (scopes.length === 0) return { problem: 'Invalid permissions requested' };
  if (!redirect) return { problem: 'redirect_uri did not match any configured URIs' };
  const back = new URL(redirect);
  const state = query.get('state');
  if (state) back.searchParams.set('state', state);
  if (!who) {
    back.searchParams.set('error', 'access_denied');
    return { location: back.href };
  }
  const code = `${desk.id('')}.${desk.id('')}`;
  desk.grants.set(code, { ...who, scopes, redirect, isUsed: false });
  back.searchParams.set('code', code);
  return { location: back.href };
}

type Asked = {
  client_id?: string | undefined;
  client_secret?: string | undefined;
  code?: string | undefined;
  redirect_uri?: string | undefined;
  grant_type?: string | undefined;
};

export function takeGrant(desk: Desk, asked: Asked) {
  if (asked.client_id !== desk.app.clientId) return refuse('invalid_client_id');
  if (asked.client_secret !== desk.app.clientSecret) return refuse('bad_client_secret');
  const grant = desk.grants.get(asked.code ?? '');
  if (!grant || asked.grant_type === 'refresh_token') return refuse('invalid_code');
  if (grant.isUsed) return refuse('code_already_used');
  if (grant.redirect !== null && asked.redirect_uri !== undefined && asked.redirect_uri !== grant.redirect)
    return refuse('bad_redirect_uri');
  grant.isUsed = true;
  const { team, user, scopes } = grant;
  // A second permission gives the same token again; after the app was taken away it is another one.
  if (team.bot.state !== 'active') team.bot.token = `xoxb-stand-in-${team.id}-${desk.id('').toLowerCase()}`;
  team.bot.scopes = scopes;
  team.bot.state = 'active';
  return {
    access_token: team.bot.token,
    token_type: 'bot',
    scope: scopes.join(','),
    bot_user_id: team.bot.userId,
    app_id: desk.app.id,
    team: { id: team.id, name: team.name },
    enterprise: null,
    authed_user: { id: user },
    is_enterprise_install: false,
  };
}
