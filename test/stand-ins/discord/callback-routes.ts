/** The first answer to an interaction: within three seconds, once, and of a kind that fits what was asked. */
import { InteractionType, InteractionResponseType as Kind, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { checkComponents } from './component-rules.ts';
import { modal } from './component-shapes.ts';
import { type Desk, need } from './desk.ts';
import { readForm } from './form.ts';
import { answerShape } from './interactions.ts';
import { readMessage } from './message-body.ts';
import { asMessage } from './message-shape.ts';
import { editMessage, isModern, postMessage } from './posting.ts';
import type { Body } from './read-body.ts';
import { type Issue, refuse, refuseForm } from './refusal.ts';
import { type Asked, done, ok, type Route, route } from './route.ts';
import type { Channel, FirstAnswer, Interaction, Message } from './world.ts';

export const callbackRoutes: readonly Route[] = [
  route('POST /interactions/:interaction/:token/callback', answer, 'none'),
];

const callback = z.strictObject({
  type: z.enum(Kind),
  data: z.record(z.string(), z.unknown()).nullish(),
});

const FITS: Readonly<Record<InteractionType, readonly Kind[]>> = {
  [InteractionType.Ping]: [Kind.Pong],
  [InteractionType.ApplicationCommand]: [
    Kind.ChannelMessageWithSource,
    Kind.DeferredChannelMessageWithSource,
    Kind.Modal,
  ],
  [InteractionType.MessageComponent]: [
    Kind.ChannelMessageWithSource,
    Kind.DeferredChannelMessageWithSource,
    Kind.DeferredMessageUpdate,
    Kind.UpdateMessage,
    Kind.Modal,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [Kind.ApplicationCommandAutocompleteResult],
  [InteractionType.ModalSubmit]: [
    Kind.ChannelMessageWithSource,
    Kind.DeferredChannelMessageWithSource,
    Kind.DeferredMessageUpdate,
    Kind.UpdateMessage,
  ],
};

function answer({ desk, part, query, body }: Asked) {
  const interaction = desk.interactions.get(part('interaction'));
  if (!interaction || interaction.token !== part('token')) return refuse('unknown-interaction');
  if (interaction.answer !== null) return refuse('already-acknowledged');
  if (desk.now() - interaction.bornMs > desk.settings.answerMs) return refuse('unknown-interaction');
  const { type, data } = readForm(callback, body.json);
  const isOnMessage = interaction.message !== null;
  const isUpdate = type === Kind.DeferredMessageUpdate || type === Kind.UpdateMessage;
  if (!FITS[interaction.type].includes(type) || (isUpdate && !isOnMessage))
    return refuseForm([
      {
        path: ['type'],
        code: 'INTERACTION_RESPONSE_TYPE_INVALID',
        message: 'This answer does not fit the interaction',
      },
    ]);
  const first = firstAnswer(desk, interaction, type, { json: data ?? {}, uploads: body.uploads });
  interaction.answer = first;
  interaction.answeredMs = desk.now();
  desk.changed();
  return query.get('with_response') === 'true' ? ok(asResponse(desk, interaction, type)) : done;
}

function firstAnswer(desk: Desk, interaction: Interaction, type: Kind, body: Body): FirstAnswer {
  switch (type) {
    case Kind.ChannelMessageWithSource: {
      const message = say(desk, interaction, body);
      interaction.original = message.id;
      return { kind: 'message', message: message.id };
    }
    case Kind.DeferredChannelMessageWithSource: {
      const { flags } = readForm(z.strictObject({ flags: z.number().int().nullish() }), body.json);
      const message = say(desk, interaction, { json: { flags: flags ?? 0 }, uploads: new Map() }, true);
      interaction.original = message.id;
      return { kind: 'deferred', message: message.id, isFilled: false };
    }
    case Kind.DeferredMessageUpdate:
      interaction.original = interaction.message;
      return { kind: 'deferred-update' };
    case Kind.UpdateMessage: {
      const message = messageOf(desk, interaction);
      editMessage(
        desk,
        message,
        readMessage(body.json, body.uploads, isModern(message.flags)),
        interaction.maxFileBytes,
      );
      interaction.original = message.id;
      return { kind: 'update', message: message.id };
    }
    case Kind.Modal:
      return { kind: 'modal', modal: readModal(body.json) };
    default: {
      const one = z.strictObject({
        name: z.string().min(1).max(100),
        name_localizations: z.record(z.string(), z.string().nullable()).nullish(),
        value: z.union([z.string().max(100), z.number()]),
      });
      return {
        kind: 'choices',
        choices: readForm(z.strictObject({ choices: z.array(one).max(25) }), body.json).choices,
      };
    }
  }
}

/** Says something in the interaction's channel; only to who asked when it is ephemeral. */
export function say(desk: Desk, interaction: Interaction, body: Body, isLoading = false, isFollowup = false): Message {
  const channel = channelOf(desk, interaction);
  const draft = readMessage(body.json, body.uploads);
  const isEphemeral = ((draft.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const command = interaction.words.startsWith('/') ? 1 : 3;
  const { type, reference } = answerShape(interaction, command);
  return postMessage(desk, {
    channel,
    author: desk.app.botId,
    draft,
    type: isFollowup ? 0 : type,
    reference: isFollowup ? null : reference,
    metadata: interaction.metadata,
    ephemeralTo: isEphemeral ? interaction.user : null,
    maxFileBytes: interaction.maxFileBytes,
    isLoading,
  });
}

export function channelOf(desk: Desk, { channel }: Interaction): Channel {
  return desk.channels.get(channel) ?? refuse('unknown-channel');
}

function messageOf(desk: Desk, interaction: Interaction): Message {
  const channel = channelOf(desk, interaction);
  return channel.messages.find(({ id }) => id === interaction.message) ?? refuse('unknown-message');
}

function readModal(given: unknown) {
  const form = readForm(modal, given);
  checkComponents(form.components, false);
  const named = form.components.flatMap((one, index): Issue[] =>
    'component' in one && 'label' in one.component && one.component.label !== undefined
      ? [
          {
            path: ['components', index, 'component', 'label'],
            code: 'TEXT_INPUT_LABEL_FORBIDDEN',
            message: 'The label around it has the words',
          },
        ]
      : [],
  );
  if (named.length > 0) refuseForm(named);
  return form as Extract<FirstAnswer, { kind: 'modal' }>['modal']; // the schema has just said so
}

function asResponse(desk: Desk, interaction: Interaction, type: Kind) {
  const channel = channelOf(desk, interaction);
  const message = channel.messages.find(({ id }) => id === interaction.original);
  const isShown = message !== undefined && type !== Kind.DeferredMessageUpdate;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(isShown
        ? {
            response_message_id: message.id,
            response_message_loading: (message.flags & MessageFlags.Loading) !== 0,
            response_message_ephemeral: message.ephemeralTo !== null,
          }
        : {}),
    },
    ...(isShown ? { resource: { type, message: asMessage(desk, need(message, 'first answer')) } } : {}),
  };
}
