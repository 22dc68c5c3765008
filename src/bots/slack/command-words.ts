/** What `/ad help` and the home tab say about how to ask for an ad. Pure. */
import { MAX_SECONDS, MIN_SECONDS } from '../../ad/frames.ts';

export const COMMAND = '/ad';

/** Only the person who asked reads it; mrkdwn. */
export function helpWords(botUserId: string | null): string {
  const me = botUserId === null ? '@ad' : `<@${botUserId}>`;
  return [
    '*I make short product ads: say what the ad is about, add a photo of the product, and get three films (9:16, 1:1, 16:9).*',
    '',
    '*Ways to begin*',
    `• \`${COMMAND}\` opens a form. With words, they are the brief: \`${COMMAND} Our cold-brew coffee in a can, for people on the go\``,
    `• ${me} in a channel I am in, with a photo: “${me} a 15 second ad for these boots, brand Fjell, dark green”`,
    '• A message to me alone, the same way.',
    '• *Make an ad from this* in the menu of any message (the three dots).',
    '',
    '*What happens then*',
    'I ask for what is missing, and show you a storyboard with its price. Nothing is made and nothing costs before somebody says yes.',
    `Ads are ${MIN_SECONDS} to ${MAX_SECONDS} seconds long. Reply in the ad’s thread to change it: “scene 2 warmer, and put 20% off on the last one”.`,
    '',
    'Your ads, what they cost, the brand kit and who may approve are on my Home tab.',
    `With an account on the page, \`${COMMAND} link CODE\` shows your ads there, too; \`${COMMAND} unlink\` ends that.`,
  ].join('\n');
}

export function isHelp(words: string): boolean {
  return /^(help|hilfe|\?|--help|-h)$/i.test(words.trim());
}
