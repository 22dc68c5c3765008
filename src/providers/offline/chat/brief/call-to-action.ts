/** What people should do after the ad: "find it at fjell.example", "button says Shop now". */
import { putQuotesBack, QUOTE, quotesIn } from '../quotes.ts';
import { clausesIn, type Taken, takeOut } from './taken.ts';

const CALL = '(?:call[- ]to[- ]action|cta|button|pill|end ?card|last (?:line|screen)|closing line)';
const UNTIL = '(?<what>[^.!?¦\\n,;]+(?:\\.[\\p{L}\\p{N}][^.!?¦\\n,;\\s]*)*!?)';
const PATTERNS: readonly string[] = [
  `(?:the |our |with (?:an? |the )?)?${CALL}(?: text)?(?: should| must| could| to)?(?: ?(?:say(?:s|ing)?|is|reads?|be|:|=|labell?ed|with))*[: ]+(?<what>${QUOTE})`,
  `(?:the |our |with (?:an? |the )?)?${CALL}(?: text)?(?: should| must| could)?(?: ?(?:say(?:s|ing)?|is|reads?|be|labell?ed|:|=))+[: ]*${UNTIL}`,
  `(?<what>${QUOTE}) (?:as|is|for) (?:the |our |an? )?${CALL}`,
  `(?:end(?:ing|s)?|finish(?:es)?|close) (?:it )?(?:with|on|by saying) (?<what>${QUOTE})`,
  `(?<what>${QUOTE}) at the end`,
];
const SITE = '(?:https?://)?(?:www\\.)?[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)*\\.[\\p{L}]{2,12}(?:/[\\w./-]*)?';
const VERB =
  '(?:find|get|order|buy|shop|visit|see|discover|try|book|sign up|learn more|read more|available|reserve|download|subscribe|join|pre-?order|taste|jetzt|bestell\\p{L}*|kauf\\p{L}*|besuch\\p{L}*|entdeck\\p{L}*|trouve[zr]?|achete[zr]?|découvr\\p{L}+|commande[zr]?|visite[zr]?|compra\\p{L}*|descubre|visita|pide|encuéntra\\p{L}*|scopri|ordina|acquista|peça|compre|descubra|go to|head to|swipe|tap|click|only at|now at|in stores)';
/** Short orders to customers that stand alone. */
const ALONE =
  /^(?:shop|buy|order|book|try|get|join|subscribe|discover|learn|sign up|download|pre-?order)(?: (?:it|yours|now|today|here|more|online|yours now|yours today|a demo|a table|it now|for free|the difference))+$/iu;

export function takeCallToAction(text: string, quotes: readonly string[]): Taken<string> | null {
  return labelled(text, quotes) ?? site(text, quotes) ?? alone(text);
}

function labelled(text: string, quotes: readonly string[]): Taken<string> | null {
  for (const pattern of PATTERNS) {
    const match = new RegExp(`(?<!\\p{L})${pattern}`, 'iu').exec(text);
    const what = match?.groups?.what;
    if (!match || what === undefined) continue;
    const value = quotesIn(what, quotes)[0] ?? putQuotesBack(what, quotes).trim();
    if (value !== '') return { value, rest: takeOut(text, match.index, match.index + match[0].length) };
  }
  return null;
}

/** A clause that sends people to an address. */
function site(text: string, quotes: readonly string[]): Taken<string> | null {
  for (const clause of clausesIn(text)) {
    const call = new RegExp(`(?:^|\\s)(?<what>${VERB}(?!\\p{L})[^¦]*?${SITE})$`, 'iu').exec(clause.text);
    const what =
      call?.groups?.what ??
      (new RegExp(
        `^(?:our (?:website|site|shop|store) is |website:? |site:? |url:? |web:? )?(?<url>${SITE})$`,
        'iu',
      ).exec(clause.text)?.groups?.url ||
        undefined);
    if (what === undefined || /\.(?:png|jpe?g|gif|webp|heic|tiff?|pdf|svg)$/iu.test(what)) continue;
    const start = call?.groups?.what === undefined ? clause.start : clause.end - what.length;
    return { value: asLine(putQuotesBack(what, quotes)), rest: takeOut(text, start, clause.end) };
  }
  return null;
}

/** Taken from the middle of a sentence, it begins a line of its own now; a bare address stays as it is. */
function asLine(words: string): string {
  return words.includes(' ') ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

function alone(text: string): Taken<string> | null {
  const clause = clausesIn(text).find((one) => ALONE.test(one.text));
  return clause ? { value: clause.text, rest: takeOut(text, clause.start, clause.end) } : null;
}
