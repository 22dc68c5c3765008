/** Parts of the brief said when the storyboard is already there: those that mean a change of it, as edits. Pure. */
import type { Edit } from '../../ad/edit.ts';
import { Mood, type Plan } from '../../ad/plan.ts';
import type { CheckedBrief } from './check-brief.ts';

type BriefEdits = {
  readonly edits: readonly Edit[];
  /** A sentence for each part that no edit can bring into a storyboard. */
  readonly problems: readonly string[];
};

export function briefEdits(parts: CheckedBrief, plan: Plan): BriefEdits {
  const edits: Edit[] = [];
  const problems: string[] = [];
  const { brandName, brandColor, durationSeconds, callToAction } = parts;
  if (brandName !== undefined || brandColor !== undefined) {
    edits.push({ kind: 'brand', name: brandName ?? null, color: brandColor ?? null });
  }
  if (durationSeconds !== undefined) edits.push({ kind: 'total-duration', seconds: durationSeconds });
  if (callToAction !== undefined) {
    edits.push({ kind: 'overlay-line', sceneId: closingScene(plan), line: 'pill', text: callToAction });
  }
  if (parts.musicMood !== undefined) {
    const mood = moodIn(parts.musicMood);
    if (mood) edits.push({ kind: 'music', mood, tempoBpm: null, prompt: null, reseed: false });
    else problems.push(`For the music I can do ${MOODS}. Which one fits best?`);
  }
  if (parts.tone !== undefined) {
    const mood = moodIn(parts.tone);
    if (mood) edits.push({ ...AS_IT_IS, mood });
    else problems.push(`For the feeling of the whole ad I can do ${MOODS}. Which one fits best?`);
  }
  if (parts.text !== undefined) {
    problems.push(
      'The storyboard is already drawn from the brief. Tell me what to change in which scene, or say "start over" for a new ad.',
    );
  }
  if (parts.language !== undefined) {
    problems.push(
      'The words are already written. Tell me the new words scene by scene, or say "start over" for a new ad.',
    );
  }
  return { edits, problems };
}

const MOODS = new Intl.ListFormat('en', { type: 'disjunction' }).format(Mood.options);
const AS_IT_IS = {
  kind: 'style',
  lighting: null,
  camera: null,
  texture: null,
  grade: null,
  typeface: null,
} as const;

/** `calm, soft piano` is calm. */
function moodIn(written: string): Mood | undefined {
  const words = written.toLowerCase().split(/[^a-z]+/);
  return Mood.options.find((mood) => words.includes(mood));
}

function closingScene(plan: Plan): string {
  const scene = plan.scenes.find(({ role }) => role === 'call-to-action') ?? plan.scenes.at(-1);
  return scene?.id ?? 's1';
}
