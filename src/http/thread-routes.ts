/** The conversation over HTTP: begin one, say something, press a button, follow it, see what was sent. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { AdgenError } from '../ad/errors.ts';
import { Button } from '../bots/card.ts';
import type { InboundEvent } from '../bots/platform.ts';
import type { Uploads, WebMessages } from '../bots/web/messages.ts';
import { noThread, type Sender, sendAction, sendMessage } from '../bots/web/send.ts';
import { eventStream, type StreamNeeds } from './event-stream.ts';
import { Key, MAX_REQUEST_BYTES, messageForm } from './message-form.ts';
import { pictureType } from './picture-type.ts';
import { Refusal } from './problem.ts';
import type { SessionEnv } from './session.ts';

export type ThreadNeeds = Omit<StreamNeeds, 'messages'> & {
  readonly messages: WebMessages;
  readonly uploads: Uploads;
  readonly receive: (event: InboundEvent) => Promise<unknown>;
  readonly newId: () => string;
};

const MAX_ACTION_BYTES = 16 * 1024;

const Click = z.object({ action: Button.shape.action, value: z.string().max(1000), key: Key });

export function threadRoutes(needs: ThreadNeeds): Hono<SessionEnv> {
  const { messages, newId } = needs;
  return new Hono<SessionEnv>()
    .post('/', async (c) => {
      const id = newId();
      await messages.open(threadId(c.var.user, id), c.var.user);
      return c.json({ thread_id: id }, 201);
    })
    .post('/:id/messages', bodyLimit({ maxSize: MAX_REQUEST_BYTES, onError: tooLarge }), (c) => takeMessage(c, needs))
    .post('/:id/actions', bodyLimit({ maxSize: MAX_ACTION_BYTES, onError: tooLarge }), (c) => takeClick(c, needs))
    .get('/:id/events', async (c) => eventStream(c, (await senderOf(c, needs)).threadId, needs))
    .get('/:id/uploads/:upload', (c) => showUpload(c, needs));
}

async function takeMessage(c: Context<SessionEnv>, needs: ThreadNeeds): Promise<Response> {
  const sender = await senderOf(c, needs);
  const { key, text, files } = messageForm(await formOf(c));
  const sent = [];
  for (const file of files) {
    const upload = await needs.uploads.put(new Uint8Array(await file.arrayBuffer()));
    sent.push({ name: plainName(file.name), bytes: file.size, upload });
  }
  await sendMessage(sender, { key, text, files: sent }, needs);
  return c.json({ key }, 202);
}

async function takeClick(c: Context<SessionEnv>, needs: ThreadNeeds): Promise<Response> {
  const sender = await senderOf(c, needs);
  const click = Click.safeParse(await c.req.json().catch(() => null));
  if (!click.success) throw new AdgenError('bad-input', 'This button cannot be read. Reload the page and try again.');
  await sendAction(sender, click.data, needs);
  return c.json({ key: click.data.key }, 202);
}

/** Drawn by the browser or not sent at all: nothing that was uploaded ever runs here. */
async function showUpload(c: Context<SessionEnv>, needs: ThreadNeeds): Promise<Response> {
  const { threadId } = await senderOf(c, needs);
  const upload = c.req.param('upload') ?? '';
  if (!(await needs.messages.hasUpload(threadId, upload))) throw noUpload();
  const bytes = await needs.uploads.read(upload, needs.uploads.maxBytes);
  const type = pictureType(bytes);
  if (!type) throw noUpload();
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': type,
    // Named by its content.
    'Cache-Control': 'private, max-age=31536000, immutable',
  });
}

/** Throws `not-found` for a thread that is not there, or not this person's: their own id is part of its name. */
async function senderOf(c: Context<SessionEnv>, { messages }: Pick<ThreadNeeds, 'messages'>): Promise<Sender> {
  const { user } = c.var;
  const id = threadId(user, c.req.param('id') ?? '');
  if (!(await messages.has(id))) throw noThread();
  // Everybody is a workspace of their own: nobody sees another's brand.
  return { threadId: id, workspace: user, userId: `web:${user}:${user}`, userName: '' };
}

function threadId(user: string, id: string): string {
  return `web:${user}:page:${id.slice(0, 100)}`;
}

async function formOf(c: Context): Promise<FormData> {
  const type = c.req.header('content-type') ?? '';
  const form = type.startsWith('multipart/form-data') ? await c.req.formData().catch(() => null) : null;
  if (form) return form;
  throw new AdgenError('bad-input', 'A message is sent as a form (multipart/form-data) with text, files and key.');
}

/** What a file is called, without folders and without anything that could be taken for more than a name. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').slice(0, 200);
}

function tooLarge(): Response {
  throw new Refusal(413, 'bad-input', 'That is too much for one message. Send fewer or smaller files.');
}

function noUpload(): Refusal {
  return new Refusal(404, 'not-found', 'There is no such picture.');
}
