/** A fault of discord.js that would end the whole program. */
import { type Client, Events, GatewayDispatchEvents } from 'discord.js';

/**
 * discord.js 14.28.1 reads the session of a connection that was taken up again without looking whether there still is one, and
 * throws where nobody catches it when Discord ends the session in that very moment (seen 2026-11-23). An empty one makes it begin anew.
 */
export function survivesLostSessions(client: Client): void {
  client.on(Events.Raw, ({ t }: { t: string | null }, shardId: number) => {
    const shard = client.ws.shards.get(shardId);
    if (t === GatewayDispatchEvents.Resumed && shard && Reflect.get(shard, 'sessionInfo') === null)
      Reflect.set(shard, 'sessionInfo', { sequence: 0 });
  });
}
