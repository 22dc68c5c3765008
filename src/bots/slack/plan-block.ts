/** Progress as Slack shows an agent's work: a list of tasks, each done, in work or to come. Pure. */
import type { types } from '@slack/bolt';
import type { ProgressTask } from '../card.ts';
import { cut } from './mrkdwn.ts';

const STATUSES = { 'to-come': 'pending', 'in-work': 'in_progress', done: 'complete' } as const satisfies Record<
  ProgressTask['status'],
  string
>;
const MAX_TITLE = 150;

type Progress = { readonly percent: number; readonly activity: string };

export function planBlock({ percent, activity }: Progress, tasks: readonly ProgressTask[]): types.PlanBlock {
  return {
    type: 'plan',
    title: `${Math.round(percent)} %: ${cut(activity, 100)}`,
    tasks: tasks.map(({ title, status }, index) => ({
      type: 'task_card',
      task_id: `task-${index + 1}`,
      title: cut(title, MAX_TITLE),
      status: STATUSES[status],
    })),
  };
}
