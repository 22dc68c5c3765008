/** Which language the model's words are in, and whether it is the one asked for. Pure. */
import type { Brief } from '../../../ad/brief.ts';
import type { Plan } from '../../../ad/plan.ts';
import { canonicalTag, primary } from './language-tag.ts';

/** The one the brief names; else the model's, which knows more languages than a table of common words does. */
export function languageOf(brief: Pick<Brief, 'language'>, draft: Plan, answered: string): string {
  if (brief.language) return draft.language;
  const tag = canonicalTag(answered);
  return tag === null ? draft.language : tag;
}

/** One sentence, when the answer is in another language than it should be. */
export function languageProblem(brief: Pick<Brief, 'language'>, draft: Plan, answered: string): string | null {
  const [wanted, given] = [primary(draft.language), primary(canonicalTag(answered) ?? '')];
  // The draft is in English also when nothing gave a language away; any other language was recognised by its words.
  const isSure = Boolean(brief.language) || (wanted !== 'en' && given === 'en');
  if (!isSure || given === wanted) return null;
  return `The words on screen are in ${given}. Write them in ${draft.language}, the language of the brief, and say so in “language”.`;
}
