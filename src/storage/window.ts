/** What windows show and keep besides conversations, in SQL. */
import { z } from 'zod';
import { ASPECTS, aspectSlug } from '../ad/aspect.ts';
import { Brief } from '../ad/brief.ts';
import { AdgenError } from '../ad/errors.ts';
import type { MicroUsd } from '../ad/money.ts';
import type { Project } from '../ad/project.ts';
import type { BrandKits } from '../bots/ports.ts';
import { type OverviewAd, RecentThread, type Window, WorkspaceSettings } from '../bots/window.ts';
import type { Projects } from '../pipeline/ports.ts';
import { succeeded } from './conversation-rows.ts';
import type { Database } from './database.ts';

type Needs = {
  readonly database: Pick<Database, 'call'>;
  readonly projects: Pick<Projects, 'find'>;
  readonly brandKits: BrandKits;
  /** Per month; null: none. */
  readonly budgetMicroUsd: MicroUsd | null;
};

const MOST_ADS = 20;
const RECENT = { p_days: 8, p_limit: 200 };
const Begun = z.object({ projectId: z.string(), threadId: z.string() });

export function createWindow({ database, projects, brandKits, budgetMicroUsd }: Needs): Window {
  const settings: Window['settings'] = async (workspace) => {
    const [stored] = await database.call('find_settings', { p_workspace: workspace });
    return stored ? WorkspaceSettings.parse(stored) : { approvers: [] };
  };
  const adsOf = async (userId: string, workspace: string) => {
    const rows = await database.call('ads_begun', { p_user_id: userId, p_workspace: workspace, p_limit: MOST_ADS });
    const ads = rows.map(async (row) => {
      const { projectId, threadId } = Begun.parse(row);
      const project = await projects.find(projectId);
      return project ? [adOf(project, threadId)] : [];
    });
    return (await Promise.all(ads)).flat();
  };
  return {
    overview: async (userId, workspace) => {
      const [ads, kit, own, spent] = await Promise.all([
        adsOf(userId, workspace),
        brandKits.find(workspace),
        settings(workspace),
        database.call('held_in_month'),
      ]);
      return { ads, kit, settings: own, budgetMicroUsd, spentThisMonthMicroUsd: Number(spent[0] ?? 0) };
    },
    settings,
    putSettings: async (workspace, wanted, userId) => {
      const stranger = wanted.approvers.find((id) => !id.startsWith(`${workspace}:`));
      if (stranger !== undefined)
        throw new AdgenError('bad-input', 'Only people and groups of this workspace can be chosen. Choose them again.');
      const given = { p_workspace: workspace, p_user_id: userId, p_settings: WorkspaceSettings.parse(wanted) };
      await database.call('put_settings', given);
    },
    kit: brandKits.find,
    putKit: async (workspace, { brandName, brandColor }, userId) => {
      const kit = { brandName: part('brandName', brandName), brandColor: part('brandColor', brandColor) };
      await brandKits.put(workspace, kit, userId);
    },
    knows: (threadId) => succeeded(database, 'has_thread', { p_id: threadId }),
    recent: async (platform) => {
      const rows = await database.call('recent_threads', { p_platform: platform, ...RECENT });
      return rows.map((row) => RecentThread.parse(row));
    },
  };
}

/** Throws `bad-input` with the sentence that people read in talk, too. */
function part(name: 'brandName' | 'brandColor', value: string): string {
  const parsed = Brief.shape[name].safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AdgenError('bad-input', parsed.error.issues[0]?.message ?? 'This brand cannot be used.');
}

function adOf({ id, title, status, progress, costMicroUsd, ad, files }: Project, threadId: string): OverviewAd {
  const isThere = files.goneAt === null && ad.receipt !== null;
  const films = ASPECTS.flatMap((aspect) => {
    const key = isThere ? ad.receipt?.outputs[aspect] : undefined;
    if (key === undefined) return [];
    const name = `final_${aspectSlug(aspect)}.mp4`;
    return [{ key, name, mime: 'video/mp4' as const, alt: `${title}, ${aspect}`, aspect }];
  });
  const expiresAt = isThere ? files.until : null;
  return { projectId: id, threadId, title, status, progress, costMicroUsd, films, expiresAt };
}
