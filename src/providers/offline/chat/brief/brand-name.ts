/** The brand's name in free words: "brand is Fjell", "for Fjell", "Fjell is an oat drink", or a short answer. */
import { putQuotesBack, QUOTE } from '../quotes.ts';
import { type Taken, takeOut } from './taken.ts';

const CAPITAL = "[\\p{Lu}\\d](?:[\\p{L}\\p{M}\\p{N}&'+*-]|\\.(?=[\\p{L}\\p{N}]))*";
/** One to five words that begin with capitals, or quoted words. */
const PROPER = `(?:${QUOTE}|${CAPITAL}(?:\\s+(?:(?:&|of|and|de|la|the|von|du|di)\\s+)?${CAPITAL}){0,4})`;
const LOOSE = "(?:[\\p{L}\\p{M}\\p{N}&'+*-]+(?:\\s+[\\p{L}\\p{M}\\p{N}&'+*-]+){0,3}?)";
const END = '(?=\\s*(?:$|[.,;!?¦\\n]|\\s(?:and|in|with|und|et|y|e|it|our|the|we|instead|please|[-–—])(?!\\p{L})))';
const OURS =
  '(?:(?:the|our|my|this|a|unsere|die|notre|la|nuestra|nossa|a nossa|il nostro|nostra) )?(?:new )?(?:brand|company|firm|shop|store|label|business|startup|marke|firma|marque|entreprise|marca|empresa|marchio|azienda)';
const CALLED = "(?:called|named|heißt|heisst|s'appelle|se llama|si chiama|se chama|chama-se|lautet)";

