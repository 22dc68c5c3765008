/** Project state in, the cards a thread is to show out. Pure. */
import { formatUsd } from '../ad/money.ts';
import { isFinal, PROGRESS, type Project } from '../ad/project.ts';
import { type Card, type KeyedCard, plainCard } from './card.ts';
import { expiredCards, expiryCards, lastWord } from './expiry-cards.ts';
import { type Facts, runOf, showingsOf } from './facts.ts';
import { tasksOf } from './progress-tasks.ts';
import { resultCard } from './result-card.ts';
import { type Offered, storyboardCard } from './storyboard-card.ts';

/** One ad as it stands. */
export type AdState = {
  readonly project: Project;
  /** What a yes would mean now; null where there is no plan. */
  readonly offer: (Offered & { readonly version: number }) | null;
};

export type Narration = {
  /** Every ad of the thread, oldest first; null: it was deleted. */
  readonly ads: readonly (AdState | null)[];
  /** The ad the thread is about; null while a brief is collected. */
  readonly projectId: string | null;
  readonly facts: Facts;
  /** Cards that stand there with buttons or a moving bar, or with files of an ad whose files are gone. */
  readonly open: readonly KeyedCard[];
  readonly storyboardKey: (projectId: string, version: number) => string;
};

/** New keys in the order in which they are to be posted. Cards it does not name stay as they are. */
export function narrate(narration: Narration): readonly KeyedCard[] {
  const live = narration.ads.flatMap((ad, index) => (ad ? cardsOfAd(ad, index, narration) : []));
  const keys = new Set(live.map((card) => card.key));
  const retired = narration.open
    // What a reply offers is about an ad's past, and stays true.
    .filter(({ key, card }) => !keys.has(key) && card.kind !== 'reply')
    .map(({ key, card }) => ({ key, card: rest(card) }));
  return [...retired, ...live];
}

/** A card that is no longer the newest: nothing to press, nothing that moves. */
function rest(card: Card): Card {
  const text = card.progress ? `Ended at ${card.progress.percent} %.` : card.text;
  return { ...card, text, progress: null, buttons: [] };
}

function cardsOfAd(ad: AdState, index: number, narration: Narration): readonly KeyedCard[] {
  const { project } = ad;
  const { open, projectId, facts } = narration;
  const current = project.id === projectId;
  const names = namesOf(project, index, facts);
  const live = standing(ad, names, narration);
  const expiry = expiryCards(project, names.prefix, open);
  if (project.files.goneAt !== null) return [...expiredCards(project, live, { open, projectId }), ...expiry];
  // What was put aside before it was made is missed by nobody.
  return current || project.ad.receipt !== null ? [...live, ...expiry] : live;
}

function standing(ad: AdState, names: Names, narration: Narration): readonly KeyedCard[] {
  const { project } = ad;
  switch (project.status) {
    case 'COMPLETED':
      return completed(ad, names, narration);
    case 'FAILED':
      return [
        ...ending(names, narration, 'This time it did not work out.'),
        { key: names.failure, card: failureCard(project, narration) },
      ];
    case 'CANCELLED':
      return stopped(project, names, narration);
    case 'AWAITING_APPROVAL':
      return project.id === narration.projectId ? awaiting(ad, names, narration) : [];
    default:
      return working(ad, names, narration);
  }
}

type Names = {
  /** What every key of this ad begins with. */
  readonly prefix: string;
  readonly storyboard: string;
  readonly drawing: string;
  readonly progress: string;
  readonly result: string;
  readonly failure: string;
  readonly cancelled: string;
};

/** The thread's first ad has the plain names; a second try or showing has a number. */
function namesOf({ id, version }: Project, index: number, facts: Facts): Names {
  const ad = index === 0 ? '' : `ad${index + 1}:`;
  const planned = Math.max(1, version);
  const run = runOf(facts, id);
  const showings = showingsOf(facts, id, planned);
  const again = showings > 1 ? `:${showings}` : '';
  return {
    prefix: ad,
    storyboard: `${ad}storyboard:v${planned}${again}`,
    drawing: `${ad}drawing:${run}`,
    progress: `${ad}progress:v${planned}:${run}`,
    result: `${ad}result:v${planned}${again}`,
    failure: `${ad}failure:v${planned}:${run}`,
    cancelled: `${ad}cancelled:v${planned}:${run}`,
  };
}

