/** Words on screen: what a line says, where the words stand, none at all. */
import type { Edit } from '../../../../ad/edit.ts';
import { QUOTE } from '../quotes.ts';
import type { Scene } from '../state.ts';
import { ask, type Clause, edits, forScenes, quotesOf, type Reading, say, wordsOf } from './clause.ts';
import { SCENE } from './scene-names.ts';

type Line = Extract<Edit, { kind: 'overlay-line' }>['line'];

const LONGEST: Readonly<Record<Line, number>> = { headline: 80, support: 120, pill: 60 };
const PILL = '(?:(?:call[- ]to[- ]action|cta)(?: (?:button|text))?|button(?: text)?|pill(?: text)?)';
const SUPPORT =
  '(?:support(?:ing)?(?: line| text)?|sub ?-?(?:line|title|head(?:ing|line)?|text)|(?:second|smaller|small|lower|bottom|body) (?:line|text)|tag ?line|body(?: copy| text)?)';
const HEADLINE = '(?:head ?line|main (?:line|text)|title|heading|header|top line|big text)';
const ANY = '(?:texts?|words|wording|captions?|copy|overlay|writing|lettering|lines?)';
const NOUN = `(?:${PILL}|${SUPPORT}|${HEADLINE}|${ANY})`;
const IN_SCENE = `(?:(?: ?(?:of|in|on|for|from|at))? ?${SCENE}(?:'s)?)?`;

const REMOVE =
  "(?:no|without|remove|delete|drop|hide|lose|clear|take (?:out|off|away)|get rid of|kill|ditch|zero|skip|don't (?:show|want)|leave out|cut)";
const TAKE_AWAY = new RegExp(
  `(?<!\\p{L})${REMOVE}(?: all| any| the| its| that| more)*(?: ${SCENE}(?:'s)?)? (?:(${PILL})|(${SUPPORT})|(${HEADLINE})|(${ANY}))(?!\\p{L})|(?<!\\p{L})(?:text|words?)[- ]?(?:free|less|off)(?!\\p{L})`,
  'iu',
);
const SAYS = `(?: ?(?:to|into|with|:|=|says?|saying|reads?|as|is|->|→)|(?: should| must| could| to| can)? (?:say|be|read|become|now says|become))(?: instead)?:? ?`;
const NEW_WORDS: readonly RegExp[] = [
  // "change the headline of scene 1 to fast and easy", "scene 2's text: fast"
  new RegExp(`(?<noun>${NOUN})${IN_SCENE}${SAYS}(?<what>[^:].*)$`, 'iu'),
  new RegExp(`(?<noun>${NOUN})${IN_SCENE}:? (?<what>${QUOTE})`, 'iu'),
  // "scene 2 should say fast"
  new RegExp(`${SCENE}(?:'s)?,? (?:should |must |could |to |now )?(?:says?|saying|reads?) (?<what>.+)$`, 'iu'),
  // "put 'x' on scene 2", "'x' as the button", "say 'x' in scene 2"
  new RegExp(
    `(?:put|write|add|show|say|use|have|place|display|set|make it|insert|type|print|include|with)(?: the (?:text|words|line|headline|button))? (?<what>${QUOTE})`,
    'iu',
  ),
  new RegExp(`^(?:make |let |in |on |for )?${SCENE}(?: say)?(?::| -|,)? ?(?<what>${QUOTE})`, 'iu'),
  new RegExp(`(?<what>${QUOTE}) (?:in|on|for|as|onto|instead|at)(?!\\p{L})`, 'iu'),
  // "put 20% off on the last one": unquoted words only where they can be nothing but words
  new RegExp(
    `(?:put|write|add|show|say|print)(?: the (?:text|words))? (?<what>(?=[^\\uE100-\\uE1FF]*[\\d%$€£!])[^\\uE000-\\uE1FF]+?) (?:on|in|to|onto|at the end of|over) ${SCENE}`,
    'iu',
  ),
  new RegExp(`(?:write|say|print) (?<what>[^\\uE000-\\uE1FF]+?) (?:on|in|to|onto|over) ${SCENE}`, 'iu'),
];
const REPLACE = new RegExp(
  `(?:replace|change|swap|turn|correct|rename|exchange)\\P{Co}*(${QUOTE})\\P{Co}*(?:with|to|by|into|for|->|→)\\P{Co}*(${QUOTE})`,
  'iu',
);
const ARROW = new RegExp(`^(${QUOTE}) ?(?:->|=>|→|to|becomes|with) ?(${QUOTE})`, 'iu');
const INSTEAD = new RegExp(`(${QUOTE})\\P{Co}*(?:instead of|rather than|not)\\P{Co}*(${QUOTE})`, 'iu');

