/** A message while there is no ad yet: parts of the brief, or something about us. */
import { bounded, isEmptyNote, type Note } from './brief/note.ts';
import { readBrief } from './brief/read-brief.ts';
import { isNo, isPleasantry, isYes } from './phrases.ts';
import type { Asked } from './questions.ts';
import type { Quoted } from './quotes.ts';
import { isNonsense, notUnderstood, readTopic } from './small-talk.ts';
import type { Missing, State } from './state.ts';
import { calling, saying, type Understanding } from './understanding.ts';

const NOTHING: Understanding = { calls: [], say: [], ask: null };
const DOES_NOT_KNOW =
  /^(?:(?:i |we )?(?:don't|do not|dont) (?:know|care|mind|have (?:one|any|it|an? (?:\p{L}+ )?\p{L}+))(?: yet)?|(?:i |we )?(?:have|got) no(?:ne| (?:picture|photo|image|colou?r|brand|name|idea)s?)(?: yet)?|no (?:picture|photo|image)s?(?: yet| sorry)?|no idea|not sure(?: yet)?|idk|dunno|whatever(?: you (?:like|want|think))?|you (?:choose|decide|pick)|up to you|any(?:thing)?|surprise me|skip(?: (?:it|this|that))?|weiß nicht|keine ahnung|je ne sais pas|no sé|non lo so|não sei)[.!]*$/iu;
const LATER =
  /^(?:(?:ok|sure|yes|please)[ ,]+)?(?:(?:one|a|just a|give me a) (?:moment|sec(?:ond)?|minute|min)|(?:i|we)(?:'ll| will| am going to|'m going to)? (?:send|upload|share|post|get|look for|ask)(?!\p{L}).{0,40}(?:later|soon|minute|moment|second|tomorrow|tonight|today|now|next)|later|hold on|brb|wait)[ .!]*$/iu;
const STANDING =
  /^(?:what(?:'s| is| do you| else(?: do you| is)?)? ?(?:still )?(?:need(?:ed)?|missing|left|do you have|have you got)(?: (?:from me|now|so far))?|status|where are we|what do you (?:still )?need(?: from me)?|what have you noted)[?.! ]*$/iu;
const OWN_BRAND =
  /(?<!\p{L})(?:use |with |in |take )?(?:our|the|my) (?:usual |saved |remembered |own )?(?:brand(?: kit| colou?rs?)?|colou?rs?)(?!\p{L})(?! (?:is|are|name|:))/iu;
const ORDERS_AN_AD =
  /(?<!\p{L})(?:(?:make|create|do|produce|need|want|build|design|help (?:me|us))(?!\p{L}).{0,60}(?<!\p{L})(?:ads?|video|spot|commercial|film|clip|sell|promot\p{L}+|advertis\p{L}+))(?!\p{L})/iu;
const QUESTION =
  /^(?:what|how|why|when|who|which|where|is|are|do|does|can|could|will|would|should|may|did|has|have)(?!\p{L}).*\?[\s!]*$/isu;

export function understandBrief(
  message: Quoted,
  { state, asked }: { readonly state: State; readonly asked: Asked | null },
): Understanding {
  const { text } = message;
  const topic = readTopic(text, state);
  if (topic && !ORDERS_AN_AD.test(text)) return topic;
  if (isYes(text)) return agreed(state);
  if (isNo(text)) return saying('No problem.');
  if (isPleasantry(text)) return state.missing.length === 0 ? agreed(state) : NOTHING;
  if (DOES_NOT_KNOW.test(text)) return saying(undecided(asked));
  if (isNonsense(text) && asked !== 'durationSeconds' && asked !== 'brandName') return saying(...notUnderstood(state));
  if (/^(?:https?:\/\/)\S+\.(?:png|jpe?g|webp|heic|gif)\S*$/iu.test(text))
    return saying('I can’t open links. Please drop the picture itself into the chat.');
  if (STANDING.test(text)) return saying(standing(state));
  if (QUESTION.test(text) && !ORDERS_AN_AD.test(text)) return saying(...notUnderstood(state));
  const isOnlyBrand = new RegExp(`^(?:${OWN_BRAND.source})(?: please)?[.!]*$`, 'iu').test(text);
  if (isOnlyBrand && !state.brandKit) {
    return saying('I do not know your brand yet. Once an ad has it, say “remember our brand”.');
  }
  if (LATER.test(text) && asked !== 'durationSeconds') return saying('Take your time.');
  if (/^(?:undo|go back|revert)(?!\p{L})/iu.test(text))
    return saying('Nothing is drawn yet, so just tell me what is different.');
  const reading = readBrief(message, state, asked);
  const own = ownBrand(text, reading.note, state);
  const note = bounded({ ...reading.note, ...own, ...(isOnlyBrand ? { text: null } : {}) });
  if (isEmptyNote(note))
    return { ...NOTHING, say: reading.ask ? [] : isAboutPicture(text) ? [] : notUnderstood(state), ask: reading.ask };
  return { calls: [{ name: 'note_brief', input: note }], say: reading.say, ask: reading.ask };
}

const NAMES: Readonly<Record<Missing, string>> = {
  text: 'a sentence about the ad',
  picture: 'a picture of the product',
  brandName: 'the brand’s name',
  brandColor: 'the brand’s colour',
  durationSeconds: 'the length of the ad',
};

function standing({ missing }: State): string {
  if (missing.length === 0) return 'I have all I need. Say “go ahead” and I draw the storyboard.';
  return `For the storyboard I still need ${new Intl.ListFormat('en').format(missing.map((part) => NAMES[part]))}.`;
}

/** All is known already, so a yes can only mean: draw it. */
function agreed({ missing }: State): Understanding {
  return missing.length === 0 ? calling('draw_storyboard') : NOTHING;
}

function ownBrand(text: string, note: Note, { brandKit }: State): Partial<Note> {
  if (!brandKit || !OWN_BRAND.test(text)) return {};
  return { brandName: note.brandName ?? brandKit.brandName, brandColor: note.brandColor ?? brandKit.brandColor };
}

function undecided(asked: Asked | null): string {
  if (asked === 'brandColor') return 'No problem: the main colour of your logo or packaging is always a good one.';
  if (asked === 'durationSeconds') return 'No problem: 15 seconds suit most ads.';
  if (asked === 'picture')
    return 'I do need one picture: the films show your real product. A quick phone photo in daylight is enough.';
  return 'No problem, take your time.';
}

function isAboutPicture(text: string): boolean {
  return /(?<!\p{L})(?:pictures?|photos?|images?|here(?: (?:it is|you go|you are))?|attached)(?!\p{L})/iu.test(text);
}
