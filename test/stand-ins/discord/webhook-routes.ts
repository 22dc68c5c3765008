/** What an interaction's token is good for after the first answer: more messages, and changing them, for 15 minutes. */
import { channelOf, say } from './callback-routes.ts';
import type { Desk } from './desk.ts';
import { isExpired } from './interactions.ts';
import { readMessage } from './message-body.ts';
import { deleteMessage } from './message-routes.ts';
import { asMessage } from './message-shape.ts';
import { editMessage, isModern } from './posting.ts';
import { refuse } from './refusal.ts';
import { type Asked, done, ok, type Route, route } from './route.ts';
import type { Interaction, Message } from './world.ts';

const MESSAGE = '/webhooks/:application/:token/messages/:message';

export const webhookRoutes: readonly Route[] = [
  route('POST /webhooks/:application/:token', followUp, 'none'),
  route(`GET ${MESSAGE}`, (asked) => ok(asMessage(asked.desk, messageFor(asked))), 'none'),
  route(`PATCH ${MESSAGE}`, (asked) => ok(asMessage(asked.desk, change(asked, messageFor(asked)))), 'none'),
  route(
    `DELETE ${MESSAGE}`,
    (asked) => {
      deleteMessage(asked.desk, messageFor(asked));
      return done;
    },
    'none',
  ),
];

/** The first one after "… is thinking" takes its place, and is as visible as that was. */
function followUp(asked: Asked) {
  const { desk, body } = asked;
  const interaction = interactionFor(asked);
  const { answer } = interaction;
  if (answer?.kind === 'deferred' && !answer.isFilled)
    return ok(asMessage(desk, change(asked, original(desk, interaction))));
  interaction.followups += 1;
  return ok(asMessage(desk, say(desk, interaction, body, false, true)));
}

function change(asked: Asked, message: Message): Message {
  const { desk, body } = asked;
  const interaction = interactionFor(asked);
  const draft = readMessage(body.json, body.uploads, isModern(message.flags));
  editMessage(desk, message, draft, interaction.maxFileBytes);
  const { answer } = interaction;
  if (answer?.kind === 'deferred' && answer.message === message.id) answer.isFilled = true;
  return message;
}

function interactionFor({ desk, part }: Asked): Interaction {
  if (part('application') !== desk.app.id) return refuse('unknown-webhook');
  const found = [...desk.interactions.values()].find(({ token }) => token === part('token'));
  if (!found || isExpired(desk, found)) return refuse('invalid-webhook-token');
  const kind = found.answer?.kind;
  return kind === undefined || kind === 'modal' || kind === 'choices' ? refuse('unknown-webhook') : found;
}

function messageFor(asked: Asked): Message {
  const interaction = interactionFor(asked);
  if (asked.part('message') === '@original') return original(asked.desk, interaction);
  const { messages } = channelOf(asked.desk, interaction);
  const found = messages.find(({ id }) => id === asked.part('message'));
  const isOwn = found && (found.metadata?.id === interaction.id || found.id === interaction.original);
  return isOwn ? found : refuse('unknown-message');
}

function original(desk: Desk, interaction: Interaction): Message {
  const { messages } = channelOf(desk, interaction);
  return messages.find(({ id }) => id === interaction.original) ?? refuse('unknown-message');
}
