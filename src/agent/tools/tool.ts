/** What a tool is before it meets a model: an input, a change of the working copy, a sentence. */
import { z } from 'zod';
import type { WorkingCopy } from '../working-copy.ts';

/** `say` is one or more plain sentences for the person; `ok: false` means that nothing of it was done. */
export type ToolResult = { readonly ok: boolean; readonly say: string };

export type AgentTool<Input = unknown, Result extends ToolResult = ToolResult> = {
  /** For the model. */
  readonly description: string;
  /**
   * What is taken from a model, wider than what it is told to send where parts are checked one by one: so that one bad
   * part does not lose the others.
   */
  readonly accepts: z.ZodType<Input>;
  readonly run: (input: Input, copy: WorkingCopy) => Result | Promise<Result>;
};

/** For tools without an input: models send an empty object, nothing or `null`. */
export const ANYTHING = z.unknown();

export function done(say: string): ToolResult {
  return { ok: true, say };
}

export function refused(say: string): ToolResult {
  return { ok: false, say };
}
