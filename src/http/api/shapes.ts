/** What the API answers, as schemas: the document is made of them, and so are the types of what is sent. */
import { z } from 'zod';
import { Aspect } from '../../ad/aspect.ts';
import { Estimate } from '../../ad/bill.ts';
import { MicroUsd } from '../../ad/money.ts';
import { Plan } from '../../ad/plan.ts';
import { Degradation, Status } from '../../ad/project.ts';

const Moment = z.string().meta({ format: 'date-time' });
const Id = z.string().meta({ examples: ['p0123456789abcdef'] });
const Address = z.string().meta({ description: 'Below the address of this server; it needs the same token.' });

export const Films = z.array(z.object({ aspect: Aspect, url: Address }));

/** What a yes would mean now: it holds for this plan at this price and nothing else. */
export const Offer = z.object({
  version: z.int().nonnegative(),
  plan_hash: z.string(),
  max_micro_usd: MicroUsd,
  price: z.string().meta({ description: 'In words, as in $0.05.' }),
  estimate: Estimate,
});
export type Offer = z.infer<typeof Offer>;

/** A person's yes: to one plan, at no more than a price. */
export const Approval = z.strictObject({
  plan_hash: z.string().min(1).max(100),
  max_micro_usd: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});

/** Words as they were ordered. */
const OrderedBrief = z.object({
  text: z.string(),
  brandName: z.string(),
  brandColor: z.string(),
  durationSeconds: z.number(),
  callToAction: z.string().nullish(),
  tone: z.string().nullish(),
  language: z.string().nullish(),
  musicMood: z.string().nullish(),
});

export const Ad = z.object({
  project_id: Id,
  title: z.string(),
  status: Status,
  progress: z.number().min(0).max(100),
  activity: z.string().nullable().meta({ description: 'What is being worked on, in plain words.' }),
  version: z.int().nonnegative().meta({ description: '0 before there is a plan.' }),
  approved: z.boolean(),
  scenes_made: z.array(z.string()),
  cost_micro_usd: MicroUsd,
  error_message: z.string().nullable(),
  brief: OrderedBrief,
  plan: Plan.nullable(),
  offer: Offer.nullable().meta({ description: 'What approving would mean; null where there is nothing to approve.' }),
  quality: z.enum(['finished', 'degraded']).nullable(),
  degraded: z.array(Degradation),
  disclosure: z.string().nullable(),
  films: Films,
  storyboard_url: Address.nullable().meta({
    description: 'Null before there is a plan; 404 for a version that needed none.',
  }),
  files_until: Moment,
  files_gone_at: Moment.nullable(),
});
export type Ad = z.infer<typeof Ad>;

export const AdLine = z.object({
  project_id: Id,
  title: z.string(),
  status: Status,
  progress: z.number(),
  version: z.int(),
  cost_micro_usd: MicroUsd,
  created_at: Moment,
  updated_at: Moment,
  films: Films,
  files_until: Moment,
  files_gone_at: Moment.nullable(),
});

export const AdList = z.object({
  projects: z.array(AdLine),
  next: z.string().nullable().meta({ description: 'Send it as `after` to get what comes next; null: that was all.' }),
});
export type AdList = z.infer<typeof AdList>;

export const Ordered = z.object({ project_id: Id, status: Status });

export const Job = z.object({ job_id: z.string(), project_id: Id, status: Status });

export const VersionLine = z.object({
  version: z.int().positive(),
  approved: z.boolean(),
  is_current: z.boolean(),
  quality: z.enum(['finished', 'degraded']).nullable().meta({ description: 'Null: it was not made.' }),
  cost_micro_usd: MicroUsd.nullable(),
  films: Films,
  storyboard_url: Address,
});
export const VersionList = z.object({ versions: z.array(VersionLine) });
export const VersionPlan = z.object({ version: z.int().positive(), plan: Plan });

export const Failure = z.object({
  error: z.object({
    code: z.string().meta({ description: 'For programs.' }),
    message: z.string().meta({ description: 'For people: what is wrong and what to do.' }),
  }),
});