export function readWords(clause: Clause): Reading | null {
  return readReplacement(clause) ?? readPosition(clause) ?? readNewWords(clause) ?? readRemoval(clause);
}

/** "Replace 'slow' with 'fast'": the line is the one that says it now. */
function readReplacement(clause: Clause): Reading | null {
  const [match, turned] = [REPLACE.exec(clause.text) ?? ARROW.exec(clause.text), INSTEAD.exec(clause.text)];
  const [before, after] = match ? [match[1], match[2]] : [turned?.[2], turned?.[1]];
  const [old, text] = [before, after].map((mark) => quotesOf({ ...clause, text: mark ?? '' })[0]);
  if (old === undefined || text === undefined) return null;
  const lines = (clause.scenes ?? clause.ad.scenes).flatMap((scene) => linesWith(scene, old));
  const [found] = lines;
  if (!found) return say(`No scene says “${old}”. The words are: ${wordsNow(clause.ad.scenes)}.`);
  if (lines.length > 1 && new Set(lines.map(({ scene }) => scene.id)).size > 1 && !clause.scenes) {
    return ask(
      `“${old}” stands in scenes ${lines.map(({ scene }) => scene.place).join(' and ')}. Which one shall I change?`,
    );
  }
  const whole = found.text.toLowerCase().includes(old.toLowerCase()) ? replaceIn(found.text, old, text) : text;
  return lineEdit(found.scene, found.line, whole);
}

function linesWith(scene: Scene, words: string) {
  const lines = [
    { scene, line: 'headline', text: scene.headline },
    { scene, line: 'support', text: scene.support },
    { scene, line: 'pill', text: scene.pill },
  ] as const;
  return lines.flatMap(({ text, ...rest }) =>
    text?.toLowerCase().includes(words.toLowerCase()) ? [{ ...rest, text }] : [],
  );
}

function replaceIn(line: string, old: string, text: string): string {
  const at = line.toLowerCase().indexOf(old.toLowerCase());
  return `${line.slice(0, at)}${text}${line.slice(at + old.length)}`;
}

function wordsNow(scenes: readonly Scene[]): string {
  return scenes.map((scene) => `${scene.place} “${scene.headline ?? scene.pill ?? '–'}”`).join(', ');
}

function readPosition(clause: Clause): Reading | null {
  const { text } = clause;
  if (
    !new RegExp(`(?<!\\p{L})(?:${ANY}|${HEADLINE}|${SUPPORT})(?!\\p{L})`, 'iu').test(text) ||
    new RegExp(QUOTE, 'u').test(text)
  )
    return null;
  const top =
    /(?<!\p{L})(?:(?:to|at|on|in|towards?) (?:the )?(?:very )?(?:top|upper)|up(?:wards?)?|higher|above)(?!\p{L})/iu.test(
      text,
    );
  const bottom =
    /(?<!\p{L})(?:(?:to|at|on|in|towards?) (?:the )?(?:very )?(?:bottom|lower)|down(?:wards?)?|lower|below|underneath)(?!\p{L})/iu.test(
      text,
    );
  if (top !== bottom) {
    return forScenes(clause, ({ id }) => ({ kind: 'overlay-position', sceneId: id, position: top ? 'top' : 'bottom' }));
  }
  return /(?<!\p{L})(?:left|right|cent(?:er|re)|middle)(?!\p{L})/iu.test(text) &&
    /(?<!\p{L})(?:move|put|place|align|text|words)(?!\p{L})/iu.test(text)
    ? say('The words stand at the top or at the bottom, where no app covers them. Say which of the two you want.')
    : null;
}

