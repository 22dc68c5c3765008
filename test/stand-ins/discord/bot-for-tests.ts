/** The real discord.js, pointed at a stand-in, as a test's own bot. */
import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import type { Discord } from './discord-server.ts';

export type TestBot = {
  readonly client: Client<true>;
  /** What its listeners threw, and what else discord.js complained of. */
  readonly errors: readonly Error[];
  readonly close: () => Promise<void>;
};

const { Guilds, GuildMessages, MessageContent, DirectMessages } = GatewayIntentBits;

/** Resolves when it is ready; throws when it is refused. */
export async function startBot(discord: Discord, options: Partial<ClientOptions> = {}): Promise<TestBot> {
  const client = new Client({
    intents: [Guilds, GuildMessages, MessageContent, DirectMessages],
    partials: [Partials.Channel],
    enforceNonce: true,
    rest: { api: discord.api, version: '10' },
    ...options,
  });
  const errors: Error[] = [];
  client.on(Events.Error, (error) => void errors.push(error));
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    client.once(Events.Error, reject);
  });
  await client.login(discord.token());
  return { client: await ready, errors, close: async () => void (await client.destroy()) };
}
