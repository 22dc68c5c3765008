/** "Redo scene 3", "redo the music", "redo everything that fell back", "plan it again", "make it for free". */
import { type Mention, markScenes, mentionsIn, SCENE } from './edits/scene-names.ts';
import type { Ad } from './state.ts';
import { asking, calling, saying, type ToolCall, type Understanding } from './understanding.ts';

const POLITE =
  "(?:(?:please|pls|ok|okay|yes|no|hmm|can you|could you|would you|let’s|lets|let's|i want you to|i’d like you to|just|now|then|and|also)[ ,]+)*";
const DO_AGAIN =
  '(?:re-?do|re-?make|re-?generate|re-?render|re-?try|re-?run|(?:try|do|make|run|render|generate) again|have another go at|give (?:another )?(?:try|go) to|another (?:try|go|attempt) (?:at|of|for|with))';
const TRY = '(?:try|do|make|run|render|generate|give)';
const END =
  '(?:[ ,]+(?:please|again|now|for me|thanks|once more|one more time|another (?:try|go)|properly|anew))*[ .!?]*';
const AGAIN = '(?:again|once more|one more time|another (?:try|go|chance)|properly|anew)';
const PART = '(?:(?:the )?(?:background|backdrop|clip|video|picture|shot|rendering)s? (?:of|for|in|behind|from) )?';
const SCENES = `${SCENE}(?:(?: ?(?:,|and|&|,? and) ?)${SCENE})*`;
const MUSIC = '(?:the )?(?:musi[ck]|song|track|soundtrack|tune|audio)';
const FELL =
  "(?:(?:everything|all|anything|whatever|all (?:the )?(?:parts|things|scenes)|(?:the )?(?:parts?|things?|scenes?|ones?)) (?:of it )?(?:that |which )?(?:fell back|has fallen back|have fallen back|failed|broke|went wrong|did(?:n’t|n't| not) (?:work(?: out)?|come out)|(?:is|are|was|were) ?(?:not|n’t|n't) as planned|is missing|are missing)|(?:all )?(?:the )?(?:fall ?backs?|failures|failed (?:parts?|scenes?|ones?))|what (?:fell back|failed|broke|went wrong|did(?:n’t|n't| not) work))";
const PLAN =
  '(?:(?:re-?plan|plan)(?: (?:it|the ad|everything|this|the whole thing))?|(?:re-?do|re-?write|re-?make|try|make|write) (?:the |a new )?(?:whole )?(?:plan|script)(?: of (?:the )?scenes)?)';
const REPLAN =
  '(?:re-?plan (?:it|the ad)|re-?(?:do|write) (?:the )?(?:whole )?(?:plan|script)(?: of (?:the )?scenes)?)';
const ALL = '(?:everything|all of it|it all)';
const FREE =
  '(?:(?:make|do|start|produce|create) (?:it|the ad|this|that|one)(?: now)? (?:(?:for )?free|for nothing|without (?:spending|paying)(?: (?:anything|money))?|at no cost|with drawn backgrounds?(?: and (?:local )?music(?: from here)?)?|drawn|with (?:the )?free (?:backgrounds|parts))|(?:use |take |with )?(?:the )?drawn backgrounds?|(?:the )?free (?:one|version|way)|for free|draw (?:it|them|the backgrounds)(?: instead)?(?: for free)?)';

/** `text` without quotes. Null: it speaks of nothing to be made again. */
export function readRedo(text: string, ad: Ad): Understanding | null {
  // A question about it is no yes to it.
  if (ad.awaitingApproval && whole(FREE).test(text) && !text.includes('?')) return calling('make_free');
  if (isAgain(FELL, text) || whole(`${DO_AGAIN} ${ALL}`).test(text)) return redo('everything');
  if (isAgain(MUSIC, text)) return redo('music');
  if (whole(`${PLAN} ${AGAIN}`).test(text) || whole(REPLAN).test(text)) return redo('plan');
  const marked = markScenes({ text, quotes: [] }, ad.scenes);
  if (!isAgain(`${PART}${SCENES}`, marked.text)) return null;
  return scenes(mentionsIn(marked.text, marked.mentions));
}

/** "Redo X", "try X again", "do X once more". */
function isAgain(what: string, text: string): boolean {
  return whole(`(?:${DO_AGAIN} ${what}|${TRY} ${what} ${AGAIN}|${what} ${AGAIN})`).test(text);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^${POLITE}${pattern}${END}$`, 'iu');
}

function scenes(mentions: readonly Mention[]): Understanding | null {
  const ids: string[] = [];
  for (const mention of mentions) {
    if (mention.kind === 'nobody') return saying(`There is no ${mention.words}.`);
    if (mention.kind === 'unclear')
      return asking(`Which scene do you mean: ${mention.scenes.map(({ place }) => place).join(' or ')}?`);
    ids.push(...mention.scenes.map(({ id }) => id));
  }
  const calls: ToolCall[] = [...new Set(ids)].map((sceneId) => ({ name: 'redo', input: { what: 'scene', sceneId } }));
  return { calls, say: [], ask: null };
}

function redo(what: 'music' | 'everything' | 'plan'): Understanding {
  return calling('redo', { what, sceneId: null });
}
