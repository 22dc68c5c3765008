/** The agent's tools as any language model sees them: names and inputs. Required and nullable, because strict schemas know nothing optional. */
import { z } from 'zod';
import { Edit } from '../ad/edit.ts';
import { Scene } from '../ad/plan.ts';

const nothing = z.strictObject({});
const said = (max: number) => z.string().trim().min(1).max(max).nullable();

export const TOOL_INPUTS = {
  /** Parts of the brief as the person gave them, several at once; null: not said. Checked, and problems come back as sentences. */
  note_brief: z.strictObject({
    text: said(4000),
    brandName: said(200),
    /** As written: `teal`, `#4dbac7`, `rgb(…)`. */
    brandColor: said(100),
    durationSeconds: z.number().nullable(),
    callToAction: said(200),
    tone: said(200),
    language: said(40),
    musicMood: said(100),
  }),
  /** Makes one of the new pictures (by its id in the state) the product picture. */
  attach_picture: z.strictObject({ pictureId: z.string().min(1).max(200) }),
  /** Cuts the product out and draws the storyboard; needs a complete brief and a picture; costs nothing. */
  draw_storyboard: nothing,
  /** For a change that is asked for while the storyboard is still being drawn: the message is worked on when it is there. */
  keep_for_later: nothing,
  /** Applied in order; what cannot be applied is refused with a reason and the rest stays applied. */
  change_plan: z.strictObject({ edits: z.array(Edit).min(1).max(20) }),
  /** Makes again what fell back, or what is named; `sceneId` only for `scene`. Where it costs, its price is asked about first. */
  redo: z.strictObject({
    what: z.enum(['scene', 'music', 'everything', 'plan']),
    sceneId: Scene.shape.id.nullable(),
  }),
  /** Makes the ad that waits for a yes with drawn backgrounds and music from here: it costs nothing. */
  make_free: nothing,
  /** Starts making the ad at the offered price. Refused unless the person's own message is an explicit yes. */
  approve: nothing,
  stop: nothing,
  /** Where the ad stands and what it has cost so far. */
  status: nothing,
  list_versions: nothing,
  /** Back to an earlier version; null: the one before the current one. Costs nothing. */
  go_back: z.strictObject({ version: z.number().int().positive().nullable() }),
  /** Keeps the ad's films and pictures for seven more days. */
  keep_files: nothing,
  /** A new ad from the brief of one whose files have expired. */
  make_again: nothing,
  /** Keeps brand name and colour for the next ads of this workspace. */
  remember_brand: nothing,
  /** Puts the draft or the ad aside and begins a new one in this thread. */
  start_over: nothing,
} as const;

export type ToolName = keyof typeof TOOL_INPUTS;
