/** One turn's own copy of the thread: the tools change it and nothing else, and what it became is the turn's outcome. */
import { fingerprint } from '../ad/fingerprint.ts';
import type { Plan } from '../ad/plan.ts';
import { type Draft, EMPTY_DRAFT, type ThreadState } from './thread-state.ts';
import type { BrandKit, Intent, Picture, TurnMessage } from './turn.ts';
import type { AdNow, World } from './world.ts';

export type WorkingCopy = {
  readonly message: TurnMessage;
  readonly look: World;
  readonly brandKit: BrandKit | null;
  draft: Draft;
  /** Pictures to choose from: this message's, else those that an earlier one left. */
  pictures: readonly Picture[];
  /** Null while the brief is collected, and again after a new beginning. */
  ad: AdNow | null;
  /** The version the person looks at and works on: the newest, or the one this turn goes back to. */
  base: { readonly version: number; readonly plan: Plan } | null;
  /** `base` with this turn's edits. */
  plan: Plan | null;
  wantsStoryboard: boolean;
  /** The message is to be worked on again when there is a storyboard. */
  waits: boolean;
  wantsStop: boolean;
  wantsApproval: boolean;
  /** A yes to the plan as it is now, at no cost. */
  wantsFree: boolean;
  /** Another plan from the same brief. */
  wantsReplan: boolean;
  /** The ad's files, longer. */
  wantsKeep: boolean;
  remembers: BrandKit | null;
  /** What the tools said, in order: the reply when the model has no words. */
  readonly said: string[];
};

export async function openWorkingCopy(state: ThreadState, message: TurnMessage, look: World): Promise<WorkingCopy> {
  const [ad, brandKit] = await Promise.all([
    state.projectId === null ? null : look.ad(state.projectId),
    look.brandKit(message.workspace),
  ]);
  const plan = ad?.project.plan ?? null;
  return {
    message,
    look,
    brandKit,
    pictures: message.pictures.length > 0 ? message.pictures : state.offered,
    draft: ad === null ? withBrand(state.draft, brandKit) : state.draft,
    ad,
    base: ad && plan ? { version: ad.project.version, plan } : null,
    plan,
    wantsStoryboard: false,
    waits: false,
    wantsStop: false,
    wantsApproval: false,
    wantsFree: false,
    wantsReplan: false,
    wantsKeep: false,
    remembers: null,
    said: [],
  };
}

/** The workspace's brand, where nothing was said about one. */
function withBrand(draft: Draft, kit: BrandKit | null): Draft {
  if (kit === null || draft.brandName !== null || draft.brandColor !== null) return draft;
  return { ...draft, brandName: kit.brandName, brandColor: kit.brandColor };
}

export function startOver(copy: WorkingCopy): void {
  copy.draft = withBrand(EMPTY_DRAFT, copy.brandKit);
  copy.pictures = copy.message.pictures;
  copy.ad = null;
  copy.base = null;
  copy.plan = null;
  copy.wantsStoryboard = false;
  copy.wantsApproval = false;
  copy.wantsFree = false;
  copy.wantsReplan = false;
  copy.wantsKeep = false;
}

/** Pictures that nobody chose from can still be chosen next time; while there is none yet, as long as it takes. */
export function offeredAfter(copy: WorkingCopy): Picture[] {
  return copy.message.pictures.length > 0 || copy.draft.photo === null ? [...copy.pictures] : [];
}

/** What still waits for the storyboard after this turn; a message that waited has had its turn now. */
export function waitingAfter(waiting: ThreadState['waiting'], { waits, message }: WorkingCopy): ThreadState['waiting'] {
  const others = waiting.filter(({ key }) => waitingKey(key) !== message.key);
  const { key, text, userId, workspace } = message;
  return waits ? [...others, { key, text, userId, workspace }].slice(-MAX_WAITING) : others;
}

/** The key of a message that waited, when it comes again. */
export function waitingKey(key: string): string {
  return `waited:${key}`;
}

const MAX_WAITING = 20;

/** Whether this turn's edits leave another plan than they found. */
export function isChanged(copy: WorkingCopy): boolean {
  return copy.base !== null && copy.plan !== null && fingerprint(copy.plan) !== fingerprint(copy.base.plan);
}

/** Whether the person still looks at what the world holds: no edit, no other version. */
export function isUntouched(copy: WorkingCopy): boolean {
  return !isChanged(copy) && copy.base?.version === copy.ad?.project.version;
}

/** When the files of the ad went; null: they are there, or there is no ad. */
export function goneAt({ ad }: Pick<WorkingCopy, 'ad'>): string | null {
  return ad?.project.files.goneAt ?? null;
}

/** Whether a yes would be about exactly what the person has seen. */
export function awaitsApproval(copy: WorkingCopy): boolean {
  const waits = copy.ad?.project.status === 'AWAITING_APPROVAL' && copy.ad.offer !== null;
  return waits && goneAt(copy) === null && isUntouched(copy);
}

export function mayApprove(copy: WorkingCopy): boolean {
  return copy.message.mayApprove;
}

/** Each kind at most once, in the order to do them. */
export function intentsOf(copy: WorkingCopy): Intent[] {
  const intents: Intent[] = [];
  if (copy.wantsStop) intents.push({ kind: 'stop' });
  const version = versionIntent(copy);
  intents.push(...version);
  // A changed plan is drawn anyway; ordering the draft beside it would lose the change.
  if (copy.wantsStoryboard && version.length === 0) intents.push({ kind: 'storyboard' });
  if (copy.wantsApproval && intents.length === 0) intents.push(...approval(copy));
  if (copy.wantsKeep && copy.ad) {
    const { id, files } = copy.ad.project;
    intents.push({ kind: 'keep', projectId: id, until: files.until });
  }
  if (copy.remembers) {
    intents.push({ kind: 'remember-brand', workspace: copy.message.workspace, kit: copy.remembers });
  }
  return intents;
}

function versionIntent(copy: WorkingCopy): Intent[] {
  const { ad, base, plan } = copy;
  if (!ad || !base || !plan) return [];
  // Another plan takes the place of this one, with whatever was changed in it.
  if (copy.wantsReplan) return [{ kind: 'replan', baseVersion: ad.project.version }];
  const baseVersion = ad.project.version;
  if (isChanged(copy) && copy.wantsFree && mayApprove(copy)) {
    const yes = { planHash: fingerprint(plan), maxMicroUsd: 0, userId: copy.message.userId };
    return [{ kind: 'make-version', plan, baseVersion, ...yes }];
  }
  if (isChanged(copy)) return [{ kind: 'new-version', plan, baseVersion }];
  return base.version === ad.project.version ? [] : [{ kind: 'go-back', version: base.version }];
}

function approval(copy: WorkingCopy): Intent[] {
  const offer = copy.ad?.offer;
  if (!offer || !awaitsApproval(copy) || !mayApprove(copy)) return [];
  return [{ kind: 'approve', planHash: offer.planHash, maxMicroUsd: offer.maxMicroUsd, userId: copy.message.userId }];
}
