/** `adgen chat`: the terminal as a chat window, for a person or for a script that is piped in. */

import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { AdgenError } from '../ad/errors.ts';
import { openSystem } from '../compose.ts';
import { type Chat, createChat } from './chat.ts';
import { readChatLine } from './chat-line.ts';
import type { Context, Terminal } from './context.ts';
import { type Picture, startTalk, type Talk } from './talk.ts';

const HELLO =
  'Hello! I make product ads: tell me in a sentence what yours is about, and attach a photo of the product with /attach FILE. /help shows examples.';

const EXAMPLES = `For example:
  /attach mug.jpg
  An ad for Fjell, hand-thrown mugs for slow mornings. Our colour is teal, 15 seconds.
  make it
  make scene 2 warmer, and put “20% off” on the last one
  put back the old version
  stop`;

export async function chat(words: readonly string[], { config, log, terminal, signal }: Context): Promise<number> {
  if (words.length > 0) throw new AdgenError('bad-input', `adgen chat takes no ${words[0]}. Try: adgen chat --help`);
  const system = await openSystem(config, log);
  const window = createChat(terminal);
  const talk = startTalk(system, nameOfUser(), {
    say: window.adgen,
    progress: ({ percent, activity }) => window.progress.show({ status: 'COMPOSITING', progress: percent, activity }),
    endProgress: window.progress.end,
  });
  try {
    await system.studio.resume();
    if (!terminal.input.isTTY) return await readScript(talk, window, terminal, signal);
    window.adgen(HELLO);
    await listen(talk, window, terminal, signal);
    return 0;
  } finally {
    window.progress.end();
    await talk.close();
    await system.close();
  }
}

/** Each line is said when the one before it is answered and what it began is done. */
async function readScript(talk: Talk, window: Chat, { input }: Terminal, signal: AbortSignal): Promise<number> {
  const pictures: Picture[] = [];
  for await (const line of createInterface({ input })) {
    const read = readChatLine(line, process.cwd());
    if (read.kind === 'quit') break;
    if (read.kind === 'nothing') continue;
    window.user(line.trim());
    if (read.kind === 'attach') pictures.push(read);
    else if (read.kind === 'say') await talk.say(read.text, pictures.splice(0));
    else window.adgen(read.kind === 'help' ? EXAMPLES : read.say);
    await talk.settled(signal);
  }
  if (pictures.length > 0) await talk.say('', pictures);
  await talk.settled(signal);
  return (await talk.project())?.status === 'COMPLETED' ? 0 : 1;
}

async function listen(talk: Talk, window: Chat, { input, out }: Terminal, signal: AbortSignal): Promise<void> {
  const lines = createInterface({ input, output: out, prompt: '› ' });
  const end = () => lines.close();
  signal.addEventListener('abort', end, { once: true });
  lines.on('SIGINT', end);
  lines.prompt();
  for await (const line of lines) {
    const read = readChatLine(line, process.cwd());
    if (read.kind === 'quit') break;
    // A photo is worth a turn of its own: the answer says at once whether it can be used.
    if (read.kind === 'attach') await talk.say('', [read]);
    else if (read.kind === 'say') await talk.say(read.text);
    else if (read.kind !== 'nothing') window.adgen(read.kind === 'help' ? EXAMPLES : read.say);
    lines.prompt();
  }
  lines.close();
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without a name, as in some containers.
    return 'you';
  }
}
