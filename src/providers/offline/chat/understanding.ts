/** What one message means: tools to call, sentences to say beside them, and at most one question. */

export type ToolCall = { readonly name: string; readonly input: Readonly<Record<string, unknown>> };

export type Understanding = {
  readonly calls: readonly ToolCall[];
  /** Things to be told that no tool says, problems first. */
  readonly say: readonly string[];
  /** Asked last; it takes the place of the question for what the brief still needs. */
  readonly ask: string | null;
};

export function calling(name: string, input: ToolCall['input'] = {}): Understanding {
  return { calls: [{ name, input }], say: [], ask: null };
}

export function saying(...say: readonly string[]): Understanding {
  return { calls: [], say, ask: null };
}

export function asking(ask: string): Understanding {
  return { calls: [], say: [], ask };
}
