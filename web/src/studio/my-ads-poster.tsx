/** An ad as one picture: a moment of its tall film, else the first still of its storyboard, else its initial. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Posters } from '../posters.ts';
import type { AdLine } from './client.ts';
import { isMoving } from './progress-steps.ts';

type PosterProps = { readonly ad: AdLine; readonly posters: Posters };

export function AdPoster({ ad, posters }: PosterProps) {
  const place = useRef<HTMLSpanElement>(null);
  const isNear = useNearness(place);
  const film = ad.films.find(({ aspect }) => aspect === '9:16')?.url ?? null;
  const isDrawn = film === null && ad.files_gone_at === null && ad.version > 0 && ad.progress > 0;
  return (
    <span
      ref={place}
      className="relative block aspect-9/16 w-full overflow-hidden bg-linear-to-b from-[#23504b] to-[#0f211f]"
    >
      <span
        aria-hidden="true"
        className="absolute inset-0 flex items-center justify-center text-7xl font-semibold text-white/15 select-none"
      >
        {[...ad.title][0]?.toUpperCase()}
      </span>
      {isMoving(ad.status) && <span className="sheen absolute inset-0 opacity-40" />}
      {isNear && film && <FilmStill key={film} address={film} posters={posters} />}
      {isNear && isDrawn && <FirstStill key={ad.version} id={ad.project_id} version={ad.version} />}
    </span>
  );
}

function FilmStill({ address, posters }: { readonly address: string; readonly posters: Posters }) {
  const [still, setStill] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    void posters.of(address).then((taken) => isWanted && setStill(taken));
    return () => {
      isWanted = false;
    };
  }, [address, posters]);
  return still && <img src={still} alt="" className="arrive absolute inset-0 size-full object-cover" />;
}

/** Pixels of the sheet as src/media/storyboard draws it: stills of 9:16 in a row. */
const SHEET = { still: 360, stillHeight: 640, margin: 64, top: 192, height: 1046 };

function FirstStill({ id, version }: { readonly id: string; readonly version: number }) {
  const [state, setState] = useState<'loading' | 'shown' | 'none'>('loading');
  if (state === 'none') return null;
  const { still, stillHeight, margin, top, height } = SHEET;
  return (
    <img
      src={`/api/projects/${encodeURIComponent(id)}/storyboard/v${version}.png`}
      alt=""
      onLoad={() => setState('shown')}
      onError={() => setState('none')}
      className={`absolute max-w-none transition-opacity duration-300 ${state === 'shown' ? '' : 'opacity-0'}`}
      style={{
        height: `${(height / stillHeight) * 100}%`,
        top: `${(-top / stillHeight) * 100}%`,
        left: `${(-margin / still) * 100}%`,
      }}
    />
  );
}

/** Films far down the page are not fetched before somebody goes there. */
function useNearness(place: RefObject<Element | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const { current } = place;
    if (!current || isNear) return;
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: '300px' },
    );
    watch.observe(current);
    return () => watch.disconnect();
  }, [place, isNear]);
  return isNear;
}
