/** All tools of the agent over one turn's working copy, as the AI SDK wants them. */
import { type JSONSchema7, jsonSchema, tool } from 'ai';
import { sayOf } from '../ad/errors.ts';
import { expiredSentence } from '../ad/keeping.ts';
import { TOOL_INPUTS, type ToolName } from './tool-inputs.ts';
import { strictJsonSchema } from './tool-schema.ts';
import { approve } from './tools/approve.ts';
import { attachPicture } from './tools/attach-picture.ts';
import { rememberBrand, startOver } from './tools/brand.ts';
import { changePlan } from './tools/change-plan.ts';
import { drawStoryboard } from './tools/draw-storyboard.ts';
import { keepFiles, makeAgain } from './tools/keep-files.ts';
import { keepForLater } from './tools/keep-for-later.ts';
import { makeFree } from './tools/make-free.ts';
import { noteBrief } from './tools/note-brief.ts';
import { status, stop } from './tools/progress.ts';
import { redo } from './tools/redo.ts';
import { type AgentTool, refused, type ToolResult } from './tools/tool.ts';
import { goBack, listVersions } from './tools/versions.ts';
import { goneAt, type WorkingCopy } from './working-copy.ts';

export function toolsOver(copy: WorkingCopy) {
  return {
    note_brief: bind('note_brief', noteBrief, copy),
    attach_picture: bind('attach_picture', attachPicture, copy),
    draw_storyboard: bind('draw_storyboard', drawStoryboard, copy),
    keep_for_later: bind('keep_for_later', keepForLater, copy),
    change_plan: bind('change_plan', changePlan, copy),
    redo: bind('redo', redo, copy),
    make_free: bind('make_free', makeFree, copy),
    approve: bind('approve', approve, copy),
    stop: bind('stop', stop, copy),
    status: bind('status', status, copy),
    list_versions: bind('list_versions', listVersions, copy),
    go_back: bind('go_back', goBack, copy),
    keep_files: bind('keep_files', keepFiles, copy),
    make_again: bind('make_again', makeAgain, copy),
    remember_brand: bind('remember_brand', rememberBrand, copy),
    start_over: bind('start_over', startOver, copy),
  } satisfies Record<ToolName, unknown>;
}

function bind<Input>(name: ToolName, { description, accepts, run }: AgentTool<Input>, copy: WorkingCopy) {
  return tool({
    description,
    strict: true,
    inputSchema: jsonSchema<Input>(
      strictJsonSchema(TOOL_INPUTS[name]) as JSONSchema7, // zod was asked for draft 7
      {
        validate: (value) => {
          const parsed = accepts.safeParse(value);
          return parsed.success
            ? { success: true, value: parsed.data }
            : { success: false, error: new Error(`The input of ${name} does not fit.`, { cause: parsed.error }) };
        },
      },
    ),
    execute: async (input: Input) => {
      const result = await settled(name, () => run(input, copy), copy);
      copy.said.push(result.say);
      return result;
    },
  });
}

/** A yes is to what the person has seen: after it nothing of that is changed in the same turn. */
const CHANGING: ReadonlySet<ToolName> = new Set([
  'note_brief',
  'attach_picture',
  'draw_storyboard',
  'change_plan',
  'redo',
  'make_free',
  'go_back',
  'make_again',
  'start_over',
]);

/** Not without the ad's files. */
const NEEDING_FILES: ReadonlySet<ToolName> = new Set([
  'note_brief',
  'draw_storyboard',
  'keep_for_later',
  'change_plan',
  'redo',
  'make_free',
  'approve',
  'go_back',
]);

/** What a tool throws becomes a sentence: its own words may not be meant for people, or for a model. */
async function settled(
  name: ToolName,
  run: () => ToolResult | Promise<ToolResult>,
  copy: WorkingCopy,
): Promise<ToolResult> {
  if (copy.wantsApproval && CHANGING.has(name)) return refused('I am already making the ad as you approved it.');
  const gone = goneAt(copy);
  if (gone !== null && NEEDING_FILES.has(name)) return refused(expiredSentence(gone));
  try {
    return await run();
  } catch (error) {
    return refused(sayOf(error));
  }
}
