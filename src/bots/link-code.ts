/** “link ABCDE-23456” in what people say: read before anybody keeps it, because a code is good for whoever says it. Pure. */
import { createHash } from 'node:crypto';
import type { LinkWish } from './link-wish.ts';

/** Null: it is about something else. */
export function linkWishIn(said: string): LinkWish | null {
  if (said.length > LONGEST) return null;
  const words = plain(said);
  if (END.test(words)) return { kind: 'end' };
  if (HOW.test(words)) return { kind: 'how' };
  const sure = SURE.exec(words)?.[0];
  if (sure && HAS_DIGIT.test(sure) && (LINKING.test(words) || words.replace(CODE_IS, '') === sure)) return use(sure);
  const [, before = '', typed = ''] = LINK.exec(words) ?? [];
  return typed === '' ? null : wishOf(typed, /\b(?:to|with)\b/iu.test(before));
}

/** Nobody says more around a code. */
const LONGEST = 200;

/** What a code is made of: nothing that is easily taken for something else. */
const SIGN = '[2-9A-HJ-NP-Z]';
const SURE = new RegExp(`(?<![A-Z0-9-])${SIGN}{5} ?- ?${SIGN}{5}(?![A-Z0-9-])`, 'iu');
const WHOLE = new RegExp(`^${SIGN}{10}$`, 'u');
const HAS_DIGIT = /\d/u;
const LINKING = /\blink/iu;
const CODE_IS = /^(?:(?:my|the|this|here)\s+)*(?:is\s+)?(?:(?:my|the)\s+)?code(?:\s+is)?[\s:]+/iu;

const MINE = '(?:\\s+(?:me|my|the|this|our|chat|account|identity|from|to|with|and|page))*';
const END = new RegExp(`^un[ -]?link${MINE}$`, 'iu');
const HOW = new RegExp(`^(?:how (?:do|can) (?:i|we) )?link${MINE}$`, 'iu');
const LINK =
  /^link((?:\s+(?:me|my|the|this|our|chat|account|to|with|code|is))*)[\s:=#([-]*([a-z0-9][a-z0-9 .-]*?)[)\]]*$/iu;

/** What stands around the words themselves: markup, names at the beginning, and being polite. */
function plain(said: string): string {
  return said
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Pd}−]/gu, '-')
    .replace(/[`*_~"'“”„‘’‚«»|<>]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:@\S+[\s,:]*)+/u, '')
    .replace(/^(?:(?:hi|hello|hey|ok|okay|please|pls|adgen|can you|could you)\b[\s,.!:]*)+/iu, '')
    .replace(/^\/(?:ad\s+)?/iu, '')
    .replace(/(?:[\s,.!?;:]|\b(?:please|thanks|thank you|now)\b)+$/iu, '');
}

/** An ordinary word can have ten letters, too: after “to” it is none of ours. */
function wishOf(typed: string, isAbout: boolean): LinkWish | null {
  const signs = signsOf(typed);
  const isMarked = HAS_DIGIT.test(signs) || /^\S{5} ?- ?\S{5}$/u.test(typed);
  const isShouted = typed === typed.toUpperCase();
  if (WHOLE.test(signs)) return isMarked || (!isAbout && (isShouted || !typed.includes(' '))) ? use(typed) : null;
  const isMeant = HAS_DIGIT.test(signs) || (isShouted && typed.includes('-'));
  return isMeant && MISTYPED.test(typed) ? { kind: 'unreadable' } : null;
}

/** Too short, too long, or with a sign that no code has. */
const MISTYPED = /^(?:[a-z0-9]{3,7} ?- ?[a-z0-9]{3,7}|[a-z0-9]{4,7} [a-z0-9]{4,7}|[a-z0-9]{8,12})$/iu;

function use(code: string): LinkWish {
  return { kind: 'use', codeHash: createHash('sha256').update(signsOf(code)).digest('hex') };
}

function signsOf(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/gu, '');
}
