/** Who spoke last in a thread: trouble that people can mend is told to them, where the thread itself cannot be written to. */

/** The others are forgotten: then only the log says it. */
const MOST = 2000;

export type Speakers = {
  /** `userId` as Slack names people. */
  readonly heard: (threadId: string, userId: string) => void;
  readonly last: (threadId: string) => string | null;
};

export function createSpeakers(): Speakers {
  const known = new Map<string, string>();
  return {
    heard: (threadId, userId) => {
      known.delete(threadId);
      known.set(threadId, userId);
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    },
    last: (threadId) => known.get(threadId) ?? null,
  };
}
