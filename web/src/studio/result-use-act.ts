/** Something a person asked for, while it is on its way and when it did not work. */
import { useState } from 'react';
import { problemOf, type StudioProblem } from './result-problem.ts';

export type Act = {
  readonly isBusy: boolean;
  readonly problem: StudioProblem | null;
  /** Never throws. */
  readonly run: (work: () => Promise<unknown>) => Promise<void>;
  /** What did not work is no matter any more. */
  readonly forget: () => void;
};

export function useAct(): Act {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<StudioProblem | null>(null);
  return {
    isBusy,
    problem,
    forget: () => setProblem(null),
    run: async (work) => {
      if (isBusy) return;
      setBusy(true);
      setProblem(null);
      try {
        await work();
      } catch (error) {
        setProblem(problemOf(error));
      } finally {
        setBusy(false);
      }
    },
  };
}