function awaiting(ad: AdState, names: Names, narration: Narration): readonly KeyedCard[] {
  const { project, offer } = ad;
  if (project.cancelRequested) return stopped(project, names, narration);
  if (!project.plan) return [];
  const drawn = doneLine(names.drawing, narration, 'The storyboard is drawn.');
  if (project.approved) return working(ad, names, narration);
  const storyboard = {
    key: names.storyboard,
    card: storyboardCard({
      plan: project.plan,
      version: project.version,
      pictureKey: narration.storyboardKey(project.id, project.version),
      offer,
      spentMicroUsd: project.costMicroUsd,
    }),
  };
  return [...drawn, storyboard];
}

/** Before the yes: the first storyboard takes a while, a changed one comes at once. After it: the films. */
function working({ project }: AdState, names: Names, narration: Narration): readonly KeyedCard[] {
  const making = project.approved || project.progress > PROGRESS.AWAITING_APPROVAL;
  if (making) {
    const drawn = doneLine(names.drawing, narration, 'The storyboard is drawn.');
    return [...drawn, { key: names.progress, card: progressCard(project, 'Making your ad', 'starting') }];
  }
  if (project.version > 1 || showingsOf(narration.facts, project.id, 1) > 1) return [];
  return [{ key: names.drawing, card: progressCard(project, 'Preparing the storyboard', 'looking at your photo') }];
}

function completed(ad: AdState, names: Names, narration: Narration): readonly KeyedCard[] {
  const { project } = ad;
  const { receipt } = project.ad;
  const ended = ending(names, narration, 'Done: the films are below.');
  if (receipt?.version !== project.version || !project.plan) return ended;
  const card = resultCard({
    plan: project.plan,
    receipt,
    current: project.id === narration.projectId,
    files: project.files,
  });
  return [...ended, { key: names.result, card }];
}

function stopped(project: Project, names: Names, narration: Narration): readonly KeyedCard[] {
  const spent = `Stopped. ${formatUsd(project.costMicroUsd)} was spent on this ad`;
  const text =
    lastWord(project, narration.projectId, `${spent}.`) ??
    `${spent}, and what was made so far is kept.\n\nSay “go on” to take it up again, or tell me what to change.`;
  const cancelledCard = { ...plainCard('notice', text), title: 'Stopped' };
  return [...ending(names, narration, 'Stopped.'), { key: names.cancelled, card: cancelledCard }];
}

function failureCard(project: Project, narration: Narration): Card {
  const reason = project.errorMessage ?? 'Something did not work.';
  const text =
    lastWord(project, narration.projectId, reason) ??
    `${reason}\n\nNothing of what was made is lost: say “try again”, or tell me what to change.`;
  return {
    ...plainCard('failure', text),
    title: 'This did not work',
    fields: [{ label: 'Spent', value: `${formatUsd(project.costMicroUsd)} on this ad so far` }],
  };
}

function progressCard(project: Project, title: string, beginning: string): Card {
  const stopping = project.cancelRequested && !isFinal(project.status);
  const activity = stopping ? 'stopping' : (project.activity ?? beginning);
  const stop = {
    action: 'stop',
    label: 'Stop',
    style: 'danger',
    value: JSON.stringify({ version: project.version }),
  } as const;
  return {
    ...plainCard('progress', ''),
    title,
    progress: { percent: Math.round(project.progress), activity, tasks: [...tasksOf(project)] },
    buttons: stopping ? [] : [stop],
  };
}

/** Whatever bar moved comes to rest; one that never was there does not appear. */
function ending(names: Names, narration: Narration, say: string): readonly KeyedCard[] {
  return [...doneLine(names.drawing, narration, say), ...doneLine(names.progress, narration, say)];
}

function doneLine(key: string, { open }: Narration, say: string): readonly KeyedCard[] {
  const shown = open.find((card) => card.key === key);
  return shown ? [{ key, card: { ...shown.card, text: say, progress: null, buttons: [] } }] : [];
}
