/** From the page to the core: a person's message is kept, handed over, and only then shown. */
import { AdgenError } from '../../ad/errors.ts';
import type { InboundEvent } from '../platform.ts';
import type { SentFile, WebMessages } from './messages.ts';

export type Sender = {
  readonly threadId: string;
  readonly workspace: string;
  readonly userId: string;
  readonly userName: string;
};

type Needs = {
  readonly messages: Pick<WebMessages, 'keep' | 'show'>;
  /** Stores an event before anybody works on it; a second one of a key is a no-op. */
  readonly receive: (event: InboundEvent) => Promise<unknown>;
};

type Words = { readonly key: string; readonly text: string; readonly files: readonly SentFile[] };

/** A repeat of a key is a no-op. Throws `not-found` when there is no such thread. */
export async function sendMessage(sender: Sender, words: Words, { messages, receive }: Needs): Promise<void> {
  const key = `p:${words.key}`;
  const event = messageEvent(sender, words);
  if (!(await messages.keep(sender.threadId, { ...words, key }, event))) throw noThread();
  await receive(event);
  await messages.show(sender.threadId, key);
}

export async function sendAction(
  sender: Sender,
  click: { readonly key: string; readonly action: string; readonly value: string },
  { receive }: Pick<Needs, 'receive'>,
): Promise<void> {
  const { key, action, value } = click;
  await receive({ ...eventOf(sender, key), what: { kind: 'action', action, value } });
}

/** After a start: hands over what a crash left between keeping and handing over. */
export async function sendUnsent({
  messages,
  receive,
}: {
  readonly messages: Pick<WebMessages, 'unsent' | 'show'>;
  readonly receive: Needs['receive'];
}): Promise<void> {
  for (const { key, event } of await messages.unsent()) {
    await receive(event);
    await messages.show(event.threadId, key);
  }
}

export function noThread(): AdgenError {
  return new AdgenError('not-found', 'This conversation does not exist any more. Begin a new one.');
}

function messageEvent(sender: Sender, { key, text, files }: Words): InboundEvent {
  const attachments = files.map(({ name, bytes, upload }, index) => ({
    id: `${index + 1}`,
    name,
    bytes,
    source: { upload },
  }));
  return { ...eventOf(sender, key), what: { kind: 'message', text, attachments } };
}

function eventOf({ threadId, workspace, userId, userName }: Sender, key: string): Omit<InboundEvent, 'what'> {
  return { key: `${threadId}:${key}`, threadId, platform: 'web', workspace, userId, userName };
}