function readNewWords(clause: Clause): Reading | null {
  for (const pattern of NEW_WORDS) {
    const groups = pattern.exec(clause.text)?.groups;
    const text = groups?.what && cleaned(clause, groups.what);
    if (!text) continue;
    const [only] = clause.scenes ?? [];
    const isWhole =
      /(?<!\p{L})(?:text|words|wording)(?!\p{L})/iu.test(groups.noun ?? '') && lineNamedBy(clause.text) === null;
    if (isWhole && only && clause.scenes?.length === 1 && text.length <= LONGEST.headline) return allWords(only, text);
    return setLine(clause, lineOf(clause, groups.noun), text);
  }
  return null;
}

/** The quoted words alone where there are any; else all that is left, without a closing "please". */
function cleaned(clause: Clause, what: string): string | null {
  const quoted = quotesOf({ ...clause, text: what })[0];
  if (quoted !== undefined) return quoted;
  const text = wordsOf({ ...clause, text: what })
    .replace(/[ ,]*(?:please|pls|thanks|thank you|instead)[.!?]*$/iu, '')
    .replace(/(?<=[^.])\.$/u, '')
    .trim();
  const vague =
    /^(?:something|anything|be |it\b|that\b|this\b|a (?:different|better|shorter|new)|(?:more|less) \p{L}+$|different|better|shorter|longer|bigger|smaller|punchier|catchier|the (?:top|bottom|left|right|front|start|end)|top$|bottom$|nothing$|none$)/iu;
  return text === '' || vague.test(text) || new RegExp(SCENE, 'u').test(what) ? null : text;
}

/** What the noun says ("button"); where it says nothing ("text"), the rest of the clause may. */
function lineOf({ text }: Clause, noun = text): Line {
  return lineNamedBy(noun) ?? lineNamedBy(text) ?? 'headline';
}

function lineNamedBy(text: string): Line | null {
  const names = (words: string) => new RegExp(`(?<!\\p{L})${words}(?!\\p{L})`, 'iu').test(text);
  if (names(PILL)) return 'pill';
  if (names(SUPPORT)) return 'support';
  return names(HEADLINE) ? 'headline' : null;
}

function setLine(clause: Clause, line: Line, text: string): Reading {
  if (text.length > LONGEST[line]) {
    return ask(
      `That is ${text.length} characters, and a ${line === 'pill' ? 'button' : line} has room for ${LONGEST[line]}. What is the shorter version?`,
    );
  }
  const own = line === 'pill' && !clause.named && !clause.scenes?.some((scene) => scene.pill !== null);
  const scenes = own ? pillScenes(clause.ad.scenes) : clause.scenes;
  const [only] = scenes ?? [];
  if (scenes?.length === 1 && only) return lineEdit(only, line, text);
  return forScenes({ ...clause, scenes }, ({ id: sceneId }) => ({ kind: 'overlay-line', sceneId, line, text }));
}

/** Where a button is, else the last scene: that is where it belongs. */
function pillScenes(scenes: readonly Scene[]): readonly Scene[] {
  const withPill = scenes.filter((scene) => scene.pill !== null);
  return withPill.length > 0 ? withPill : scenes.slice(-1);
}

function lineEdit(scene: Scene, line: Line, text: string): Reading {
  return edits({ kind: 'overlay-line', sceneId: scene.id, line, text });
}

/** "The text" is all a scene says, but for its button: a second line that belonged to the old words goes with them. */
function allWords(scene: Scene, text: string): Reading {
  const headline = { kind: 'overlay-line', sceneId: scene.id, line: 'headline', text } as const;
  if (scene.support === null) return edits(headline);
  return edits(headline, { kind: 'overlay-line', sceneId: scene.id, line: 'support', text: null });
}

function readRemoval(clause: Clause): Reading | null {
  const match = TAKE_AWAY.exec(clause.text);
  if (!match) return null;
  const [, pill, support, headline] = match;
  const line = pill ? 'pill' : support ? 'support' : headline ? 'headline' : null;
  const everywhere =
    line === null &&
    /(?:text|words?) (?:at all|anywhere|please)?$/iu.test(clause.text) &&
    /at all|anywhere/iu.test(clause.text);
  const scenes =
    clause.scenes ?? (everywhere ? clause.ad.scenes : line === 'pill' ? pillScenes(clause.ad.scenes) : null);
  return forScenes({ ...clause, scenes }, ({ id: sceneId }) =>
    line ? { kind: 'overlay-line', sceneId, line, text: null } : { kind: 'overlay-none', sceneId },
  );
}
