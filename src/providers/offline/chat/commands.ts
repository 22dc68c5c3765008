/** Orders about the ad as a whole: where it stands, its versions, stopping, beginning anew, remembering the brand. */
import { readKeeping } from './keeping-words.ts';
import { readRedo } from './redo-words.ts';
import type { Ad, State } from './state.ts';
import { calling, saying, type Understanding } from './understanding.ts';

const STATUS =
  /(?<!\p{L})(?:status|progress|eta|how far(?: (?:are|is|along))?|how(?:'s| is) (?:it|that|the (?:ad|film|video))(?: going| coming)?|how's it going|how much (?:longer|(?:did|does|has|will|is) (?:it|this|that|the ad|all this|everything)(?: all)?(?: so far)? ?(?:cost)?)|how long (?:will|does|is|until|till|left|more)|is (?:it|the (?:ad|film|video)) (?:done|ready|finished|there)|(?:are you|you) (?:done|ready|finished)|when (?:will|is|are|do)|costs? (?:so far|now|me|us)|what (?:does|did|will|has|have) (?:it|this|that|the ad|i|we) (?:cost|spen[dt]|all cost)|what(?:'s| is) the (?:price|cost|status|estimate|total|state)|(?:the )?(?:price|cost|estimate)(?: please)?\?|^(?:price|costs?|estimate)$|where are we|what(?:'s| is) happening|still working|any (?:news|update)|update\?|wie weit|wie viel kostet|was kostet|wann (?:ist|wird)|combien|où en es|cuánto|quanto|come va)(?!\p{L})/iu;
/** "Why was it more than you said?" */
const WHY_PRICE =
  /(?<!\p{L})(?:why|how come|what made)(?!\p{L}).*(?<!\p{L})(?:cost|costs|price|expensive|cheap(?:er)?|dearer|more than|less than|bill(?:ed)?|charged?|estimated?|spen[dt]|pay|paid)(?!\p{L})|(?<!\p{L})(?:what|how much) (?:was|have|has|did|were)(?: (?:i|we|you|it|this))?(?: been)? (?:billed|charged|spent|paid|spend|estimated?)(?!\p{L})|(?<!\p{L})(?:the )?(?:bill|invoice|receipt)(?: please)?[?.]?$/iu;
const LIST =
  /(?<!\p{L})(?:(?:list|show|see|what|which|all|how many|the)(?: me| us| are| were| do)*(?: the| all| my| our| (?:old|older|other|previous|earlier|different))* versions|^versions|^history|(?:version|the|show) (?:me )?(?:the )?history|versionen|versiones)(?!\p{L})/iu;
const BACK =
  /^(?:(?:please|can you|could you|ok|no|oh no|oops|hmm|actually|wait)[ ,]+)*(?:undo|un-do|revert|roll ?back|go back|back(?= |$)|take (?:that|it) back|restore|put (?:it |that )?back(?= the (?:old|previous|last|first|original)| how| as| to|$)|cancel (?:that|the (?:last )?(?:change|edit))|reverse (?:that|it|the last)|undo (?:it|that|this)|(?:the |i |we )?(?:prefer|preferred|liked|want|like) (?:the )?(?:old|previous|earlier|last|original|first) (?:one|version)(?: better| more)?|zurück|rückgängig|annule(?:z|r)? (?:ça|le dernier)|retour|deshacer|deshaz|volver|torna indietro|desfa(?:zer|ça))(?!\p{L})/iu;
const OLD_VERSION =
  /(?<!\p{L})(?:(?:put|bring|give|go|get|change|switch|turn)(?: it| me| us| that)? back|restore|return|revert|use|show me|take|i want|was better|better)(?!\p{L}).*(?<!\p{L})(?:old(?:er)?|previous|last|earlier|original|first|prior|before) (?:version|one|ad|storyboard|plan|state)(?!\p{L})|(?:previous|old|last|earlier|original) (?:version|one) (?:please|was better|again|back)|^(?:the )?(?:previous|old|original|first|earlier|prior) version[.!]?$/iu;
const NUMBERED = /(?<!\p{L})(?:version|v|ver\.?|versión|versione|versão) ?(?:no\.? ?|number ?|#)?(\d{1,3})(?!\d)/iu;
const ABOUT_VERSION =
  /^(?:(?:please|can you|could you|let's|lets|ok|i want|i prefer|i'd like|we want|go|get|put|take|bring|give|use|restore|back|revert|return|roll|switch|change|to|me|it|us|the|back|again|was better|please|show|undo|until|load|instead)[ ,]*)*(?:version|v|ver\.?) ?(?:no\.? ?|number ?|#)?\d{1,3}(?: (?:again|please|was better|instead|back|is better))*[.!]?$/iu;
const REMEMBER =
  /(?<!\p{L})(?:remember|save|keep|store|memori[sz]e|merk dir|retiens|recuerda|ricorda|lembra|lembre)(?!\p{L}).*(?<!\p{L})(?:brand(?:ing)?(?: kit)?|colou?rs? for|name and colou?r|our colou?rs?|our (?:name|logo|style)|these colou?rs?|this colou?r|marke|marque|marca|marchio|next (?:time|ads?)|future)(?!\p{L})/iu;
const NEW_AD =
  /(?<!\p{L})(?:start (?:all )?(?:over|again|anew|afresh|from scratch|a new ad|new)|begin (?:again|anew)|from scratch|reset(?: everything| all)?|forget (?:everything|all(?: of)? (?:this|that)|this ad)|(?:a |another |make (?:me |us )?(?:a |another )|start (?:a |another )|do (?:a |another )|let's (?:do|make) (?:a |another ))(?:(?:new|different|second|completely new|whole new|another) )?(?:ad|advert|commercial)(?! (?:length|title))|new (?:ad|project|commercial)|another ad|neue (?:anzeige|werbung)|nouvelle (?:pub|publicité)|nuevo anuncio|nuova pubblicità|novo anúncio|von vorne)(?!\p{L})/iu;
const FRESH =
  /^(?:(?:please|can we|could we|let's|lets|i want to|ok|no)[ ,]+)*(?:start (?:all )?(?:over|again|anew|afresh|from scratch)|begin (?:again|anew)|reset(?: everything| all)?|forget (?:everything|all(?: of)? (?:this|that)|it all)|from scratch|von vorne)(?:[ ,]+(?:please|completely|from scratch|again))*[.!]*$/iu;

/** What the cards of a stopped or failed ad suggest to say. */
const AGAIN =
  /^(?:(?:please|ok|okay|yes|can you|could you|now)[ ,]+)*(?:(?:try|do|start|make|run) (?:it |that |this |the ad )?(?:again|once more)|retry|go on|carry on|continue|resume|keep going|once more|again|weiter|nochmal|noch einmal|encore|otra vez|ancora|de novo)(?:[ ,]+(?:please|now|with it|bitte))*[.!]*$/iu;

/** `text` without quotes: what is quoted is never an order. */
export function readCommand(text: string, { ad }: State): Understanding | null {
  if (FRESH.test(text)) return calling('start_over');
  if (REMEMBER.test(text) && !/\?$/u.test(text)) return calling('remember_brand');
  return ad ? readAdCommand(text, ad) : null;
}

function readAdCommand(text: string, ad: Ad): Understanding | null {
  if (ad.filesExpired && AGAIN.test(text)) return calling('make_again');
  const keeping = readKeeping(text, ad);
  if (keeping) return keeping;
  if ((ad.status === 'FAILED' || ad.status === 'CANCELLED') && AGAIN.test(text)) return calling('draw_storyboard');
  const version = NUMBERED.exec(text)?.[1];
  if (version !== undefined && (ABOUT_VERSION.test(text) || BACK.test(text))) return goTo(Number(version), ad);
  if (
    /(?:first|original|very first) version|the original(?: one| ad)?(?!\p{L})/iu.test(text) &&
    (BACK.test(text) || OLD_VERSION.test(text) || /^(?:the )?(?:first|original)/iu.test(text))
  ) {
    return calling('go_back', { version: Math.min(...ad.versions, ad.version) });
  }
  const again = readRedo(text, ad);
  if (again) return again;
  if (LIST.test(text)) return calling('list_versions');
  if (WHY_PRICE.test(text)) return calling('status');
  if (isBack(text)) return calling('go_back', { version: null });
  if (STATUS.test(text) && !/(?<!\p{L})(?:make|change|put|add|set) /iu.test(text)) return calling('status');
  return null;
}

/** "Go back to version 2" has a number; "undo the music" speaks of a part, which only the whole version brings back. */
function isBack(text: string): boolean {
  return (BACK.test(text) && text.split(' ').length <= 10) || OLD_VERSION.test(text);
}

function goTo(version: number, { versions, version: current }: Ad): Understanding {
  if (version === current) return saying(`Version ${version} is the one we are on.`);
  if (versions.includes(version)) return calling('go_back', { version });
  const known = [...versions].sort((a, b) => a - b).join(', ');
  return saying(
    `There is no version ${version}. ${versions.length > 1 ? `There are versions ${known}.` : 'There is only one so far.'}`,
  );
}

/** What follows "a new ad for …"; empty where it is only an order. Null: not about a new ad. */
export function newAdSubject(text: string): string | null {
  const match = NEW_AD.exec(text);
  if (!match || /(?<!\p{L})(?:not|don't|no) /iu.test(text.slice(0, match.index))) return null;
  const rest = text.slice(match.index + match[0].length).replace(/^[\s,.:;!-]*(?:for|about|on)?[\s]*/iu, '');
  return rest.split(/\s+/u).filter((word) => /\p{L}{2}/u.test(word)).length >= 2 ? text.slice(match.index).trim() : '';
}
