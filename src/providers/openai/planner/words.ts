/** The words of every scene: the model's where the brief bears them out, the offline planner's for that beat where not. Pure. */
import type { Brief } from '../../../ad/brief.ts';
import type { Overlay, Plan, Scene } from '../../../ad/plan.ts';
import type { AnswerScene } from './answer.ts';
import type { ClaimCheck } from './claims.ts';
import { primary } from './language-tag.ts';
import { lineKey, shorten, tidy } from './line.ts';
import type { Words } from './reading.ts';

const ROOM = { headline: 44, support: 70, pill: 26 } as const;
/** Longer texts are no lines; they are cut before anything else is done with them. */
const LONGEST = 400;

type Facts = {
  readonly brief: Brief;
  readonly draft: Plan;
  /** Of the plan; the draft's lines are only taken in the same one. */
  readonly language: string;
  readonly claimIn: ClaimCheck;
};

/** One overlay for each scene; null where nothing can be said that the brief says. The last scene always names the brand. */
export function wordsFor(scenes: readonly AnswerScene[], facts: Facts): readonly Words[] {
  const { brief, draft, language, claimIn } = facts;
  const said = new Set<string>();
  const take = (line: string | null): string | null => {
    // Signs alone are no words.
    const key = lineKey(line ?? '');
    if (line === null || key === '' || said.has(key) || claimIn(line) !== null) return null;
    said.add(key);
    return line;
  };
  const model = (text: string | null, room: number) => {
    const line = text === null ? '' : tidy(text.slice(0, LONGEST));
    return line === '' ? null : shorten(line, room, language);
  };
  const spares = sparesOf(draft, language);
  const closing = scenes.length - 1;
  // The closing scene says the brand's name, so that no other scene needs to.
  said.add(lineKey(brief.brandName));
  return scenes.map(({ role, overlay }, at): Words => {
    if (at === closing) return closingWords(overlay, { ...facts, take, model });
    if (overlay === null) return null;
    const position = positionIn(draft);
    const headline = take(model(overlay.headline, ROOM.headline));
    if (headline !== null)
      return { headline, support: take(model(overlay.support, ROOM.support)), pill: null, position };
    const spare = spares(role);
    const line = spare === null ? null : take(spare.headline);
    return spare === null || line === null
      ? null
      : { headline: line, support: take(spare.support), pill: null, position };
  });
}

type Pen = Facts & {
  readonly take: (line: string | null) => string | null;
  readonly model: (text: string | null, room: number) => string | null;
};

/** Brand, what is offered, what to do. The person's own call to action is said word for word. */
function closingWords(overlay: AnswerScene['overlay'], { brief, draft, language, take, model }: Pen): Overlay {
  const last = draft.scenes.at(-1)?.overlay ?? null;
  const same = primary(draft.language) === primary(language);
  const headline = model(overlay?.headline ?? null, ROOM.headline);
  const extra = headline !== null && lineKey(headline) !== lineKey(brief.brandName) ? headline : null;
  const support = take(model(overlay?.support ?? null, ROOM.support)) ?? take(extra);
  const asked = brief.callToAction ?? null;
  const pill = asked ?? take(model(overlay?.pill ?? null, ROOM.pill)) ?? (same ? (last?.pill ?? null) : null);
  return {
    headline: brief.brandName,
    support: support ?? (same ? take(last?.support ?? null) : null),
    pill,
    position: positionIn(draft),
  };
}

/** The draft's lines, each given once: those of the same role first. */
function sparesOf(draft: Plan, language: string): (role: Scene['role']) => Overlay | null {
  const inLanguage = primary(draft.language) === primary(language);
  const left = inLanguage ? draft.scenes.slice(0, -1).filter(({ overlay }) => overlay !== null) : [];
  return (role) => {
    const found = left.find((scene) => scene.role === role) ?? left[0];
    if (found) left.splice(left.indexOf(found), 1);
    return found?.overlay ?? null;
  };
}

/** Words stand in the same place in all scenes. */
function positionIn(draft: Plan): Overlay['position'] {
  return draft.scenes.find(({ overlay }) => overlay !== null)?.overlay?.position ?? 'top';
}
