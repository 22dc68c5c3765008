/** What is behind the product: another one, or one that is described. */
import { ask, type Clause, edits, forScenes, type Reading, wordsOf } from './clause.ts';
import { lookOf } from './look-words.ts';
import { SCENE } from './scene-names.ts';

const MOST_CHARACTERS = 300;
const BACKGROUND = '(?:back ?ground|back ?drop|setting|location|scenery|set)';
const ANEW =
  /(?<!\p{L})(?:another|different|new|other|fresh|alternative|change|swap|redo|redraw|regenerate|re-?roll|replace|again|boring|ugly|don't like|do not like|hate|dislike|not (?:so )?(?:happy|sold))(?!\p{L})/iu;
const DESCRIBED: readonly RegExp[] = [
  // "the background of scene 2 should be a kitchen"
  new RegExp(
    `${BACKGROUND}s?(?: (?:of|in|for|on|from))?(?: ${SCENE})?(?: should| could| must| to)?(?: be| show| become| look like|s)?(?: to| into| with| as|:| is| =|,| -)? (?:be |show |an? picture of )?(?<what>.+)$`,
    'iu',
  ),
  // "a marble background for scene 2"
  new RegExp(
    `(?:(?:an?|some|the) )(?<what>[^,.]+?)(?<! (?:in|as|for|of) the) ${BACKGROUND}(?: (?:in|for|on|to|behind) ${SCENE})?$`,
    'iu',
  ),
  // "a kitchen in the background of scene 2"
  new RegExp(
    `^(?:(?:show|put|add|use|have|with|i want|we want) )*(?<what>.+?) (?:in|as|for|on) the ${BACKGROUND}(?: (?:of|in|for|on) ${SCENE})?$`,
    'iu',
  ),
  // "put scene 2 on a beach", "scene 2 with neon lights"
  new RegExp(
    `${SCENE},?(?: should| could| can| must| needs to)?(?: be| take place| play| happen| look| set| set up| go| happening)?(?::| -)? (?:on|in|at|under|inside|by|near|against|before|in front of|with|outside|among|between|over|through|(?:into|like|as|to|is|was)(?= (?:an?|the|some|on|in|at|set)(?!\\p{L}))) (?<what>.+)$`,
    'iu',
  ),
  // "make scene 2 a forest"
  new RegExp(`(?:make|turn|set|let) ${SCENE}(?: be)? (?<what>(?:an?|some) .+)$`, 'iu'),
  // "I want a beach in scene 2", "add some leaves to scene 2"
  new RegExp(
    `^(?:(?:i|we)(?:'d| would)? (?:want|like|need|prefer|love)|show|use|try|give (?:me|us)|add|put|have|place|let's have) (?<what>(?:an?|some|more|the|lots of) .+?) (?:in|into|to|on|for|behind it in|as the backdrop of) ${SCENE}$`,
    'iu',
  ),
  // "give scene 2 a beach"
  new RegExp(`(?:give) ${SCENE} (?<what>.+)$`, 'iu'),
];
/** A described thing that begins so is no place. */
const NO_PLACE =
  /^(?:the )?(?:left|right|middle|cent(?:er|re)|top|bottom|front|end|start|beginning|back|first|last|second|third|product|text|headline|words?|button|pill|logo|music|it|them|this|that|something else|anything else|nothing|another(?: one)?|a (?:different|new|better|nicer) (?:one|background)|different|new|more|less|\d.*|place \d|position \d|better|nicer|good|nice|great|ok(?:ay)?|fine|please|too \p{L}+)(?!\p{L})[ .!?]*(?:please)?$|^(?:our|the) (?:logo|product|bottle)|^(?:no|without) |^(?:an? )?(?:close[- ]?up|(?:hard )?cut|fade|slide|wipe)(?!\p{L})/iu;

/** Begins an order that another reader would have understood; what is left of it is no description. */
const OTHER_ORDER =
  /(?<!\p{L})(?:change|make|fix|do|try|improve|remove|text|headline|words?|product|music|something|anything|nothing|everything|it|more|less|better|scene|ad|font|logo|like|love|hate|don't|not|what|why|how|is|are)(?!\p{L})/iu;
const TRAILING_SCENE = new RegExp(`[ ,]*(?:in|for|on|of|at|to)? ?${SCENE}[.!?]*$`, 'iu');

export function readBackdrop(clause: Clause): Reading | null {
  const what = describedIn(clause);
  if (what) return described(clause, what);
  return asksForAnother(clause) ? anotherBackground(clause) : offered(clause);
}

/** "Neon lights in scene 2" shows; "free shipping on the last one" may be words: then we ask. */
function offered(clause: Clause): Reading | null {
  const found = new RegExp(
    `^(?:(?:put|add|show|have|use|place|with|want|i want|we want|some|more) )*(?<what>[^\\uE000-\\uE1FF]{3,60}?) (?:in|on|to|for|at|onto|into) (?<scene>${SCENE})[.!]*$`,
    'iu',
  ).exec(clause.text)?.groups;
  const what = found?.what?.trim() ?? '';
  const named = new RegExp(`^${SCENE}(?::| -) (?<what>[^\\uE000-\\uE1FF]{3,60})$`, 'u').exec(clause.text)?.groups?.what;
  if (named && lookOf(named)) return described(clause, tidy(named));
  if (clause.scenes === null || !/\p{L}{3}/u.test(what) || NO_PLACE.test(what) || OTHER_ORDER.test(what)) return null;
  if (lookOf(what)) return described(clause, what);
  const scene = wordsOf({ ...clause, text: found?.scene ?? '' });
  return ask(`Should the words be on screen there? Shall I do “put '${what}' on ${scene}”?`);
}

function described(clause: Clause, what: string): Reading {
  return forScenes(clause, (scene) => ({
    kind: 'background',
    sceneId: scene.id,
    description: what,
    look: lookOf(what),
    warmth: null,
    brightness: null,
    reseed: false,
  }));
}

function describedIn(clause: Clause): string | null {
  for (const pattern of DESCRIBED) {
    const found = pattern.exec(clause.text)?.groups?.what;
    const alone = found?.replace(TRAILING_SCENE, '') ?? '';
    if (new RegExp(SCENE, 'u').test(alone)) continue;
    const what = tidy(wordsOf({ ...clause, text: alone }));
    if (/\p{L}{2}/u.test(what) && !NO_PLACE.test(what) && !isAnother(what)) return what.slice(0, MOST_CHARACTERS);
  }
  return null;
}

function tidy(what: string): string {
  return what
    .replace(/^(?:(?:on|in|at|with|to|into|be|show|showing|something like|like|of|for) )+/iu, '')
    .replace(
      /(?:[ ,]*(?:please|pls|instead|thanks|thank you|in the background|behind it|as (?:the )?background))+[.!?]*$/iu,
      '',
    )
    .replace(/^"(.*)"$/u, '$1')
    .replace(/[.!?,;: ]+$/u, '')
    .trim();
}

function isAnother(what: string): boolean {
  return /^(?:(?:an?|some|the|me|us) )?(?:another|different|new|other|fresh|something|better|alternative|change|redo)(?: \p{L}+)?$/iu.test(
    what,
  );
}

function asksForAnother({ text }: Clause): boolean {
  if (new RegExp(`(?<!\\p{L})${BACKGROUND}s?(?!\\p{L})`, 'iu').test(text)) return ANEW.test(text);
  return new RegExp(
    `(?:redo|redraw|regenerate|re-?roll|another (?:version|take|look) (?:of|for)|try) (?:${SCENE})(?: again)?`,
    'iu',
  ).test(text);
}

function anotherBackground(clause: Clause): Reading {
  const scenes = clause.scenes ?? (/backgrounds/iu.test(clause.text) ? clause.ad.scenes : null);
  if (scenes?.length === 0) return edits();
  return forScenes({ ...clause, scenes }, (scene) => ({
    kind: 'background',
    sceneId: scene.id,
    description: null,
    look: null,
    warmth: null,
    brightness: null,
    reseed: true,
  }));
}
