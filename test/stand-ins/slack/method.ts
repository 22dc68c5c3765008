/** A method of Slack's Web API: who may call it how often, which arguments it takes, and what it does. */
import { z } from 'zod';
import type { Caller, Desk } from './desk.ts';
import { refuseWith } from './refusal.ts';

/** Calls in a minute, per method and workspace (docs.slack.dev, August 2026); `post`: one a second and channel. */
export type Tier = 1 | 2 | 3 | 4 | 'post' | 'special';

export type Answer = Readonly<Record<string, unknown>>;

export type Method = {
  readonly tier: Tier;
  /** Each of these is needed; of an array in it, any one. Empty: every token will do. */
  readonly scopes: readonly (string | readonly string[])[];
  /** `none`: no token at all; `app`: only an app-level token. */
  readonly token?: 'bot' | 'app' | 'none';
  readonly call: (raw: Readonly<Record<string, unknown>>, caller: Caller, desk: Desk) => Answer | Promise<Answer>;
};

export function method<Shape extends z.ZodRawShape>(given: {
  readonly tier: Tier;
  readonly scopes?: Method['scopes'];
  readonly token?: Method['token'];
  readonly args: Shape;
  readonly run: (args: z.output<z.ZodObject<Shape>>, caller: Caller, desk: Desk) => Answer | Promise<Answer>;
}): Method {
  const schema = z.strictObject({ token: z.string().optional(), team_id: z.string().optional() });
  const args = schema.extend(given.args);
  return {
    tier: given.tier,
    scopes: given.scopes ?? [],
    ...(given.token ? { token: given.token } : {}),
    call: (raw, caller, desk) => {
      const parsed = args.safeParse(raw);
      if (!parsed.success) return refuseWith('invalid_arguments', parsed.error.issues.map(inWords));
      return given.run(parsed.data as z.output<z.ZodObject<Shape>>, caller, desk); // it has the fields of the shape, and two more
    },
  };
}

function inWords(issue: { readonly message: string; readonly path: readonly PropertyKey[] }): string {
  return `${issue.message} [json-pointer:/${issue.path.map(String).join('/')}]`;
}

/** Forms carry `true` and `1` as words. */
export const flag = z.preprocess(
  (given) => (given === 'true' || given === '1' ? true : given === 'false' || given === '0' ? false : given),
  z.boolean(),
);

export const count = z.preprocess(
  (given) => (typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given),
  z.number().int(),
);

/** Forms carry lists and objects as JSON; what is none is left as it is, and refused by the schema. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((given) => {
    if (typeof given !== 'string') return given;
    try {
      return JSON.parse(given);
    } catch {
      return given;
    }
  }, schema);
}

export const timestamp = z.string().regex(/^\d{10}\.\d{6}$/, { message: 'must be a message timestamp' });
