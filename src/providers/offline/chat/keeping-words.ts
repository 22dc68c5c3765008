/** "Keep it", "how long are the films kept?", and, once they are gone, "make it again". */
import type { Ad } from './state.ts';
import { calling, type Understanding } from './understanding.ts';

const POLITE =
  "(?:(?:please|pls|ok|okay|yes|no|now|then|can you|could you|can we|could we|i want to|we want to|i'd like to|let's|lets)[ ,]+)*";
const AD =
  "(?:it|this|that|them|these|those|everything|(?:this|the|my|our|that) (?:ad|advert|commercial|project)|(?:all )?(?:of )?(?:the|my|our|its|these|those)(?: ad’s| ad's)? (?:files?|films?|videos?|ads?|clips?|pictures?))";
const LONGER =
  '(?:(?:for )?(?:(?:a (?:bit|little|while) )?longer|(?:a|another|one more|some more) (?:week|while|time|days)|(?:7|seven|some|a few)(?: more)? days(?: more| longer)?)|safe|online|for (?:me|us|now)|too|again|yet|please)';
const END = `(?:[ ,]+${LONGER})*[ .!?]*$`;

/** Not "keep it short", "keep it as it is", "keep the music". */
const KEEP = new RegExp(`^${POLITE}(?:keep|hold on to|save|store) ${AD}${END}`, 'iu');
const NOT_DELETE = new RegExp(
  `^${POLITE}(?:don't|do not|dont|never) (?:delete|remove|erase|throw away) (?:anything|${AD})${END}`,
  'iu',
);
const UNTIL_WHEN =
  /^(?:(?:and|so|ok|hey)[ ,]+)*(?:how long|until when|till when|when|will|do|are)(?!\p{L}).*(?<!\p{L})(?:kept|keep|stored?|expires?|expiring|deleted?|removed?|available|gone)(?!\p{L}).*\?|(?<!\p{L})expiry (?:date|day)(?!\p{L})/iu;
const MAKE_AGAIN = new RegExp(
  `^${POLITE}(?:(?:make|do|create|produce|start|render|build) (?:it|this|that|(?:the(?: same)?|this|my|our) (?:ad|film|video)s?|the same|another one like (?:it|this|that))|(?:re-?do|re-?make|re-?start)(?: it| this| the ad| everything| all)?)(?: one)?(?:[ ,]+(?:again|once more|one more time|anew|please|now))*[ .!?]*$`,
  'iu',
);

/** `text` without quotes. Null: it is about something else. */
export function readKeeping(text: string, { filesExpired }: Pick<Ad, 'filesExpired'>): Understanding | null {
  if (KEEP.test(text) || NOT_DELETE.test(text)) return calling('keep_files');
  if (UNTIL_WHEN.test(text)) return calling('status');
  // With the files gone this can only mean one thing.
  return filesExpired && MAKE_AGAIN.test(text) ? calling('make_again') : null;
}
