/** What the app hears of what happens: only what it subscribed to and may see, wrapped as Slack wraps it. */
import type { Delivery } from './delivery.ts';
import type { Desk } from './desk.ts';

/** A closed socket or a dead token does not stop it; an app that was taken away hears nothing. */
export function teller(desk: Desk, delivery: Pick<Delivery, 'hand'>): Desk['tell'] {
  return (team, { event, needs, scope }) => {
    if (!desk.app.events.includes(needs)) return;
    if (scope !== null && !team.bot.scopes.includes(scope)) return;
    if (team.bot.state === 'uninstalled' || team.bot.state === 'absent') return;
    // A copy: what is told later of the same message must not change what was told before.
    const told = structuredClone(event);
    void delivery.hand('events_api', {
      token: desk.app.verificationToken,
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: desk.app.id,
      event: told,
      type: 'event_callback',
      event_id: desk.id('Ev').replace('EV', 'Ev'),
      event_time: Math.floor(desk.now() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: team.bot.userId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: desk.id('EC'),
    });
  };
}
