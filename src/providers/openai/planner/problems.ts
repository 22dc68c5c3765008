/** What is wrong with an answer that cannot be put right here, in words for the model. Pure. */
import type { Answer } from './answer.ts';
import type { Ad } from './assemble.ts';
import { createClaimCheck } from './claims.ts';
import { languageOf, languageProblem } from './language.ts';
import { tidy } from './line.ts';
import { FEWEST_SCENES, mostScenes } from './scene-count.ts';

export type Review = {
  /** No plan can be made of it. */
  readonly fatal: readonly string[];
  /** A plan can be made, but with other words than the model's in half its scenes or more. */
  readonly weak: readonly string[];
};

export function review(answer: Answer, { brief, draft }: Ad): Review {
  const language = languageProblem(brief, draft, answer.language);
  const count = answer.scenes.length;
  const tooFew =
    count < FEWEST_SCENES
      ? [`There are ${count} scenes. Plan ${FEWEST_SCENES} to ${mostScenes(brief.durationSeconds)}.`]
      : [];
  return { fatal: [...tooFew, ...(language === null ? [] : [language])], weak: weakWords(answer, { brief, draft }) };
}

function weakWords({ scenes, language }: Answer, { brief, draft }: Pick<Ad, 'brief' | 'draft'>): readonly string[] {
  const claimIn = createClaimCheck(brief, languageOf(brief, draft, language));
  const problems = scenes.slice(0, 8).flatMap(({ overlay }, at) => {
    const headline = tidy((overlay?.headline ?? '').slice(0, 400));
    if (overlay === null || headline === '') return [`Scene ${at + 1} has no words.`];
    const claim = claimIn(headline);
    return claim === null ? [] : [`Scene ${at + 1} says “${claim}”, which the brief does not say.`];
  });
  return problems.length * 2 >= scenes.length ? problems : [];
}
