/** Progress as Slack shows an agent's work: a list of tasks, each done, in work or to come. Pure. */
import type { types } from '@slack/bolt';
import type { Card } from '../card.ts';
import { cut } from './mrkdwn.ts';

/** What is made, and at how many percent each is finished: the statuses that the product promises, in their order. */
const TASKS = [
  ['Cut out the product', 10],
  ['Write the scenes', 20],
  ['Make the backgrounds', 65],
  ['Put product and words in', 80],
  ['Add the music', 90],
  ['Join the three films', 100],
] as const;

type Status = 'pending' | 'in_progress' | 'complete';

export function planBlock({ percent, activity }: NonNullable<Card['progress']>): types.PlanBlock {
  const working = TASKS.findIndex(([, until]) => percent < until);
  const statusOf = (index: number): Status =>
    working === -1 || index < working ? 'complete' : index === working ? 'in_progress' : 'pending';
  return {
    type: 'plan',
    title: `${Math.round(percent)} %: ${cut(activity, 100)}`,
    tasks: TASKS.map(([title], index) => ({
      type: 'task_card',
      task_id: `task-${index + 1}`,
      title,
      status: statusOf(index),
    })),
  };
}
