/** Wishes without their content, "change the text", "scene 2 is boring": read last, answered with a question. */
import { ask, type Clause, type Reading, wordsOf } from './clause.ts';
import { SCENE } from './scene-names.ts';

const WORDS = /(?<!\p{L})(?:texts?|words|wording|headline|title|caption|copy|line)(?!\p{L})/iu;
const CHANGES =
  /(?<!\p{L})(?:change|new|other|another|different|better|shorter|longer|catchier|punchier|improve|rewrite|rephrase|edit|fix|replace|should|don't like|boring|wrong|bad)(?!\p{L})/iu;
const UNHAPPY =
  /(?<!\p{L})(?:boring|better|nicer|improve\p{L}*|more interesting|interesting|ugly|wrong|weird|off|bad|dull|flat|fix|change|different|don't like|do not like|hate|dislike|not good|not great|meh|redo|rework|something else|stronger|cooler looking|whatever|make it work|doesn't work)(?!\p{L})/iu;
const WHOLE = /(?<!\p{L})(?:it|this|that|the (?:ad|film|video|storyboard|whole thing)|everything)(?!\p{L})/iu;

export function readVague(clause: Clause): Reading | null {
  const { text, scenes } = clause;
  if (WORDS.test(text) && CHANGES.test(text)) {
    const [only] = scenes?.length === 1 ? scenes : [];
    if (only)
      return ask(`What should scene ${only.place} say instead${only.headline ? ` of “${only.headline}”` : ''}?`);
    return ask('Which scene’s words shall I change, and to what? For example: “scene 2 should say ‘Pure and simple’”.');
  }
  const isSceneOnly = new RegExp(`^(?:in |on |for |and |what about )*${SCENE}[.!?]*$`, 'u').test(text.trim());
  if (scenes && clause.named && (isSceneOnly || UNHAPPY.test(text))) {
    return ask(
      `What shall I change in “${sceneWords(clause)}”: its words, its background, its light, its length or the product? For example: “warmer” or “a kitchen in the background”.`,
    );
  }
  if (!clause.named && UNHAPPY.test(text) && WHOLE.test(text)) {
    return ask(
      'What should be different: a scene’s words, background or light, the music, the colours, or the length?',
    );
  }
  return null;
}

function sceneWords(clause: Clause): string {
  const mark = new RegExp(SCENE, 'u').exec(clause.text)?.[0] ?? '';
  return wordsOf({ ...clause, text: mark });
}
