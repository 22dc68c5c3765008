/** Greetings, questions about us, and what is no order at all: a short, helpful answer. */
import type { State } from './state.ts';
import { saying, type Understanding } from './understanding.ts';

const BRIEF_EXAMPLE =
  'For example: “A 20 second ad for Fjell, our creamy oat drink, in teal. Find it at fjell.example.”';
const EDIT_EXAMPLE = 'For example: “make scene 2 warmer”, “put ‘20% off’ on the last scene” or “calmer music”.';
const WHAT_I_DO =
  'I make product ads: three films (9:16, 1:1 and 16:9) with your real product, a set in your brand’s colours, your words and music.';
const STEPS =
  'Tell me what the ad is about and send a picture of the product. You see a storyboard with the price first; nothing is made before you say yes.';

type Topic = readonly [RegExp, (state: State) => readonly string[]];

const TOPICS: readonly Topic[] = [
  [
    /(?:which|what|can|do|does|is|are)(?!\p{L}).{0,40}(?:png|jpe?g|webp|heic|(?:kind|type|sort) of (?:picture|photo|image|file))(?!\p{L}).*\?|^(?:which|what) (?:picture|photo|image)\?/iu,
    () => [
      'A photo of the product as JPEG, PNG or WebP: the whole product, sharp, best in daylight before a plain background.',
    ],
  ],
  [
    /(?<!\p{L})(?:ignore|disregard|forget|override|bypass)(?!\p{L}).{0,40}(?<!\p{L})(?:instructions?|rules?|prompts?|guidelines?|everything above|restrictions)(?!\p{L})|system prompt|you are now|jailbreak|developer mode|act as (?:an? )?(?:admin|root|developer)/iu,
    ({ ad }) => [
      'I only follow what you want for your ad, and I never start on money without your own plain yes.',
      ...(ad ? [EDIT_EXAMPLE] : []),
    ],
  ],
  [
    /^(?:help|\?+|\/?help(?: me)?|hilfe|aide|ayuda|aiuto|ajuda)[.!?]*$|(?:what|which things?) (?:can|could|do|else can) (?:you|i|we|u) (?:do|change|make|say|edit|ask)|how (?:does|do) (?:this|it|you|i|we)(?: \p{L}+)?(?: work| use| start| begin)|who are you|what (?:are|is) (?:you|this)(?: thing| bot| for)?\??$|what's this|how (?:do|can) (?:i|we) (?:start|use|begin|change|edit)|your (?:skills|features|capabilities)|was kannst du|que peux-tu|qué puedes|cosa (?:puoi|sai)|o que (?:você )?(?:pode|faz)|i need help|help me\b(?!.*\b(?:ad|make|sell|promote)\b)/iu,
    ({ ad }) =>
      ad
        ? [
            'You can change every scene by saying so: its words, background, light, length and place, the product’s size, the music, colours and the length of the ad.',
            EDIT_EXAMPLE,
            'Also: “undo”, “version 1”, “how far are you?” and “stop”.',
          ]
        : [WHAT_I_DO, STEPS, BRIEF_EXAMPLE],
  ],
  [
    /(?:how much|what)(?: does| do| will| would| is| it)*(?: it| this| an ad| one| a video)? (?:cost|the price|charge)|(?:price|pricing|cost|free)\?|is (?:it|this) free|was kostet|combien|cuánto cuesta|quanto costa|quanto custa/iu,
    () => [
      'The storyboard is free. It shows the exact price of the ad, and nothing that costs is made before you say yes.',
    ],
  ],
  [
    /how long (?:does|will|would) (?:it|this|that|an ad)(?: usually)? take|how fast|when (?:will|would|can) (?:i|we|it)/iu,
    () => [
      'The storyboard takes a few seconds, and the films a few minutes after your yes. You see the progress all the time.',
    ],
  ],
  [
    /(?:which|what) (?:formats?|sizes?|aspect|file types?|outputs?)|(?:get|have|download).*(?:mp4|vertical|square)\?/iu,
    () => ['You get three films to download: 9:16, 1:1 and 16:9.'],
  ],
  [
    /(?:which|what) (?:languages?)|(?:do|can) you (?:speak|understand|do) (?:german|french|spanish|italian|portuguese|english|other languages)/iu,
    () => ['The words in the ad can be in any language; write your brief in it. With me, plain English works best.'],
  ],
  [
    /(?:can|do|will) you (?:use|change|redraw|generate|alter) (?:my|our|the) (?:product|photo|logo|picture)|ai[- ]generated|is (?:it|the product) real/iu,
    () => [
      'Your product is never generated: I cut it out of your photo and use the very same pixels in every scene. Only what is around it is made.',
    ],
  ],
];
const NOT_OURS =
  /^(?:please )?(?:write|tell|sing|give|make|draw)(?: me| us)? (?:an? )?(?:poem|joke|story|song|recipe|essay|code|program|picture of)(?!\p{L})|^what(?:'s| is) the (?:weather|time|capital)/iu;
const HELLO =
  "(?:hi+|hello+|hey+|hiya|howdy|yo|hallo|servus|moin|bonjour|salut|hola|ciao|olá|ola|oi|good (?:morning|afternoon|evening|day)|guten (?:tag|morgen)|buenos días|buongiorno|bom dia|greetings|what's up|how are you(?: doing)?(?: today)?)";
const GREETING = new RegExp(
  `^${HELLO}(?:[\\s,.!?]+(?:${HELLO}|there|adgen|bot|everyone|all|team|you|again))*[\\s,.!?]*$`,
  'iu',
);
const BYE = /^(?:bye|goodbye|see you|ciao ciao|tschüss|au revoir|that's (?:all|it)|i'm done|we're done)[\s.!]*$/iu;

export function readTopic(text: string, state: State): Understanding | null {
  if (NOT_OURS.test(text)) return saying('I only make ads, sorry.', ...(state.ad ? [EDIT_EXAMPLE] : []));
  const topic = TOPICS.find(([sign]) => sign.test(text));
  return topic ? saying(...topic[1](state)) : null;
}

export function readGreeting(text: string, { ad }: State): Understanding | null {
  if (GREETING.test(text))
    return saying(...(ad ? ['Hello! Tell me what to change.', EDIT_EXAMPLE] : [`Hello! ${WHAT_I_DO}`]));
  return BYE.test(text) ? saying('All right. Write here whenever you want to go on.') : null;
}

/** Signs only, or letters that no language puts so. */
export function isNonsense(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return true;
  return words.length <= 3 && words.every((word) => isMash(word.toLowerCase()));
}

/** For Latin letters only: others have their own rules. */
function isMash(word: string): boolean {
  if (!/^[a-z]+$/u.test(word) || word.length < 4) return false;
  return (
    /[^aeiouy]{6,}/u.test(word) ||
    !/[aeiouy]/u.test(word) ||
    /^(?:asdf|qwer|zxcv|hjkl|jkl|sdfg|fghj|yxcv|lkjh|dfgh)/u.test(word) ||
    /^(.{1,2})\1{2,}/u.test(word)
  );
}

/** With an example, unless the brief has begun: then the next question says enough. */
export function notUnderstood({ ad, brief }: State): readonly string[] {
  if (ad) return ['I did not get that.', EDIT_EXAMPLE];
  return brief.text === null ? ['I did not get that.', BRIEF_EXAMPLE] : ['Sorry, I did not get that.'];
}

/** For a message in a language whose orders are not understood; foreign briefs are. */
export function foreign(): readonly string[] {
  return ['I understand changes in English only, sorry; the words in the ad can be in any language.', EDIT_EXAMPLE];
}
