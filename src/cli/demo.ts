/** `npm run demo`: a scripted person talks to the agent, says yes to the storyboard, and changes one scene at the end. */
import { basename } from 'node:path';
import { AdgenError, cancelled } from '../ad/errors.ts';
import type { Project } from '../ad/project.ts';
import { openSystem } from '../compose.ts';
import { type Chat, createChat } from './chat.ts';
import type { Context } from './context.ts';
import { withDemoPhoto } from './demo-photo.ts';
import { prepareFolder, writeOutputs } from './outputs.ts';
import { startTalk, type Talk } from './talk.ts';

const FOLDER = 'demo-output';

const OPENING =
  'Hi! We are launching an oat and vanilla cold brew in a can. Slow mornings, strong coffee. Smooth, creamy and ready when you are. Can you make an ad?';
const SCRIPT = [
  'The brand is Fjell, our colour is a deep teal, #0f766e. 15 seconds. People should find it at fjell.example.',
  'Make it!',
  'Lovely. One thing: change the text of scene 2 to “Now in your fridge”.',
] as const;

export async function demo({ config, log, terminal, signal }: Context): Promise<number> {
  const folder = await prepareFolder(FOLDER);
  const system = await openSystem(config, log);
  const window = createChat(terminal);
  const talk = startTalk(system, 'demo', {
    say: window.adgen,
    progress: ({ percent, activity }) => window.progress.show({ status: 'COMPOSITING', progress: percent, activity }),
    endProgress: window.progress.end,
  });
  try {
    const project = await play(talk, window, signal);
    const { outputs } = await writeOutputs(project, system.artifacts, folder);
    window.note(
      `The films are in ${FOLDER}/: ${Object.values(outputs)
        .map((file) => basename(file))
        .join(', ')}.`,
    );
    window.note('Your turn: npm run -s adgen -- chat');
    return 0;
  } finally {
    window.progress.end();
    await talk.close();
    await system.close();
  }
}

async function play(talk: Talk, window: Chat, signal: AbortSignal): Promise<Project> {
  await withDemoPhoto(async ({ file }) => {
    window.user(`${OPENING}  [fjell.jpg]`);
    await talk.say(OPENING, [{ path: file, name: 'fjell.jpg' }]);
    await settle(talk, signal);
  });
  for (const line of SCRIPT) {
    window.user(line);
    await talk.say(line);
    await settle(talk, signal);
  }
  const project = await talk.project();
  if (project?.status === 'COMPLETED') return project;
  throw new AdgenError('step-failed', project?.errorMessage ?? 'The conversation did not end with an ad.');
}

/** Ctrl-C stops the ad, too, and waits until it has stopped. */
async function settle(talk: Talk, signal: AbortSignal): Promise<void> {
  try {
    await talk.settled(signal);
  } catch (error) {
    await talk.say('stop');
    await talk.settled(AbortSignal.timeout(5_000)).catch(() => undefined);
    throw signal.aborted ? cancelled() : error;
  }
}
