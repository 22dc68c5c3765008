/** `npm run demo`: a short scripted chat on screen, on top of the same pipeline that makes every ad. */
import { Brief } from '../ad/brief.ts';
import { secondsOf } from '../ad/frames.ts';
import { formatUsd, microUsd } from '../ad/money.ts';
import type { Plan, Scene } from '../ad/plan.ts';
import type { Project } from '../ad/project.ts';
import { openSystem, type System } from '../compose.ts';
import { type Chat, createChat } from './chat.ts';
import type { Context } from './context.ts';
import { withDemoPhoto } from './demo-photo.ts';
import { makeAd } from './make-ad.ts';
import { prepareFolder, type Result, writeOutputs } from './outputs.ts';

const FOLDER = 'demo-output';

const BRIEF = {
  text: 'Fjell is an oat and vanilla cold brew in a can. Slow mornings, strong coffee. Smooth, creamy and ready when you are.',
  brandName: 'Fjell',
  brandColor: '#0f766e',
  durationSeconds: 15,
  callToAction: 'Find yours at fjell.example',
};

export async function demo({ config, log, terminal, signal }: Context): Promise<number> {
  const folder = await prepareFolder(FOLDER);
  const chat = createChat(terminal);
  sayOpening(chat);
  const system = await openSystem(config, log);
  try {
    const project = await withDemoPhoto((photo) => {
      const order = { userId: 'demo', brief: Brief.parse(BRIEF), photo };
      const approve = (storyboard: Project) => approveOffer(storyboard, system, chat);
      return makeAd(order, system.studio, { onProgress: chat.progress.show, approve }, signal);
    });
    sayResult(chat, project, await writeOutputs(project, system.artifacts, folder));
    return 0;
  } finally {
    chat.progress.end();
    await system.close();
  }
}

function sayOpening(chat: Chat): void {
  chat.user(
    'Hi! We are launching an oat and vanilla cold brew. Slow mornings, strong coffee. Can you make an ad?  [fjell.jpg]',
  );
  chat.adgen(
    'What a good-looking can. Three things I need: the brand name, its colour, and how long the ad should be.',
  );
  chat.user('Fjell, deep teal #0f766e, 15 seconds. People should find it at fjell.example.');
  chat.adgen('Got it. I am cutting the can out of your photo and drawing a storyboard. That costs nothing.');
}

async function approveOffer(project: Project, system: System, chat: Chat): Promise<boolean> {
  const { maxMicroUsd } = await system.studio.offer(project.id);
  chat.adgen(
    `Here is the storyboard:\n${describe(project.plan)}\n\nThe cost is at most ${formatUsd(maxMicroUsd)}. Shall I make it?`,
  );
  chat.user('Make it!');
  return true;
}

function describe(plan: Plan | null): string {
  return (plan?.scenes ?? []).map((scene, index) => `  ${index + 1}  ${describeScene(scene)}`).join('\n');
}

function describeScene({ frames, role, overlay, background }: Scene): string {
  const words = overlay
    ? [overlay.headline, overlay.support, overlay.pill].filter((line) => line !== null).join(' · ')
    : 'no words';
  return `${secondsOf(frames).toFixed(1)} s  ${role} · ${background.look}: “${words}”`;
}

function sayResult(chat: Chat, project: Project, result: Result): void {
  const notes = result.degraded.map((item) => `\nPlease note: ${item.say}`).join('');
  const films = Object.entries(result.outputs).map(([aspect, path]) => `  ${aspect.padEnd(6)}${path}`);
  chat.adgen(`Done! Your three films:\n${films.join('\n')}`);
  chat.adgen(`It cost ${formatUsd(microUsd(result.costUsd))}.${notes}\n${project.ad.receipt?.disclosure ?? ''}`);
}
