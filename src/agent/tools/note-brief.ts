/** note_brief: parts of the brief into the draft, or, where a storyboard is there, into its plan. */
import { z } from 'zod';
import { cutText, mergeBriefText } from '../brief-text.ts';
import { type MissingPart, missingOf } from '../missing.ts';
import type { Draft } from '../thread-state.ts';
import type { WorkingCopy } from '../working-copy.ts';
import { briefEdits } from './brief-edits.ts';
import { type BriefPart, type CheckedBrief, checkBrief } from './check-brief.ts';
import { editPlan } from './edit-plan.ts';
import type { AgentTool, ToolResult } from './tool.ts';

type Noted = ToolResult & {
  readonly noted: readonly string[];
  readonly problems: readonly string[];
  readonly missing: readonly MissingPart[];
};

export const noteBrief: AgentTool<Record<string, unknown>, Noted> = {
  description:
    'Notes what the person said about the ad, several parts at once; null for what they did not say. Call it for every new fact.',
  accepts: z.record(z.string(), z.unknown()),
  run: (said, copy) => {
    const { good, problems } = checkBrief(said);
    return copy.plan === null ? noteInDraft(good, problems, copy) : noteInPlan(good, problems, copy);
  },
};

function noteInDraft(good: CheckedBrief, problems: readonly string[], copy: WorkingCopy): Noted {
  copy.draft = noted(good, copy);
  const changed = Object.keys(good).length > 0;
  // An ad without a plan is still being drawn from the old brief; ordering it again draws it from the new one.
  if (changed && copy.ad !== null) copy.wantsStoryboard = true;
  return result(sentences(good), problems, copy.ad === null ? missingOf(copy.draft) : []);
}

function noteInPlan(good: CheckedBrief, problems: readonly string[], copy: WorkingCopy): Noted {
  if (copy.plan === null) return result([], problems, []);
  const wanted = briefEdits(good, copy.plan);
  const { applied, refused } = editPlan(copy, wanted.edits);
  return result(applied, [...problems, ...wanted.problems, ...refused], []);
}

function noted({ text, ...rest }: CheckedBrief, copy: WorkingCopy): Draft {
  const draft = { ...copy.draft, ...rest };
  if (text !== undefined) draft.text = cutText(mergeBriefText(copy.draft.text, text, copy.message.text));
  // The kit's colour belongs to the kit's brand: with another name it would be a guess.
  const otherBrand = rest.brandName !== undefined && rest.brandName !== copy.brandKit?.brandName;
  const borrowed = rest.brandColor === undefined && copy.draft.brandColor === copy.brandKit?.brandColor;
  return otherBrand && borrowed && copy.draft.brandName === copy.brandKit?.brandName
    ? { ...draft, brandColor: null }
    : draft;
}

const LABELS: Readonly<Record<BriefPart, (value: string) => string>> = {
  text: () => 'what the ad is about',
  brandName: (name) => `the brand ${name}`,
  brandColor: (color) => `the colour ${color}`,
  durationSeconds: (seconds) => `${seconds} seconds`,
  callToAction: (words) => `the call to action "${words}"`,
  tone: (tone) => `the tone ${tone}`,
  language: (language) => `the language ${language}`,
  musicMood: (mood) => `${mood} music`,
};

function sentences(good: CheckedBrief): string[] {
  const parts = Object.entries(LABELS) as [BriefPart, (value: string) => string][]; // LABELS has exactly these keys
  const list = parts.flatMap(([part, label]) => (good[part] === undefined ? [] : [label(String(good[part]))]));
  return list.length === 0 ? [] : [`Noted: ${new Intl.ListFormat('en').format(list)}.`];
}

function result(noted: readonly string[], problems: readonly string[], missing: readonly MissingPart[]): Noted {
  const ok = noted.length > 0 || problems.length === 0;
  return { ok, say: [...noted, ...problems].join(' ') || 'There was nothing new in it.', noted, problems, missing };
}
