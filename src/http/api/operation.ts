/** One thing the API can do: what the router runs is what the document says. */
import type { Context } from 'hono';
import type { z } from 'zod';
import type { ApiEnv } from './whose.ts';

export type ApiContext = Context<ApiEnv>;

export type Answer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Of the body; JSON where a schema is given and nothing else is said. */
  readonly type?: string;
};

/** How much of it one person may do: looking is free, changing is counted, ordering is counted strictly. */
export type Pace = 'look' | 'change' | 'order';

export type Operation = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it: `/api/projects/{id}`. */
  readonly path: string;
  /** A name for programs, unique. */
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  readonly description?: string;
  /** Whether anybody may: no token, no session. */
  readonly isOpen?: true;
  readonly pace: Pace;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: {
    readonly type: 'application/json' | 'multipart/form-data';
    readonly schema: z.ZodType;
    readonly isRequired: boolean;
  };
  readonly answers: Readonly<Record<number, Answer>>;
  /** Statuses of refusals besides those that hold everywhere (401, 429, 503). */
  readonly refusals: readonly number[];
  readonly handle: (c: ApiContext) => Promise<Response>;
};

/** `/api/projects/{id}` as the router writes it: `/api/projects/:id`. */
export function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** `id` of `/api/projects/{id}`. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
}
