/** change_plan: typed edits of the storyboard; several calls in a turn stack on each other. */
import { z } from 'zod';
import { Edit } from '../../ad/edit.ts';
import type { WorkingCopy } from '../working-copy.ts';
import { editPlan } from './edit-plan.ts';
import { keep } from './keep-for-later.ts';
import type { AgentTool, ToolResult } from './tool.ts';

const MAX_EDITS = 20;

type Changed = ToolResult & { readonly applied: readonly string[]; readonly refused: readonly string[] };

export const changePlan: AgentTool<{ edits: unknown[] }, Changed> = {
  description: `Changes the storyboard by a list of edits, in order. Scenes are named by their id from the state. null means: as it is.
overlay-line: one line of a scene's words, text null takes it away. overlay-none: no words in the scene. background: what is behind the product, in words without the product; reseed true draws the same anew. product: its size (scale, 1 is normal), place and motion; usage absent leaves it out. scene-duration: others make room. move-scene, swap-scenes, add-scene, remove-scene: there are 3 to 5 scenes. transition: how a scene turns into the next. style and palette: the whole ad. music: reseed true for another piece; also brings it back. music-none: no music. brand: its name and colour (#rrggbb). total-duration: length of the film. Not for pictures: attach_picture.`,
  accepts: z.object({ edits: z.array(z.unknown()) }),
  run: ({ edits: written }, copy) => {
    if (copy.ad === null) return nothing('There is no storyboard to change yet.');
    if (copy.plan === null) return waiting(copy);
    const parsed = written.slice(0, MAX_EDITS).map((edit) => ({ edit, parsed: Edit.safeParse(completed(edit)) }));
    const edits = parsed.flatMap((one) => (one.parsed.success ? [one.parsed.data] : []));
    const unreadable = parsed.flatMap((one) => (one.parsed.success ? [] : [reasonOf(one.edit, one.parsed.error)]));
    const { applied, refused } = editPlan(
      copy,
      edits.filter((edit) => !isForeign(edit, copy)),
    );
    const foreign = edits.some((edit) => isForeign(edit, copy)) ? [SEND_PICTURE] : [];
    const left =
      written.length > MAX_EDITS ? [`That was more than ${MAX_EDITS} changes at once; I took the first.`] : [];
    return result(applied, [...refused, ...unreadable, ...foreign, ...left]);
  },
};

/** A key that a model names may be anybody's file; only pictures that came into this thread are used. */
function isForeign(edit: Edit, copy: WorkingCopy): boolean {
  return edit.kind === 'product-picture' && !copy.pictures.some(({ key }) => key === edit.photoKey);
}

const SEND_PICTURE = 'Send me the new picture of the product here, then I can use it.';

function result(applied: readonly string[], refused: readonly string[]): Changed {
  const say = [...applied, ...refused].join(' ') || 'I did not understand what to change.';
  return { ok: applied.length > 0, say, applied, refused };
}

function waiting(copy: WorkingCopy): Changed {
  return { ...keep(copy), applied: [], refused: [] };
}

function nothing(reason: string): Changed {
  return { ok: false, say: reason, applied: [], refused: [reason] };
}

/** Hosts without strict schemas leave out what is null and add what nobody asked for. */
function completed(edit: unknown): unknown {
  const known = z.looseObject({ kind: z.string() }).safeParse(edit).data;
  const shape = Edit.options.find((option) => option.shape.kind.value === known?.kind)?.shape;
  if (!known || !shape) return edit;
  const absent = (key: string) => (key === 'reseed' ? false : null);
  return Object.fromEntries(Object.keys(shape).map((key) => [key, known[key] ?? absent(key)]));
}

/** Names the kind of change, not its inner field names: the sentence may reach the person. */
function reasonOf(edit: unknown, error: z.ZodError): string {
  const kind = z.object({ kind: z.string().max(40) }).safeParse(edit);
  const what = kind.success ? `"${kind.data.kind.replaceAll('-', ' ')}"` : 'One of the changes';
  const where = error.issues[0]?.path.join(' ');
  return `${what} could not be applied${where ? `, because its ${where} is not possible` : ''}.`;
}
