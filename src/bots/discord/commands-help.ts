/** What `/ad help` says about how to ask for an ad. Pure. */
import type { Locale } from 'discord.js';
import { MAX_SECONDS, MIN_SECONDS } from '../../ad/frames.ts';
import { inLocale, MENU } from './commands-words.ts';

type Facts = {
  /** Of `/ad`: with it, a command in the text can be clicked. */
  readonly commandId: string;
  readonly botId: string;
  readonly locale: Locale;
};

/** Only the person who asked reads it; markup. */
export function helpWords({ commandId, botId, locale }: Facts): string {
  const command = (part: string) => `</ad ${part}:${commandId}>`;
  return [
    '**I make short product ads: say what the ad is about, add a photo of the product, and get three films (9:16, 1:1, 16:9).**',
    '### Ways to begin',
    `- ${command('create')}, for example: \`/ad create brief:Our cold-brew coffee in a can, for people on the go brand:Northbrew colour:teal duration:15 seconds\` and a photo as \`image\``,
    `- ${command('form')} opens a form.`,
    `- <@${botId}> in a channel, with a photo: “<@${botId}> a 15 second ad for these boots, brand Fjell, dark green”`,
    '- A message to me alone, the same way.',
    `- **${inLocale(MENU, locale)}** in the menu of any message (right-click or hold it, then Apps).`,
    '### What happens then',
    'I ask for what is missing, and show you a storyboard with its price. Nothing is made and nothing costs before somebody says yes.',
    `Ads are ${MIN_SECONDS} to ${MAX_SECONDS} seconds long. Reply in the ad’s thread to change it: “scene 2 warmer, and put 20% off on the last one”. ${command('stop')} there stops it.`,
    `${command('list')} shows your ads and what they cost. ${command('brand')} keeps the brand that new ads begin with, for example \`/ad brand name:Northbrew colour:teal\`, and says who may approve: \`/ad brand approver-role:@leads\``,
    `With an account on the page, ${command('link')} shows your ads there, too.`,
  ].join('\n');
}
