/** An ad as it stands now, followed as it is made, and all its versions. */
import { useCallback, useEffect, useState } from 'react';
import type { Ad, Client, VersionLine } from './client.ts';
import { problemOf, type StudioProblem } from './result-problem.ts';

type AdState = {
  readonly ad: Ad | null;
  /** Oldest first, empty before there is a plan; null while they are not known. */
  readonly versions: readonly VersionLine[] | null;
  /** Why there is nothing to show; null while there is. */
  readonly problem: StudioProblem | null;
  /** Looks again at once, and follows what was started by it. */
  readonly refresh: () => void;
};

export function useAd(client: Client, id: string): AdState {
  const [ad, setAd] = useState<Ad | null>(null);
  const [problem, setProblem] = useState<StudioProblem | null>(null);
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round looks again
  useEffect(() => {
    let isWanted = true;
    const show = (next: Ad) => {
      if (!isWanted) return;
      setAd(next);
      setProblem(null);
    };
    client.ad(id).then(show, (error: unknown) => isWanted && setProblem(problemOf(error)));
    const stop = client.follow(id, show);
    return () => {
      isWanted = false;
      stop();
    };
  }, [client, id, round]);
  useComingBack(refresh);
  const versions = useVersions(client, id, ad);
  return { ad, versions, problem: ad === null ? problem : null, refresh };
}

/** An ad that has ended is not followed, but another tab can have changed it. */
function useComingBack(refresh: () => void): void {
  useEffect(() => {
    const hearing = new AbortController();
    const look = () => document.visibilityState === 'visible' && refresh();
    document.addEventListener('visibilitychange', look, hearing);
    window.addEventListener('focus', look, hearing);
    window.addEventListener('online', look, hearing);
    return () => hearing.abort();
  }, [refresh]);
}

function useVersions(client: Client, id: string, ad: Ad | null): readonly VersionLine[] | null {
  const [versions, setVersions] = useState<readonly VersionLine[] | null>(null);
  const stand = ad ? `${ad.version} ${ad.status} ${ad.cost_micro_usd}` : null;
  useEffect(() => {
    if (stand === null) return;
    let isWanted = true;
    client.versions(id).then(
      (found) => isWanted && setVersions(found),
      () => undefined, // the ad itself says when it cannot be reached
    );
    return () => {
      isWanted = false;
    };
  }, [client, id, stand]);
  return versions;
}
