/** Which workspaces have installed adgen, each with the bot's token there. */
import { z } from 'zod';

export const SlackInstallation = z.strictObject({
  /** The workspace's id, as in `T0123`. */
  teamId: z.string().min(1),
  teamName: z.string(),
  /** A secret: it goes into no log and no answer. */
  botToken: z.string().min(1),
  botId: z.string().min(1),
  botUserId: z.string().min(1),
  scopes: z.array(z.string()),
  /** The Slack id of the person who installed it. */
  installedBy: z.string(),
});
export type SlackInstallation = z.infer<typeof SlackInstallation>;

export interface Installations {
  /** The newest stays: installing again brings new permissions, and sometimes a new token. */
  store(installation: SlackInstallation): Promise<void>;
  /** Null: never installed there, or taken away. */
  find(teamId: string): Promise<SlackInstallation | null>;
  /**
   * Forgets the workspace's token. With `botToken` only while it is still that one: news of an old token's end may come after
   * the app was installed again. False when there was nothing to forget.
   */
  remove(teamId: string, botToken?: string): Promise<boolean>;
}