/** What stands before the name, in any case, and the name: its whole clause is an answer. */
const SURE: readonly (readonly [cue: string, name: string])[] = [
  [`${OURS}(?:'s)? ?names? ?(?:is|are|=|:|-|to|would be|should be)? ?`, `(?:${PROPER}|${LOOSE})`],
  [`${OURS}(?: is|'s|:|=)? ?${CALLED} `, `(?:${PROPER}|${LOOSE})`],
  [`(?:we are|we're|i am|i'm|wir) ${CALLED} `, `(?:${PROPER}|${LOOSE})`],
  ['(?:wir heißen|nous nous appelons|nos llamamos|ci chiamiamo|(?:nós )?nos chamamos) ', `(?:${PROPER}|${LOOSE})`],
  ["(?:the )?name(?:'s| is|:) ", `(?:${PROPER}|${LOOSE})`],
  ['(?:call|name) (?:it|us|the brand) ', PROPER],
  [`${OURS}(?: is|'s|:|=| ist| est| es| è| é) `, PROPER],
  [
    `${OURS}(?: is|'s|:|=) `,
    '(?!(?:an?|the|all|about|very|new|young|not|based|for|premium|sustainable|known|really|our|so|natural|fun|called)(?!\\p{L}))\\p{L}+',
  ],
];
/** Here the name is part of what the ad is about, and stays. */
const PART: readonly (readonly [cue: string, name: string, after: string])[] = [
  [`(?<!\\p{L})${anyCase(`${OURS} `)}`, PROPER, ''],
  [`(?<!\\p{L})${anyCase('(?:called|named) ')}`, PROPER, ''],
  [
    `(?:^|[.!?¦\\n] ?)${anyCase("(?:(?:hi|hello|hey)[,!.]? )?(?:we are|we're|this is|i'm from|i am from|we're from) ")}`,
    PROPER,
    END,
  ],
  ['(?:^|[.!?¦\\n] ?)', PROPER, ' (?:is|are|makes|make|offers|sells|brings|ist|est|es|è|é) '],
  [`(?<!\\p{L})${anyCase('(?:for|by|für|pour|para|per|von) ')}`, PROPER, '(?!\\p{L})'],
  [
    `(?<!\\p{L})${anyCase('(?:my|our|notre|unser|unsere|unseren|nuestra|nuestro|nossa|nosso) ')}(?:(?!(?:in|from|to|at|for|of|on|with|by|and|is|are|was|has)\\s)\\p{Ll}+ ){1,3}`,
    PROPER,
    END,
  ],
  ['(?<!\\p{L})for ', '\\p{L}{3,20}', ', (?:our|an?|the|my) '],
];
/** Capitalised, and no brand. */
const NO_NAME =
  /^(?:instagram|tiktok|tik tok|youtube|facebook|linkedin|meta|reels|stories|shorts|snapchat|pinterest|twitter|x|slack|discord|google|amazon|christmas|xmas|easter|halloween|valentine\S*|(?:black|cyber) (?:friday|monday)|mother'?s day|father'?s day|new year\S*|ramadan|diwali|hanukkah|thanksgiving|spring|summer|autumn|fall|winter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|german\S*|french|english|spanish|italian|portuguese|europe\S*|america\S*|usa?|uk|london|paris|berlin|i|we|you|it|this|that|these|those|they|he|she|there|here|what|who|how|why|our|my|the|an?|your|everyone|people|kids|gen z|millennials|women|men|mums?|moms?|dads?|b2b|cta|hi|hello|hey|ok|yes|no|please|thanks|make|create|every|each|all|one|its?|das|die|der|es|dies|unser\S*|c'est|notre|le|la|les|nuestr\S*|el|questo|il|nosso|nossa|o|a|\d+\S*)$/iu;
const STARTS_NO_NAME =
  /^(?:the|an?|our|my|your|this|that|it|its|it's|these|those|every|each|all|his|her|their|unser\S*|notre|nos|nuestr\S*|nosso|nossa|eine?|une?|una?|uma?|das|der|die) /iu;
const LONGEST = 200;

export function takeBrandName(text: string, quotes: readonly string[]): Taken<string> | null {
  for (const [cue, words] of SURE) {
    const match = new RegExp(`(?<![\\p{L}\\p{N}])${anyCase(cue)}(?<name>${words})${END}`, 'u').exec(text);
    const name = nameIn(match, quotes);
    if (!match || !name || NO_NAME.test(name)) continue;
    const end = match.index + match[0].length;
    // "Our brand is Fjell, an oat drink": the sentence goes on, so it stays whole.
    const goesOn = /^\s*(?:,\s|(?:and|und|et|y|e|it|in|with|our|the|we)(?!\p{L}))\s*[^¦\s]/iu.test(text.slice(end));
    return {
      value: name,
      rest: goesOn
        ? text
        : takeOut(text, match.index, end).replace(
            /(?:change|set|make|actually|no|sorry|please|wait)(?:[ ,]+(?:change|set|make|actually|please|the))*[ ,]*(?=¦)/iu,
            '',
          ),
    };
  }
  for (const [cue, words, after] of PART) {
    for (const match of text.matchAll(new RegExp(`${cue}(?<name>${words})${after}`, 'gu'))) {
      const name = nameIn(match, quotes);
      if (name && !NO_NAME.test(name) && !STARTS_NO_NAME.test(name)) return { value: name, rest: text };
    }
  }
  return null;
}

/** What is said when we have asked for the name. Null where it is no name: "It's a creamy oat drink". */
export function brandNameAnswer(text: string, quotes: readonly string[]): string | null {
  const name = putQuotesBack(text, quotes)
    .replace(/¦/gu, ' ')
    .replace(/^[\s,.;:–-]+/u, '')
    .replace(/^[^:"]{0,40}: +/u, '')
    .replace(
      /^(?:(?:it is|it's|its|that's|that is|we are|we're|i'm|the name is|name is|name:|call it|just|simply|called|named|our brand is|the brand is|brand is|brand:|it would be|is|sure|ok|okay|hi|hello|yes|well|so|oh|es ist|es heißt|sie heißt|c'est|es|é|è)[ ,:]+)+/iu,
      '',
    )
    .replace(
      /[ ,]*(?:please|thanks|thank you|of course|is the (?:brand|name)|is our brand|is (?:it|what it'?s called))?[.!]*$/iu,
      '',
    )
    .replace(/^"(.*)"$/u, '$1')
    .trim();
  if (name === '' || name.includes('?') || name.includes('\n') || name.length > LONGEST) return null;
  const words = name.split(/\s+/u);
  const isLong = words.length > 5 && name.length <= 60;
  const isLowerPhrase = /^(?:an?|our|my|it|this|we|the) /u.test(name) && words.length > 2;
  return isLong || isLowerPhrase || !/[\p{L}\p{N}]/u.test(name) ? null : name;
}

function nameIn(match: RegExpExecArray | null, quotes: readonly string[]): string | null {
  const written = match?.groups?.name;
  if (written === undefined) return null;
  return putQuotesBack(written, quotes)
    .replace(/^"(.*)"$/u, '$1')
    .replace(/[.,'&-]+$/u, '')
    .trim();
}

/** Names are told by their capitals, so only the words before them may be in any case. */
function anyCase(words: string): string {
  return words.replace(/[a-zà-öø-ÿ]/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
