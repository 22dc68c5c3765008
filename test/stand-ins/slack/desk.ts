/** What every part of a Slack stand-in works with. */
import type { Team } from './world.ts';

export type Settings = {
  /** How long a trigger_id can be used: 3 s at Slack. */
  readonly triggerMs: number;
  /** After an upload, until Slack has looked at the file: only then do blocks show it, and its type is known. */
  readonly fileReadyMs: number;
  /** After a file was shared, until files.info says where. */
  readonly sharesMs: number;
  /** A stream that is older is closed by Slack: about five minutes (2026). */
  readonly streamMs: number;
  /** A status that nobody renews disappears: two minutes (2026). */
  readonly statusMs: number;
};

export type App = {
  readonly id: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly events: readonly string[];
};

export type Trigger = {
  readonly team: string;
  readonly user: string;
  readonly channel: string | null;
  readonly bornMs: number;
  isUsed: boolean;
};

export type ResponseUrl = {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly thread: string | null;
  /** The message that was pressed, for `replace_original`. */
  readonly ts: string | null;
  readonly bornMs: number;
  uses: number;
};

/** What somebody allowed at the OAuth page, until the app fetches it. */
export type Grant = {
  readonly team: Team;
  readonly user: string;
  readonly scopes: readonly string[];
  readonly redirect: string;
  isUsed: boolean;
};

export type Desk = {
  readonly app: App;
  readonly settings: Settings;
  readonly teams: ReadonlyMap<string, Team>;
  readonly now: () => number;
  readonly ts: () => string;
  /** A new id with this beginning, as Slack's are: capitals and digits. */
  readonly id: (prefix: string) => string;
  /** What the app did that no app should do. */
  readonly faults: string[];
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** By code. */
  readonly grants: Map<string, Grant>;
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly origin: () => string;
  /** A host that is not Slack's. */
  readonly elsewhere: () => string;
  /** Something happened that the app may have subscribed to. */
  readonly tell: (team: Team, event: Happening) => void;
};

/** An event as Slack sends it, with the subscription and the scope it needs. */
export type Happening = {
  readonly event: { readonly type: string };
  readonly needs: string;
  readonly scope: string | null;
};

export type Caller = { readonly team: Team; readonly token: string };

/** `channel` is the conversation that the person is looking at. */
export function pressTrigger(desk: Desk, team: string, user: string, channel: string | null = null): string {
  const id = `${desk.id('')}.${desk.id('')}.trigger`;
  desk.triggers.set(id, { team, user, channel, bornMs: desk.now(), isUsed: false });
  return id;
}

export function responseUrl(desk: Desk, about: Omit<ResponseUrl, 'bornMs' | 'uses'>): string {
  const id = desk.id('R');
  desk.responseUrls.set(id, { ...about, bornMs: desk.now(), uses: 0 });
  return `${desk.origin()}/actions/${about.team}/${id}`;
}
