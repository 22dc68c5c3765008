/** The order of the scenes: swap, move, remove, add. */
import type { Edit } from '../../../../ad/edit.ts';
import type { SceneRole } from '../../../../ad/plan.ts';
import type { Scene } from '../state.ts';
import {
  ask,
  type Clause,
  edits,
  mentionedScenes,
  quotesOf,
  type Reading,
  say,
  whichScene,
  wordsOf,
} from './clause.ts';
import { lookOf } from './look-words.ts';
import { SCENE } from './scene-names.ts';

const MOST_SCENES = 5;
const MOST_HEADLINE = 80;

export function readOrder(clause: Clause): Reading | null {
  return readNewOrder(clause) ?? readSwap(clause) ?? readAdded(clause) ?? readMove(clause) ?? readRemoved(clause);
}

/** "New order: 3, 1, 2, 4", as moves from the front on. */
function readNewOrder({ text, ad }: Clause): Reading | null {
  const list = /(?<!\p{L})(?:order|sequence|sort)(?!\p{L})\D*(\d(?:[\s,>-]+(?:and |then )?\d){2,4})/iu.exec(text)?.[1];
  if (!list) return null;
  const places = (list.match(/\d/gu) ?? []).map(Number);
  const wanted = places.flatMap((place) => ad.scenes.find((scene) => scene.place === place) ?? []);
  if (new Set(wanted).size !== ad.scenes.length) {
    return ask(`The ad has ${ad.scenes.length} scenes. In which order do you want all of them?`);
  }
  const order = ad.scenes.map((scene) => scene.id);
  const moves = wanted.flatMap((scene, index): readonly Edit[] => {
    if (order[index] === scene.id) return [];
    order.splice(index, 0, ...order.splice(order.indexOf(scene.id), 1));
    return [{ kind: 'move-scene', sceneId: scene.id, to: index + 1 }];
  });
  return moves.length > 0 ? edits(...moves) : say('The scenes are in that order already.');
}

function readSwap(clause: Clause): Reading | null {
  if (
    !/(?<!\p{L})(?:swap(?:ped)?|switch|exchange|flip|trade|reverse|change the (?:order|places) of)(?!\p{L})/iu.test(
      clause.text,
    )
  )
    return null;
  const scenes = mentionedScenes(clause).flat();
  const [first, second] = scenes;
  if (!first || !second || first.id === second.id) {
    return scenes.length === 1 &&
      /(?<!\p{L})(?:scenes?|place)(?!\p{L})/iu.test(wordsOf(clause)) &&
      !/background|music|text|product/iu.test(clause.text)
      ? ask(`With which scene shall I swap scene ${first?.place}?`)
      : null;
  }
  return edits({ kind: 'swap-scenes', sceneId: first.id, with: second.id });
}

const TO_FRONT =
  /(?<!\p{L})(?:to (?:the )?(?:(?:very )?front|start|beginning|top|opening)|at (?:the )?(?:start|beginning|front|very start|top)|(?:the )?(?:opener|first)(?: place| position| spot)?$|go(?:es)? first|comes? first|first$)/iu;
const TO_END =
  /(?<!\p{L})(?:to (?:the )?(?:(?:very )?end|back|finish)|at (?:the )?(?:very )?(?:end|back)|last(?: place| position| spot)?$|go(?:es)? last|comes? last)/iu;
const MOVES =
  /(?<!\p{L})(?:move|put|bring|shift|place|push|pull|send|drag|make|start with|begin with|open with|end with|finish with|close with|should (?:be|come|go)|goes|comes|first|last|earlier|later)(?!\p{L})/iu;
const NO_SCENE =
  /(?<!\p{L})(?:text|words?|headline|product|bottle|jar|box|logo|button|pill|caption|title|music|it to the (?:left|right))(?!\p{L})/iu;

