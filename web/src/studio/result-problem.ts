/** What the client throws, read: a code, a sentence for people, and the field it is about. */

export type StudioProblem = { readonly code: string; readonly message: string; readonly field: string | null };

export function problemOf(error: unknown): StudioProblem {
  const known = new Map<string, unknown>(typeof error === 'object' && error !== null ? entriesOf(error) : []);
  const text = (name: string) => {
    const value = known.get(name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    code: text('code') ?? 'unexpected',
    message: text('message') ?? 'Something went wrong. Please try again.',
    field: text('field'),
  };
}

/** The message of an error is no property that can be listed. */
function entriesOf(error: object): readonly (readonly [string, unknown])[] {
  const own = Object.entries(error);
  return error instanceof Error ? [['message', error.message], ...own] : own;
}
