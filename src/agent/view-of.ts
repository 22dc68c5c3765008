/** The working copy as the model sees it. Pure. */
import { partsInWords } from '../ad/bill.ts';
import { hasRoom, overBudget } from '../ad/budget.ts';
import { secondsOf } from '../ad/frames.ts';
import { dayOf } from '../ad/keeping.ts';
import { formatUsd } from '../ad/money.ts';
import type { Plan, Scene } from '../ad/plan.ts';
import { missingOf } from './missing.ts';
import { billInWords, fallbacksOf, redoInWords } from './money-words.ts';
import type { View } from './view.ts';
import { awaitsApproval, mayApprove, type WorkingCopy } from './working-copy.ts';

type AdView = NonNullable<View['ad']>;

export function viewOf(copy: WorkingCopy): View {
  const { photo, ...brief } = copy.draft;
  return {
    brief,
    picture: photo === null ? 'missing' : 'attached',
    newPictures: copy.pictures.map(({ id, name }) => ({ id, name })),
    fileProblems: [...copy.message.fileProblems],
    missing: copy.ad === null ? missingOf(copy.draft) : [],
    ad: adOf(copy),
    person: mayApprove(copy)
      ? { mayApprove: true, approver: null }
      : { mayApprove: false, approver: 'the person who began this thread' },
    brandKit: copy.brandKit,
  };
}

function adOf(copy: WorkingCopy): AdView | null {
  const { ad, base, plan } = copy;
  if (ad === null) return null;
  const { project, offer } = ad;
  return {
    status: project.status,
    progress: project.progress,
    activity: project.activity,
    version: base?.version ?? project.version,
    versions: [...ad.versions].sort((a, b) => a - b),
    awaitingApproval: awaitsApproval(copy),
    // The price of a plan that this turn has changed is known when its storyboard is drawn.
    estimate: offer && awaitsApproval(copy) ? formatUsd(offer.maxMicroUsd) : 'not known yet',
    spent: formatUsd(project.costMicroUsd),
    estimateParts: offer && awaitsApproval(copy) ? partsInWords(offer.estimate) : '',
    billed: billInWords(project),
    overBudget: overBudgetOf(copy),
    filesKeptUntil: dayOf(project.files.goneAt ?? project.files.until),
    filesExpired: project.files.goneAt !== null,
    fallbacks: fallbacksOf(project).map((one) => ({
      ...{ sceneId: one.sceneId, step: one.step, say: one.say },
      redo: redoInWords(one),
    })),
    ...(plan ? planOf(plan) : ordered(copy)),
  };
}

function overBudgetOf(copy: WorkingCopy): string | null {
  const offer = copy.ad?.offer;
  if (!offer?.left || !awaitsApproval(copy) || hasRoom(offer.left, offer.maxMicroUsd)) return null;
  return overBudget(offer.maxMicroUsd, offer.left);
}

function planOf(plan: Plan) {
  return {
    brandName: plan.brandName,
    brandColor: plan.style.palette.brand,
    totalSeconds: toTenths(secondsOf(plan.totalFrames)),
    mood: plan.style.mood,
    music: plan.music && { mood: plan.music.mood, tempoBpm: plan.music.tempoBpm },
    scenes: plan.scenes.map(sceneOf),
  };
}

/** What is known before there is a plan. */
function ordered({ ad, draft }: WorkingCopy) {
  const brief = ad?.project.ad.brief;
  return {
    brandName: brief?.brandName ?? draft.brandName ?? '',
    brandColor: brief?.brandColor ?? draft.brandColor ?? '',
    totalSeconds: brief?.durationSeconds ?? draft.durationSeconds ?? 0,
    mood: 'not known yet',
    music: null,
    scenes: [],
  };
}

function sceneOf(scene: Scene, index: number): AdView['scenes'][number] {
  const { overlay, background } = scene;
  return {
    place: index + 1,
    id: scene.id,
    role: scene.role,
    seconds: toTenths(secondsOf(scene.frames)),
    headline: overlay?.headline ?? null,
    support: overlay?.support ?? null,
    pill: overlay?.pill ?? null,
    wordsPosition: overlay?.position ?? null,
    look: background.look,
    background: background.prompt,
    warmth: background.warmth,
    brightness: background.brightness,
    product: { ...scene.product },
    transition: scene.transition,
  };
}

function toTenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