function readMove(clause: Clause): Reading | null {
  const { text, ad } = clause;
  const [subject, target] = mentionedScenes(clause);
  const scene = subject?.[0] ?? (clause.scenes?.length === 1 ? clause.scenes[0] : undefined);
  if (!MOVES.test(text) || NO_SCENE.test(text) || !scene || (subject?.length ?? 1) > 1) return null;
  const to = targetPlace(text, scene, target?.[0], ad.scenes.length);
  if (to === null) return null;
  return to === scene.place
    ? say(`Scene ${scene.place} stands there already.`)
    : edits({ kind: 'move-scene', sceneId: scene.id, to });
}

function targetPlace(text: string, scene: Scene, target: Scene | undefined, count: number): number | null {
  if (target) return besides(text, scene, target);
  const place =
    /(?:to|at|in|into) (?:place |position |spot |slot |number |no\.? ?|#)?(\d)(?!\d)(?: ?(?:$|st|nd|rd|th))/iu.exec(
      text,
    )?.[1];
  if (place) return Number(place) >= 1 && Number(place) <= count ? Number(place) : null;
  const word = /(?:to|at|in|into)(?: the)? (second|third|fourth|fifth) (?:place|position|spot|slot)/iu.exec(text)?.[1];
  if (word) return 2 + ['second', 'third', 'fourth', 'fifth'].indexOf(word.toLowerCase());
  if (TO_FRONT.test(text) || /(?:start|begin|open) with/iu.test(text)) return 1;
  if (TO_END.test(text) || /(?:end|finish|close) with/iu.test(text)) return count;
  if (/(?<!\p{L})(?:earlier|up|forward|sooner)(?!\p{L})/iu.test(text)) return Math.max(1, scene.place - 1);
  return /(?<!\p{L})(?:later|down|back(?:wards?)?)(?!\p{L})/iu.test(text) ? Math.min(count, scene.place + 1) : null;
}

/** The scene leaves its place before it is put down, so places behind it are one smaller. */
function besides(text: string, scene: Scene, target: Scene): number | null {
  const between = new RegExp(`${SCENE}(.*)${SCENE}`, 'u').exec(text)?.[1] ?? '';
  const behind = scene.place < target.place;
  if (/(?<!\p{L})(?:before|in front of|ahead of)(?!\p{L})/iu.test(between))
    return behind ? target.place - 1 : target.place;
  if (/(?<!\p{L})(?:after|behind|following)(?!\p{L})/iu.test(between)) return behind ? target.place : target.place + 1;
  return /^,? ?(?:(?:to|into|as|be|become|take|the|place|spot|of)[ ]?)*$/iu.test(between) ? target.place : null;
}

function readRemoved(clause: Clause): Reading | null {
  const { text } = clause;
  const verb =
    "(?:drop|remove|delete|cut(?: out)?|lose|kill|get rid of|take out|skip|leave out|ditch|scrap|throw (?:out|away)|without|no|don't (?:need|want)|do not need|we don't need|eliminate|erase|bin|nix)";
  const pattern = new RegExp(
    `(?<!\\p{L}|hard |clean |straight )${verb}(?: the| whole| entire)* ${SCENE}(?! (?:text|words|music|background))(?:[ ,]*(?:please|completely|entirely|altogether|out|again|too|as well|from the (?:ad|film)))*[.!]?$|${SCENE} (?:can go|must go|has to go|should go|out|away|is (?:too much|unnecessary|not needed|useless))[.!]?$`,
    'iu',
  );
  const generic = /(?<!\p{L})(?:drop|remove|delete|cut|lose) (?:a|one) scene(?!\p{L})/iu;
  if (generic.test(text) && mentionedScenes(clause).length === 0) return ask(whichScene({ ...clause, scenes: null }));
  if (!pattern.test(text)) return null;
  const scenes = mentionedScenes(clause).flat();
  return scenes.length === 0
    ? null
    : edits(...scenes.map(({ id: sceneId }): Edit => ({ kind: 'remove-scene', sceneId })));
}

