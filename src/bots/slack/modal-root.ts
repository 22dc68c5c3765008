/** The message that an ad's thread hangs under: who asked, and for what. Pure. */
import type { types } from '@slack/bolt';
import type { BriefForm } from '../../ad/brief-form.ts';
import { escapeText } from './mrkdwn.ts';

export type RootMessage = { readonly text: string; readonly blocks: types.KnownBlock[] };

type Run = types.RichTextElement;

/** `note`: why it is here and not where it was asked for. `isAlone`: nobody but the person who asked reads it. */
export function rootMessage(
  userId: string,
  fields: BriefForm,
  { pictures, isAlone, note }: { readonly pictures: number; readonly isAlone: boolean; readonly note: readonly Run[] },
): RootMessage {
  const brief = fields.text ?? 'no words yet';
  const who: readonly Run[] = isAlone ? [text('You asked for an ad:')] : [user(userId), text(' asked for an ad:')];
  const details = detailsOf(fields, pictures);
  return {
    text: isAlone ? `You asked for an ad: ${escapeText(brief)}` : `<@${userId}> asked for an ad: ${escapeText(brief)}`,
    blocks: [
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [...who] },
          { type: 'rich_text_quote', elements: [text(brief)] },
          ...(note.length > 0 ? [{ type: 'rich_text_section' as const, elements: [...note] }] : []),
        ],
      },
      ...(details === '' ? [] : [context(details)]),
    ],
  };
}

/** Everything besides the brief itself that was filled in, on one line. */
export function detailsOf(fields: BriefForm, pictures: number): string {
  const { brandName, brandColor, durationSeconds, callToAction, tone, language, musicMood } = fields;
  const parts = [
    brandName,
    brandColor,
    durationSeconds === null ? null : `${durationSeconds} seconds`,
    callToAction === null ? null : `“${callToAction}”`,
    tone,
    language,
    musicMood === null ? null : `${musicMood} music`,
    pictures === 0 ? null : pictures === 1 ? 'with a photo' : `with ${pictures} photos`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

export function text(words: string): Run {
  return { type: 'text', text: words };
}

export function user(userId: string): Run {
  return { type: 'user', user_id: userId };
}

export function channel(channelId: string): Run {
  return { type: 'channel', channel_id: channelId };
}

function context(words: string): types.ContextBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text: words }] };
}
