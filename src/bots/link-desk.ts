/** A chat and an account become one person's, or no longer are: what comes of a wish, in words that name neither code nor account. */
import { linkWishIn } from './link-code.ts';
import type { LinkWish } from './link-wish.ts';
import type { ChatLinks, Linked } from './ports.ts';
import type { Linking, Sayer } from './window.ts';

export type LinkDesk = Linking & {
  /** One or two sentences for whoever wished it. A repeat of `by.key` comes to the same. Throws what the storage throws. */
  readonly answer: (wish: LinkWish, by: Sayer) => Promise<string>;
};

/** `links` null: nobody has an account here. */
export function createLinkDesk(links: ChatLinks | null): LinkDesk {
  const answer: LinkDesk['answer'] = async (wish, by) => {
    if (links === null) return NO_ACCOUNTS;
    if (/^(?:web|terminal):/u.test(by.userId)) return NOT_HERE;
    if (wish.kind === 'how') return HOW;
    if (wish.kind === 'unreadable') return UNREADABLE;
    if (wish.kind === 'end') return (await links.end(by)) ? UNLINKED : NOT_LINKED;
    return wordsOf(await links.use(by, wish.codeHash));
  };
  return {
    answer,
    isAbout: (said) => linkWishIn(said) !== null,
    hear: (said, by) => answer(linkWishIn(said) ?? { kind: 'unreadable' }, by),
  };
}

function wordsOf({ outcome, waitSeconds }: Linked): string {
  if (outcome !== 'too-many') return OUTCOMES[outcome];
  const minutes = Math.max(1, Math.ceil(waitSeconds / 60));
  return `Those were too many wrong codes. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then make a new code on the page, under Account, and say it to me.`;
}

const OUTCOMES: Readonly<Record<Exclude<Linked['outcome'], 'too-many'>, string>> = {
  linked:
    'Linked. The ads you order here are on the page now, too, with those of your account. Say “unlink” to end that.',
  already: 'You are linked to this account already, so there is nothing to do. Say “unlink” to end that.',
  other:
    'You are linked to another account, and nothing was changed. To change that, say “unlink” first, then the code once more.',
  ended: 'This code has ended or was used: make a new one on the page, under Account, and say that one to me.',
};

const NO_ACCOUNTS = 'There are no accounts here, so there is nothing to link: your ads are where you ask for them.';
const NOT_HERE =
  'There is nothing to link here. A code links Slack or Discord with your account: say it to me there, in a direct message.';
const HOW =
  'To see the ads you order here on the page, too: sign in there, make a code under Account, and say “link” and the code to me alone, in a direct message.';
const UNREADABLE =
  'I cannot read this code. It has ten signs, as in ABCDE-23456, and never 0, O, 1 or I: copy it from the page, under Account.';
const UNLINKED = 'Unlinked. Your ads stay in this chat, and are no longer on the page.';
const NOT_LINKED = 'You are not linked to an account, so there is nothing to unlink.';

/** Said besides, where others read along. */
export const SAY_IT_ALONE = 'Next time please say codes to me alone, in a direct message: here others can read them.';
