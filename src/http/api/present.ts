/** An ad as the API shows it. Pure. */
import type { z } from 'zod';
import { ASPECTS, type Aspect, aspectSlug } from '../../ad/aspect.ts';
import { formatUsd } from '../../ad/money.ts';
import { type Project, Status, type Version } from '../../ad/project.ts';
import type { ApiDesk, ListedAd } from './ports.ts';
import type { Ad, AdLine, Films, Offer, VersionLine } from './shapes.ts';

type StudioOffer = Awaited<ReturnType<ApiDesk['offer']>>;

/** `offer`: null where there is nothing to approve. */
export function adShown(project: Project, offer: Offer | null): Ad {
  const { id, ad, version, files, plan } = project;
  const receipt = ad.receipt?.version === version ? ad.receipt : null;
  return {
    project_id: id,
    title: project.title,
    status: project.status,
    progress: project.progress,
    activity: project.activity,
    version,
    approved: project.approved,
    scenes_made: project.scenesMade,
    cost_micro_usd: project.costMicroUsd,
    error_message: project.errorMessage,
    brief: ad.brief,
    plan,
    offer,
    quality: receipt?.quality ?? null,
    degraded: receipt?.degraded ?? [],
    disclosure: receipt?.disclosure ?? null,
    films: receipt && files.goneAt === null ? filmsOf(id, version, Object.keys(receipt.outputs)) : [],
    storyboard_url: plan && files.goneAt === null ? storyboardAddress(id, version) : null,
    files_until: files.until,
    files_gone_at: files.goneAt,
  };
}

export function offerShown({ version, planHash, maxMicroUsd, estimate }: StudioOffer): Offer {
  return { version, plan_hash: planHash, max_micro_usd: maxMicroUsd, price: formatUsd(maxMicroUsd), estimate };
}

export function adLine(ad: ListedAd): z.infer<typeof AdLine> {
  return {
    project_id: ad.id,
    title: ad.title,
    status: Status.parse(ad.status),
    progress: ad.progress,
    version: ad.version,
    cost_micro_usd: ad.costMicroUsd,
    created_at: ad.createdAt,
    updated_at: ad.updatedAt,
    films: ad.filmsOf !== null && ad.filesGoneAt === null ? filmsOf(ad.id, ad.filmsOf, ASPECTS) : [],
    files_until: ad.filesUntil,
    files_gone_at: ad.filesGoneAt,
  };
}

export function versionLine(project: Project, { version, approved, receipt }: Version): z.infer<typeof VersionLine> {
  const isThere = receipt !== null && project.files.goneAt === null;
  return {
    version,
    approved,
    is_current: version === project.version,
    quality: receipt?.quality ?? null,
    cost_micro_usd: receipt?.costMicroUsd ?? null,
    films: isThere ? filmsOf(project.id, version, Object.keys(receipt.outputs)) : [],
    storyboard_url: storyboardAddress(project.id, version),
  };
}

/** `made`: aspects of which there is a film. */
function filmsOf(id: string, version: number, made: readonly string[]): z.infer<typeof Films> {
  return ASPECTS.filter((aspect) => made.includes(aspect)).map((aspect) => ({
    aspect,
    url: `/api/projects/${id}/films/v${version}/${filmName(aspect)}`,
  }));
}

export function filmName(aspect: Aspect): string {
  return `final_${aspectSlug(aspect)}.mp4`;
}

function storyboardAddress(id: string, version: number): string {
  return `/api/projects/${id}/storyboard/v${version}.png`;
}
