/** Change an ad by typed edits: told what they cost first, applied at once where they cost nothing. */
import { z } from 'zod';
import { applyEdit } from '../../ad/apply-edit.ts';
import { Edit } from '../../ad/edit.ts';
import { assertFilesKept } from '../../ad/keeping.ts';
import type { Plan } from '../../ad/plan.ts';
import { isFinal, type Project, Status } from '../../ad/project.ts';
import { badInput, Denial } from './denial.ts';
import { jsonBody } from './json-body.ts';
import type { Operation } from './operation.ts';
import { ownAd } from './own-ad.ts';
import type { ApiPorts } from './ports.ts';
import { offerShown } from './present.ts';
import { Approval, Offer } from './shapes.ts';

const MAX_EDITS = 50;

const EditRequest = z.strictObject({
  base_version: z.int().positive().meta({ description: 'The version that you looked at.' }),
  edits: z.array(Edit).min(1, 'Send at least one edit.').max(MAX_EDITS, `Send at most ${MAX_EDITS} edits at once.`),
  approval: Approval.optional().meta({ description: 'The offer of the answer before, as your yes.' }),
  preview: z.boolean().optional().meta({ description: 'Only says what it would come to.' }),
});

const Edited = z.object({
  applied: z.boolean().meta({ description: 'False: nothing has changed; send the offer as approval to apply it.' }),
  version: z.int().positive().meta({ description: 'Where the ad stands now.' }),
  status: Status,
  changes: z.array(z.string()).meta({ description: 'What changes, in words.' }),
  offer: Offer.meta({ description: 'What making it costs.' }),
});

type Needs = Pick<ApiPorts, 'desk' | 'people'>;

export function editRoutes(needs: Needs): readonly Operation[] {
  return [
    {
      method: 'post',
      path: '/api/projects/{id}/edits',
      id: 'editAd',
      group: 'Changing',
      summary: 'Change an ad',
      description:
        'All edits or none. Changing a storyboard is free. Where the ad is made already, what costs nothing is made at once, and what costs something is applied only with your yes to exactly that plan and price.',
      pace: 'change',
      body: { type: 'application/json', schema: EditRequest, isRequired: true },
      answers: { 200: { description: 'Applied, or its price.', schema: Edited } },
      refusals: [400, 404, 409, 413, 415],
      handle: async (c) => {
        const project = await ownAd(c, needs);
        const request = await jsonBody(c, EditRequest);
        return c.json(await edit(project, request, needs));
      },
    },
  ];
}

async function edit(
  project: Project,
  { base_version, edits, approval, preview = false }: z.infer<typeof EditRequest>,
  { desk }: Needs,
): Promise<z.infer<typeof Edited>> {
  const { id, version } = project;
  assertFilesKept(project);
  const base = baseOf(project, base_version);
  const { plan, changes } = editedPlan(id, base, edits);
  const offer = offerShown(await desk.quote(id, plan));
  const isAsked = !approval && isMade(project) && offer.max_micro_usd > 0;
  if (preview || isAsked) return { applied: false, version, status: project.status, changes, offer };
  const yes = approval && { planHash: approval.plan_hash, maxMicroUsd: approval.max_micro_usd };
  const next = await desk.change(id, plan, base_version, yes);
  const { status = project.status } = (await desk.find(id)) ?? {};
  return { applied: true, version: next, status, changes, offer: { ...offer, version: next } };
}

/** Somebody said yes before, so a change would be made at once. */
function isMade({ approved, status }: Project): boolean {
  return approved || isFinal(status);
}

function baseOf({ plan, version }: Project, base: number): Plan {
  if (plan === null) throw new Denial(409, 'conflict', 'There is no storyboard yet, so there is nothing to change.');
  if (version === base) return plan;
  throw new Denial(
    409,
    'conflict',
    `The ad stands at version ${version} by now. Look at that one, and send the edits for it.`,
  );
}

type EditedPlan = { readonly plan: Plan; readonly changes: string[] };

/** Throws `bad-input` that names the first edit that cannot be done. */
function editedPlan(projectId: string, base: Plan, edits: readonly Edit[]): EditedPlan {
  let plan = base;
  const changes: string[] = [];
  for (const [index, one] of edits.entries()) {
    assertOwnPicture(projectId, one, index);
    const result = applyEdit(plan, one);
    if (!result.ok) throw badInput(`edits.${index}: ${result.reason}`);
    plan = result.plan;
    changes.push(result.say);
  }
  return { plan, changes };
}

/** Kept pictures are named by their content: whoever knows the name has the picture. Those of other ads stay theirs. */
const KEPT = /^projects\/kept-\d{4}-\d{2}-\d{2}\/photos\/[0-9a-f]{16}$/;

function assertOwnPicture(projectId: string, edit: Edit, index: number): void {
  if (edit.kind !== 'product-picture') return;
  const { photoKey } = edit;
  const own = `projects/${projectId}/product/upload.`;
  if (KEPT.test(photoKey) || (photoKey.startsWith(own) && /^[0-9a-f]{16}$/.test(photoKey.slice(own.length)))) return;
  throw badInput(
    `edits.${index}.photoKey: This is no picture of yours. Send one to /api/pictures and use its photo_key.`,
  );
}
