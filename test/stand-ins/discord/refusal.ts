/** How Discord says no: a status, a code, a sentence, and for forms a tree of what is wrong where. */

export type Issue = { readonly path: readonly PropertyKey[]; readonly code: string; readonly message: string };

export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | null;
  constructor(
    status: number,
    code: number,
    message: string,
    options: { issues?: readonly Issue[]; headers?: Record<string, string>; retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.issues = options.issues ?? [];
    this.headers = options.headers ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** Status, code and sentence as published (docs.discord.com, JSON error codes, 2026). */
const REFUSALS = {
  'not-found': [404, 0, '404: Not Found'],
  'no-method': [405, 0, '405: Method Not Allowed'],
  unauthorized: [401, 0, '401: Unauthorized'],
  'unknown-application': [404, 10002, 'Unknown Application'],
  'unknown-channel': [404, 10003, 'Unknown Channel'],
  'unknown-guild': [404, 10004, 'Unknown Guild'],
  'unknown-member': [404, 10007, 'Unknown Member'],
  'unknown-message': [404, 10008, 'Unknown Message'],
  'unknown-user': [404, 10013, 'Unknown User'],
  'unknown-emoji': [400, 10014, 'Unknown Emoji'],
  'unknown-webhook': [404, 10015, 'Unknown Webhook'],
  'unknown-interaction': [404, 10062, 'Unknown interaction'],
  'unknown-command': [404, 10063, 'Unknown application command'],
  'too-many-commands': [400, 30032, 'Maximum number of application commands reached'],
  'too-large': [413, 40005, 'Request entity too large'],
  'already-acknowledged': [400, 40060, 'Interaction has already been acknowledged.'],
  'missing-access': [403, 50001, 'Missing Access'],
  'not-your-message': [403, 50005, 'Cannot edit a message authored by another user'],
  'empty-message': [400, 50006, 'Cannot send an empty message'],
  'no-dm': [403, 50007, 'Cannot send messages to this user'],
  'not-text': [400, 50008, 'Cannot send messages in a non-text channel'],
  'missing-permissions': [403, 50013, 'Missing Permissions'],
  'invalid-token': [401, 50014, 'Invalid authentication token provided'],
  'wrong-channel-type': [400, 50024, 'Cannot execute action on this channel type'],
  'invalid-webhook-token': [401, 50027, 'Invalid Webhook Token'],
  'not-json': [400, 50109, 'The request body contains invalid JSON.'],
  'thread-archived': [400, 50083, 'Thread is archived'],
  'no-history': [400, 160002, 'Cannot reply without permission to read message history'],
  'thread-exists': [400, 160004, 'A thread has already been created for this message'],
  'thread-locked': [400, 160005, 'Thread is locked'],
} as const satisfies Readonly<Record<string, readonly [number, number, string]>>;

export type RefusalName = keyof typeof REFUSALS;

export function refuse(name: RefusalName): never {
  const [status, code, message] = REFUSALS[name];
  throw new Refusal(status, code, message);
}

export function refuseForm(issues: readonly Issue[]): never {
  throw new Refusal(400, 50035, 'Invalid Form Body', { issues });
}

/** The body of the answer. */
export function refusalBody({ code, message, issues, retryAfterSeconds }: Refusal): Record<string, unknown> {
  return {
    message,
    code,
    ...(retryAfterSeconds === null ? {} : { retry_after: retryAfterSeconds, global: false }),
    ...(issues.length > 0 ? { errors: treeOf(issues) } : {}),
  };
}

/** Issues by path, each leaf with its list of `_errors`. */
function treeOf(issues: readonly Issue[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { path, code, message } of issues) {
    let at = root;
    for (const key of path.map(String)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>; // only objects are put into the tree
    }
    at._errors ??= [];
    (at._errors as unknown[]).push({ code, message }); // as above
  }
  return root;
}
