/** An answer to a question of ours about a change: our question quotes the order, and with the answer it can be read again. */
import { bareNumber } from './duration.ts';
import { isYes, phraseKinds } from './phrases.ts';
import { putQuotesBack, type Quoted, takeQuotes } from './quotes.ts';

const LONGEST_ANSWER = 12;
const AGREES = /^(?:ok(?:ay)?|sure|please|fine)(?:[ ,]+(?:please|do|do it|thanks?))*[.!]*$/iu;
const NUMBER =
  /^(?:the |in |on |for )*(?:number |no\.? |nr\.? |#|scene )?(?<number>\d|one|two|three|four|five)(?:,? please| one)?$/iu;
const ALL = /^(?:in |on |for )?(?:all|both|every(?:where|thing)?|each)(?: (?:of (?:them|it)|scenes?|please|one))*$/iu;
const NAMED =
  /^(?:in |on |for )?(?<which>(?:the )?(?:very )?(?:(?:first|second|third|fourth|fifth|last|final|middle|opening)(?: (?:scene|one))?|hook|intro|outro|end card|call to action|benefit scene|product scene))(?: please)?$/iu;

/** The whole order, or null where the message is no answer to such a question. */
export function answerAsOrder(message: Quoted, before: string): Quoted | null {
  const answer = putQuotesBack(message.text, message.quotes)
    .replace(/[.!]+$/u, '')
    .trim();
  const order = offered(message, before) ?? newWords(message, answer, before) ?? shortAnswer(answer, before);
  return order === null ? null : takeQuotes(order);
}

function offered({ text }: Quoted, before: string): string | null {
  const offer = /Shall I do “(.+?)”\?/su.exec(before)?.[1];
  return offer !== undefined && (isYes(text) || AGREES.test(text)) ? offer : null;
}

function newWords({ text }: Quoted, answer: string, before: string): string | null {
  const place = /What should scene (\d) say instead/u.exec(before)?.[1];
  const isOther = phraseKinds(text) !== null || /(?<!\p{L})scenes? ?\d|^(?:undo|go back|make |stop)|\?$/iu.test(text);
  return place === undefined || isOther
    ? null
    : `change the headline of scene ${place} to "${answer.replaceAll('"', '')}"`;
}

function shortAnswer(answer: string, before: string): string | null {
  if (answer === '' || answer.split(/\s+/u).length > LONGEST_ANSWER || phraseKinds(answer) !== null) return null;
  const scene = /What shall I change in “(.+?)”:/u.exec(before)?.[1];
  if (scene !== undefined) return /(?<!\p{L})scenes?(?!\p{L})/iu.test(answer) ? null : `${answer} in ${scene}`;
  if (/Which kind of music/u.test(before)) return /music/iu.test(answer) ? null : `${answer} music`;
  if (/How long should the ad be/u.test(before) && bareNumber(answer) !== null)
    return `make it ${bareNumber(answer)} seconds`;
  if (/What should the new scene be about/u.test(before))
    return `add a scene about ${answer.replace(/^(?:about|it is about) /iu, '')}`;
  const swapped = /With which scene shall I swap scene (\d)/u.exec(before)?.[1];
  const partner = NUMBER.exec(answer)?.groups?.number ?? NAMED.exec(answer)?.groups?.which;
  if (swapped !== undefined)
    return partner === undefined
      ? null
      : `swap scene ${swapped} and ${/^the /u.test(partner) ? partner : `scene ${partner}`}`;
  const transition = /Which transition do you mean by “(.+?)”:/su.exec(before)?.[1];
  if (transition !== undefined) return `${transition} ${answer}`;
  const mood = /the music or the look with “(.+?)”/u.exec(before)?.[1];
  if (mood !== undefined) {
    return /music/iu.test(answer) ? `${mood} music` : /look|style|ad|both|film/iu.test(answer) ? `${mood} look` : null;
  }
  const order = /Which scene do you mean by “(.+?)”:/su.exec(before)?.[1];
  return order === undefined ? null : inScene(order, answer);
}

function inScene(order: string, answer: string): string | null {
  if (ALL.test(answer)) return `${order} in all scenes`;
  const number = NUMBER.exec(answer)?.groups?.number;
  if (number !== undefined) return `${order} in scene ${number}`;
  const which = NAMED.exec(answer)?.groups?.which;
  if (which === undefined) return null;
  return `${order} in ${/(?:scene|one|hook|intro|outro|card|action)$/iu.test(which) ? which : `${which} scene`}`;
}
