/** How long the ad should be. "Ready in 30 seconds" is about the product; "30 seconds", alone, and "a 30 second ad" are about the ad. */
import { bareNumber, type FoundDuration, findDurations } from '../duration.ts';
import { clausesIn, type Taken, takeOut } from './taken.ts';

const LEAD =
  "(?:(?:about|around|roughly|approx\\.?|approximately|circa|ca\\.?|max(?:imum)?\\.?|at most|up to|exactly|maybe|say|let's say|make it|it's|it is|i think|should be|it should be|of|for|a|an|the|length|duration|total|with|in|ok|sure|please|hmm|um|und|dauer|länge|etwa|durée|environ|duración|unos|durata|circa|duração|cerca de|ungefähr)[ :=]*)*";
const TAIL =
  '(?:\\s*(?:long|in total|total|max(?:imum)?|please|pls|or so|ish|ad|video|film|spot|clip|only|is (?:fine|good|enough|ok|perfect)|would be (?:good|great|nice|fine)|lang|bitte|film|duration|length))*';
const AD_AFTER =
  /^[- ]?(?:long )?(?:\p{L}+ ){0,2}?(?:ads?|adverts?|videos?|films?|spots?|clips?|commercials?|reels?|teasers?|promos?|version|story|werbespot|werbung|anzeige|pub|publicité|anuncio|vídeo|anúncio)(?!\p{L})/iu;
const AD_BEFORE =
  /(?:make (?:it|the (?:ad|film|video))|(?:ad|video|film|spot|clip|commercial|it)(?: should| must| can| could)?(?: be| is| of| lasts?| run(?:s|ning)?)?(?: for)?|long|length|duration|lasting|last|runs?)(?: (?:of|is|be|about|around|exactly|should be|for|=|:))* $/iu;

/** Of a clause that says how long the ad is, in characters. */
const LONGEST_CLAUSE = 300;

/** `asked`: we have just asked for the length, so any length, and a bare number, is the answer. */
export function takeDuration(text: string, asked: boolean): Taken<number> | null {
  const found = findDurations(text);
  const own = found.flatMap((duration) => ownPart(text, duration) ?? [])[0];
  if (own) return own;
  if (!asked) return null;
  const [first] = found;
  if (first) return { value: first.seconds, rest: takeOut(text, first.start, first.end) };
  for (const clause of clausesIn(text)) {
    const number = bareNumber(clause.text);
    if (number !== null) return { value: number, rest: takeOut(text, clause.start, clause.end) };
  }
  return null;
}

function ownPart(text: string, { seconds, start, end }: FoundDuration): Taken<number> | null {
  const clause = clausesIn(text).find((one) => one.start <= start && end <= one.end);
  if (!clause || clause.text.length > LONGEST_CLAUSE) return null;
  const [before, after] = [text.slice(clause.start, start), text.slice(end, clause.end)];
  const alone = new RegExp(`^${LEAD}$`, 'iu').test(before) && new RegExp(`^${TAIL}$`, 'iu').test(after);
  if (alone) return { value: seconds, rest: takeOut(text, clause.start, clause.end) };
  // "A 30 second ad for Fjell": only the length is an answer, the rest says what it is about.
  if (AD_AFTER.test(after)) {
    const left = text.slice(end).replace(/^[- ](?:long )?/u, '');
    const lead = text.slice(0, start).replace(/(?<!\p{L})a $/iu, /^[aeiou]/iu.test(left) ? 'an ' : 'a ');
    const rest = `${lead}${left}`;
    return { value: seconds, rest };
  }
  if (AD_BEFORE.test(before) || /^ (?:long|in total)(?!\p{L})/iu.test(after)) {
    const lead =
      /(?:(?:and|please|but) )?(?:make it|it should be|it can be|should be|lasting|for)? ?(?:about |around )?$/iu.exec(
        text.slice(0, start),
      );
    const tail = /^ (?:long|in total)/iu.exec(text.slice(end));
    return { value: seconds, rest: takeOut(text, start - (lead?.[0].length ?? 0), end + (tail?.[0].length ?? 0)) };
  }
  return null;
}
