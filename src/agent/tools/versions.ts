/** list_versions and go_back: what was there before is kept, and going back costs nothing. */
import { z } from 'zod';
import { isChanged, type WorkingCopy } from '../working-copy.ts';
import { type AgentTool, ANYTHING, done, refused, type ToolResult } from './tool.ts';

export const listVersions: AgentTool = {
  description: 'Lists the versions of the ad that can be gone back to.',
  accepts: ANYTHING,
  run: (_input, copy) => {
    const versions = versionsOf(copy);
    if (copy.base === null || versions.length === 0) return refused('There is no version yet.');
    if (versions.length === 1) return done(`There is one version, number ${versions.join()}.`);
    const list = new Intl.ListFormat('en').format(versions.map(String));
    return done(`There are versions ${list}; you are looking at version ${copy.base.version}.`);
  },
};

export const goBack: AgentTool<{ version?: number | null | undefined }> = {
  description: 'Goes back to an earlier version; null: the one before the current one (undo). Costs nothing.',
  accepts: z.object({ version: z.number().int().positive().nullish() }),
  run: ({ version }, copy) => {
    if (copy.base === null) return refused('There is no version to go back to yet.');
    // What this turn itself changed is the first thing to undo.
    if (version == null && isChanged(copy)) {
      copy.plan = copy.base.plan;
      return done('I left everything as it was.');
    }
    const wanted = version ?? versionsOf(copy).findLast((number) => number < (copy.base?.version ?? 0));
    if (wanted === undefined) return refused('This is the first version; there is none before it.');
    return goTo(wanted, copy);
  },
};

async function goTo(version: number, copy: WorkingCopy): Promise<ToolResult> {
  if (version === copy.base?.version && !isChanged(copy))
    return refused(`You are looking at version ${version} already.`);
  const plan = copy.ad === null ? null : await copy.look.plan(copy.ad.project.id, version);
  if (plan === null) {
    const list = new Intl.ListFormat('en').format(versionsOf(copy).map(String));
    return refused(`There is no version ${version}. There is ${list}.`);
  }
  copy.base = { version, plan };
  copy.plan = plan;
  copy.wantsApproval = false;
  return done(`Back to version ${version}.`);
}

function versionsOf({ ad }: WorkingCopy): number[] {
  return [...(ad?.versions ?? [])].sort((a, b) => a - b);
}
