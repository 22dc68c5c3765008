/** How Slack says no: a word in `error`, sometimes with details beside it. */

export class Refusal extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

export function refuse(code: string, details: Readonly<Record<string, unknown>> = {}): never {
  throw new Refusal(code, details);
}

/** As Slack writes them: what is wrong, and where. */
export function refuseWith(code: string, messages: readonly string[]): never {
  throw new Refusal(code, { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } });
}
