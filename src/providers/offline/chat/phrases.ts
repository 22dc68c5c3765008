/** Yes, no, stop and praise, where a message consists of nothing else. English, German, French, Spanish, Italian, Portuguese. */

const PRAISE =
  "looks? (?:really |so |very )?(?:good|great|perfect|nice|amazing|awesome|fine)|(?:it|that|this|everything|all)(?:'s| is| looks)? (?:really |so |very )?(?:good|great|perfect|nice|fine|amazing|lovely|beautiful)|perfect|great|awesome|amazing|nice|lovely|beautiful|wonderful|excellent|cool|super|wow|(?:i |we )?(?:love|like) (?:it|this|that)|good job|well done|good|brilliant|fantastic|sounds good|(?:that'?s )?(?:all )?fine|sieht gut aus|toll|prima|parfait|génial|perfecto|genial|perfetto|perfeito|bello";
const POLITE =
  "please|pls|plz|thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|ok(?:ay)?|k|sure|alright|all right|then|now|and|so|well|oh|hm+|just|right away|you can|we can|dear|team|guys|bitte|danke|gerne?|merci|d'accord|gracias|vale|por favor|grazie|va bene|obrigad[oa]|jetzt|dann|und|maintenant|ahora|ora|agora|for now|right now|immediately|asap|already";
const YES =
  "(?:yes|yeah|yep|yup|ye|yess+|yea)|absolutely|definitely|of course|(?:i )?(?:approve|confirm)(?: it| the ad| this)?|approved|confirmed|go|go ahead|go for it|let'?s go|let'?s do (?:it|this)|do it|ship it|proceed|make (?:it|them|the (?:ad|film|films|video|videos)|my ad|our ad)|start(?: it)?|produce it|render it|create (?:it|the ad|the video)|generate it|ja|jawohl|einverstanden|mach(?: es|'s| das)|los(?: geht'?s)?|leg los|oui|vas[- ]y|allez[- ]y|c'est parti|je valide|s[ií]|sim|adelante|hazlo|dale|apruebo|s[iì]|procedi|vai|avanti|approvo|pode fazer|aprovo|vamos";
const NO =
  "no+|nope|nah|no way|not (?:now|yet|really)|no thanks?(?: you)?|never ?mind|forget it|leave it|nein|nee|non|nicht|não|nao|don'?t (?:make|do|start|approve) (?:it|anything|the ad)(?: yet)?|do not (?:make|do|start|approve) (?:it|anything|the ad)(?: yet)?|wait|hold on|not like this|noch nicht|pas encore|todavía no|ainda não|non ancora";
const STOP =
  "(?:stop|cancel|abort|halt|quit|kill|end|terminate)(?: (?:it|this|that|everything|all|the (?:ad|render(?:ing)?|film|video|job|production|process|whole thing)|(?:making|rendering|generating|producing)(?: (?:it|this|the (?:ad|video|films?)))?))?|stopp|abbrechen|brich ab|aufhören|halt(?: an)?|arr[êe]te[rz]?|annule[rz]?|para|parar|cancela[r]?|det[ée]n(?:te|er)?|ferma(?:ti)?|annulla|pare|don'?t continue|do not continue";

/** These signs say nothing by themselves; any other, a thumb down too, is more than a phrase. */
const JOYFUL = /[👍👌🎉🚀😊🙂😀🙏✅❤🔥😍🥰🤩👏💯]|\uFE0F|\p{Emoji_Modifier}/gu;
/** Longer messages say more than that. */
const LONGEST = 100;

type Kind = 'praise' | 'polite' | 'yes' | 'no' | 'stop';

const KINDS: readonly (readonly [Kind, readonly RegExp[]])[] = (
  [
    ['stop', STOP],
    ['yes', YES],
    ['no', NO],
    ['praise', PRAISE],
    ['polite', POLITE],
  ] as const
).map(([kind, words]) => [
  kind,
  alternativesOf(words).map((words) => new RegExp(`^(?:${words})(?![\\p{L}\\p{N}'-])`, 'iu')),
]);

/** The kinds of all phrases of a message; null where it holds anything else, a question or a quote included. */
export function phraseKinds(text: string): readonly Kind[] | null {
  if (text.length > LONGEST) return null;
  const kinds: Kind[] = [];
  let rest = trimmed(text.replace(JOYFUL, ' '));
  while (rest !== '') {
    const found = longest(rest);
    if (!found) return null;
    kinds.push(found.kind);
    rest = trimmed(rest.slice(found.length));
  }
  return kinds.length > 0 ? kinds : null;
}

/** The person's own plain yes: at least one word of consent, and nothing that is not consent, praise or politeness. */
export function isYes(text: string): boolean {
  const kinds = phraseKinds(text);
  if (kinds?.includes('yes') !== true || kinds.includes('no') || kinds.includes('stop')) return false;
  // "Make it nice" is a wish, "nice, make it" a yes.
  return !/(?:make|do) (?:it|them|the \p{L}+) (?:really |so |very |more )?(?:good|great|perfect|nice|cool|beautiful|amazing|awesome|lovely|fine)/iu.test(
    text,
  );
}

export function isNo(text: string): boolean {
  const kinds = phraseKinds(text);
  return kinds?.includes('no') === true && !kinds.includes('stop');
}

export function isStop(text: string): boolean {
  if (/(?<!\p{L})(?:don'?t|do not|never) (?:stop|cancel|abort|quit|end|kill|continue)/iu.test(text))
    return /continue/iu.test(text);
  return phraseKinds(text)?.includes('stop') === true;
}

/** Praise or politeness alone: kind, and no order. */
export function isPleasantry(text: string): boolean {
  if (/^(?:[👍👌✅🎉❤🔥🚀😊🙂😀😍🙏💯🥰🤩🥳👏]|\uFE0F|\p{Emoji_Modifier}|\s)+$/u.test(text)) return true;
  return phraseKinds(text)?.every((kind) => kind === 'praise' || kind === 'polite') === true;
}

function trimmed(text: string): string {
  return text.replace(/^[\s.,!¡–-]+/u, '').trimEnd();
}

/** The longest phrase wins: "go ahead" is more than "go". */
function longest(text: string): { readonly kind: Kind; readonly length: number } | null {
  const found = KINDS.flatMap(([kind, phrases]) => {
    const length = Math.max(...phrases.map((phrase) => phrase.exec(text)?.[0].length ?? 0));
    return length > 0 ? [{ kind, length }] : [];
  });
  return found.reduce<(typeof found)[number] | null>(
    (best, next) => (best && best.length >= next.length ? best : next),
    null,
  );
}

/** Cut at every bar that stands outside brackets. */
function alternativesOf(words: string): readonly string[] {
  let depth = 0;
  const cut = [...words].map((sign) => {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    return sign === '|' && depth === 0 ? '\n' : sign;
  });
  return cut.join('').split('\n');
}
