/** A click on a button, without any model: what it means, or why it means nothing. */
import { z } from 'zod';
import type { Intent } from '../agent/turn.ts';
import type { AdDesk } from './ad-desk.ts';
import type { Claim } from './ports.ts';

type Click = { readonly action: string; readonly value: string };

export type ActionAnswer = { readonly say: string | null; readonly intents: readonly Intent[] };

const Approval = z.object({ planHash: z.string(), maxMicroUsd: z.number().int().nonnegative() });
const OfVersion = z.object({ version: z.number() });

const HOW_TO_CHANGE =
  'Tell me what to change, in your own words. For example: “make scene 2 warmer”, or “put ‘20% off’ on the last scene”.';

export async function answerAction(click: Click, claim: Claim, desk: Pick<AdDesk, 'find'>): Promise<ActionAnswer> {
  switch (click.action) {
    case 'make-it':
      return makeIt(click, claim);
    case 'change':
      return only(HOW_TO_CHANGE);
    case 'cancel':
    case 'stop':
      return stop(click, claim, desk);
    default:
      return only('I do not know this button any more. Just write what you want.');
  }
}

/** Whether the approval still holds is decided where it is used, not here. */
function makeIt({ value }: Click, { event, thread }: Claim): ActionAnswer {
  if (event.userId !== thread.ownerId) return only(ownerOnly(thread.ownerName));
  const approval = parse(Approval, value);
  if (!approval) return only('I could not read this button. Please use the one below the newest storyboard.');
  return { say: null, intents: [{ kind: 'approve', ...approval, userId: event.userId }] };
}

/** Everybody in the thread may stop it; an old button must not stop something newer. */
async function stop({ value }: Click, { thread }: Claim, desk: Pick<AdDesk, 'find'>): Promise<ActionAnswer> {
  const project = thread.projectId === null ? null : await desk.find(thread.projectId);
  const meant = parse(OfVersion, value);
  if (!project || (meant && Math.max(1, meant.version) !== Math.max(1, project.version))) {
    return only('That one has ended already; nothing was stopped.');
  }
  return { say: null, intents: [{ kind: 'stop' }] };
}

export function ownerOnly(ownerName: string): string {
  return `Only ${ownerName === '' ? 'the person who began this thread' : ownerName} can say yes to this ad, because it may cost money. Please ask them to press “Make it”.`;
}

function only(say: string): ActionAnswer {
  return { say, intents: [] };
}

function parse<T>(schema: z.ZodType<T>, value: string): T | null {
  try {
    return schema.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}
