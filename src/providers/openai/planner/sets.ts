/** What stands behind every scene: the model's place, cleaned, with a locally drawn look that comes near it. Pure. */
import { lookFromWords } from '../../../ad/edits/look-from-words.ts';
import { fingerprint } from '../../../ad/fingerprint.ts';
import type { Background, Look, Mood, Palette } from '../../../ad/plan.ts';
import { LOOK_FAMILIES, promptForLook } from '../../../ad/sets.ts';
import { cleanBackground } from './background.ts';
import type { Forbidden } from './forbidden-words.ts';

const PLAIN_SET = 'an empty, softly lit set with a smooth wall and a smooth surface in front';

/** One background for each description; no look twice in a row; the same brief and words give the same seeds. */
export function setsFor(
  descriptions: readonly string[],
  facts: {
    readonly tone: Palette['tone'];
    readonly mood: Mood;
    readonly isForbidden: Forbidden;
    readonly withPeople: boolean;
    /** Stands for the brief in the seeds. */
    readonly key: string;
  },
): readonly Background[] {
  const looks: Look[] = [];
  return descriptions.map((written, at) => {
    const cleaned = cleanBackground(written, facts.isForbidden);
    const look = lookFor(cleaned, looks, LOOK_FAMILIES[facts.tone][facts.mood]);
    looks.push(look);
    const place = cleaned ?? cleanBackground(promptForLook(look), facts.isForbidden) ?? PLAIN_SET;
    const prompt = `${place}; ${facts.withPeople ? '' : 'nobody in frame, '}clear empty space in the middle`;
    const seed = Number.parseInt(fingerprint({ brief: facts.key, scene: at, prompt }).slice(0, 8), 16);
    return { prompt, look, seed, warmth: 0, brightness: 0 };
  });
}

/** The look its words name when it belongs to the ad's family, else the family's next; never the one before it. */
function lookFor(description: string | null, earlier: readonly Look[], family: readonly Look[]): Look {
  const named = description === null ? null : lookFromWords(description);
  const before = earlier.at(-1);
  if (named !== null && named !== before && family.includes(named)) return named;
  const fresh = family.find((look) => !earlier.includes(look)) ?? family.find((look) => look !== before);
  return fresh ?? 'studio';
}