const ROLE_WORDS: readonly (readonly [SceneRole, RegExp])[] = [
  ['proof', /review|customer|rating|stars?\b|award|test(?:ed|imonial)?|proof|press|clinical|certif|million|\d+ ?%/iu],
  ['feeling', /feel|mood|emotion|joy|calm|relax|love|family|friends|morning|evening/iu],
  ['call-to-action', /call[- ]to[- ]action|cta|shop now|order now|buy now/iu],
];

function readAdded(clause: Clause): Reading | null {
  const { text } = clause;
  const start =
    /(?:(?<!\p{L})(?:add|insert|include|create|want|need|like|have|with|make|show|one more|another|extra)(?!\p{L}).{0,24}?)(?<!\p{L})(?:scene|shot|slide)(?!\p{L})\s*/iu.exec(
      text,
    );
  if (
    !start ||
    new RegExp(SCENE, 'u').test(start[0]) ||
    !/(?<!\p{L})(?:an?|one more|another|extra|new|add)(?!\p{L})/iu.test(start[0])
  )
    return null;
  const rest = text.slice(start.index + start[0].length);
  const where = new RegExp(
    `[ ,]*(?<!\\p{L})(?:right )?(?:(?:after|before|behind|in front of|between|following|ahead of) ?${SCENE}.*|(?:at|to|as) the (?:very )?(?:end|start|beginning|front|${SCENE}).*|first|last)$`,
    'iu',
  ).exec(rest);
  const topic = wordsOf({ ...clause, text: rest.slice(0, where?.index ?? rest.length) })
    .replace(/[ ,]*(?:please|pls)?[.!?]*$/iu, '')
    .trim();
  const quoted = quotesOf({ ...clause, text: rest })[0] ?? null;
  if (topic === '' && quoted === null)
    return ask('What should the new scene be about? For example “add a scene about the creamy taste after scene 2”.');
  return edits({ kind: 'add-scene', to: placeFor(clause, where?.[0] ?? ''), ...contentOf(topic, quoted) });
}

function contentOf(topic: string, quoted: string | null) {
  const seen =
    /^(?:(?:that )?(?:shows?|showing)|set|happening|taking place|on|in|at|under|by|with a background of)(?: (?:on|in|at))? (?<what>.+)$/iu.exec(
      topic,
    )?.groups?.what;
  const about = topic
    .replace(
      /^(?:(?:that (?:says|is|talks?)|saying|about|for|on|showing|which says|called|with the (?:text|words|headline)|where we (?:say|talk about))(?: about)?|:|-)[ :]*/iu,
      '',
    )
    .replace(/^(?:the|our|a|an|its|how|that) /iu, '');
  const headline = quoted ?? (seen || about === '' ? null : about.charAt(0).toUpperCase() + about.slice(1));
  const role: SceneRole = ROLE_WORDS.find(([, sign]) => sign.test(topic))?.[0] ?? 'benefit';
  const description = seen && quoted === null && !/"/u.test(seen) ? seen : null;
  return {
    role,
    headline: headline?.slice(0, MOST_HEADLINE) ?? null,
    description,
    look: description ? lookOf(description) : null,
  };
}

/** Before the call to action where nothing is said: an ad ends with it. */
function placeFor(clause: Clause, where: string): number {
  const { scenes } = clause.ad;
  const [near] = mentionedScenes({ ...clause, text: where })[0] ?? [];
  const limit = (place: number) => Math.min(MOST_SCENES, Math.max(1, place));
  if (near) return limit(/(?<!\p{L})(?:before|in front|ahead|as the)/iu.test(where) ? near.place : near.place + 1);
  if (/(?:start|beginning|front|first)/iu.test(where)) return 1;
  if (/(?:end|last)/iu.test(where)) return limit(scenes.length + 1);
  return limit(scenes.at(-1)?.role === 'call-to-action' ? scenes.length : scenes.length + 1);
}
