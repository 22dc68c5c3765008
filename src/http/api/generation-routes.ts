/** Say yes to a storyboard and its price: then the ad is made. */
import { z } from 'zod';
import { formatUsd } from '../../ad/money.ts';
import { isFinal, type Project } from '../../ad/project.ts';
import { Denial } from './denial.ts';
import { jsonBody } from './json-body.ts';
import type { ApiContext, Operation } from './operation.ts';
import { ownAd } from './own-ad.ts';
import type { ApiPorts } from './ports.ts';
import { offerShown } from './present.ts';
import { Approval, Job } from './shapes.ts';

const GROUP = 'Making';
/** Left out altogether, it is a yes to whatever costs nothing. */
const MaybeApproval = z.union([z.strictObject({}), Approval]);

type Needs = Pick<ApiPorts, 'desk' | 'people' | 'jobIdOf'> & { readonly signal: AbortSignal };

export function generationRoutes(needs: Needs): readonly Operation[] {
  const answers = { 202: { description: 'It is being made, or was made before.', schema: Job } };
  return [
    {
      method: 'post',
      path: '/api/projects/{id}/approve',
      id: 'approveAd',
      group: GROUP,
      summary: 'Say yes to the storyboard at its price',
      description:
        'Nothing runs where the plan is another by now, or the price has risen: look at the offer again. A repeat does nothing.',
      pace: 'change',
      body: { type: 'application/json', schema: Approval, isRequired: true },
      answers,
      refusals: [400, 404, 409, 413, 415],
      handle: async (c) => {
        const project = await ownAd(c, needs);
        const yes = await jsonBody(c, Approval);
        if (project.status === 'COMPLETED') return started(c, project, needs);
        if (isFinal(project.status)) throw hasEnded();
        await needs.desk.approve(project.id, { planHash: yes.plan_hash, maxMicroUsd: yes.max_micro_usd });
        return started(c, project, needs);
      },
    },
    {
      method: 'post',
      path: '/api/generation/projects/{id}/generate',
      id: 'generateAd',
      group: GROUP,
      summary: 'Make the ad',
      description:
        'Without a body it is a yes to what costs nothing; where it costs something, send the plan_hash and max_micro_usd of the offer. An ad that failed or was stopped is taken up again: its storyboard comes first.',
      pace: 'change',
      body: { type: 'application/json', schema: MaybeApproval, isRequired: false },
      answers,
      refusals: [400, 404, 409, 413, 415],
      handle: async (c) => {
        const project = await ownAd(c, needs);
        return generate(c, project, await jsonBody(c, MaybeApproval), needs);
      },
    },
  ];
}

async function generate(
  c: ApiContext,
  project: Project,
  yes: z.infer<typeof MaybeApproval>,
  needs: Needs,
): Promise<Response> {
  const { desk } = needs;
  if (project.status === 'COMPLETED') return started(c, project, needs);
  if (isFinal(project.status)) return takeUp(c, project, needs);
  if (project.approved) return started(c, project, needs);
  if (project.plan === null || project.status !== 'AWAITING_APPROVAL') throw noStoryboard();
  const offer = offerShown(await desk.offer(project.id));
  const approval = 'plan_hash' in yes ? yes : free(offer);
  await desk.approve(project.id, { planHash: approval.plan_hash, maxMicroUsd: approval.max_micro_usd });
  return started(c, project, needs);
}

/** Nobody is charged for a guess. */
function free(offer: ReturnType<typeof offerShown>): z.infer<typeof Approval> {
  if (offer.max_micro_usd === 0) return offer;
  const price = formatUsd(offer.max_micro_usd);
  throw new Denial(
    409,
    'conflict',
    `This costs ${price}. Send plan_hash and max_micro_usd of the offer to say yes to that.`,
  );
}

/** The same order again goes on with the same ad. */
async function takeUp(c: ApiContext, project: Project, { desk, signal }: Needs): Promise<Response> {
  const { brief, photoKey } = project.ad;
  if (photoKey === null)
    throw new Denial(409, 'conflict', 'The files of this ad have expired. Order it anew, with the picture.');
  const id = await desk.order({ userId: project.userId, brief, photo: { photoKey } }, signal);
  const status = (await desk.find(id))?.status ?? project.status;
  return c.json({ job_id: `storyboard.${id}`, project_id: id, status } satisfies z.infer<typeof Job>, 202);
}

async function started(c: ApiContext, { id }: Project, { desk, jobIdOf }: Needs): Promise<Response> {
  const project = await desk.find(id);
  if (project === null) throw new Denial(404, 'not-found', 'There is no such ad.');
  const { version, status } = project;
  const job = { job_id: jobIdOf({ projectId: id, version }), project_id: id, status };
  return c.json(job satisfies z.infer<typeof Job>, 202);
}

function noStoryboard(): Denial {
  return new Denial(409, 'conflict', 'The storyboard is not ready yet. Ask again when the ad awaits approval.');
}

function hasEnded(): Denial {
  return new Denial(409, 'conflict', 'This ad was stopped, or failed. Have it taken up again first: generate.');
}
