/** One film in its true shape: a still, a player once somebody presses play, and a way to save it. */
import { useEffect, useRef, useState } from 'react';
import type { Card } from '../../../src/bots/card.ts';
import { fileAddress } from '../api.ts';
import { Icon } from '../parts/icons.tsx';
import type { Posters } from '../posters.ts';

type FilmFile = Card['films'][number];

const SHAPES = {
  '9:16': { name: 'Tall', ratio: 9 / 16, look: 'aspect-9/16' },
  '1:1': { name: 'Square', ratio: 1, look: 'aspect-square' },
  '16:9': { name: 'Wide', ratio: 16 / 9, look: 'aspect-video' },
} as const;

/** Widths in the proportion of the shapes make all three equally high; on a phone the wide one gets a row of its own. */
export function Film({ film, posters }: { readonly film: FilmFile; readonly posters: Posters }) {
  const { name, ratio, look } = SHAPES[film.aspect];
  const label = `${name} film, ${film.aspect}`;
  return (
    <figure
      aria-label={label}
      className={`min-w-0 shrink basis-0 ${film.aspect === '16:9' ? 'max-sm:basis-full' : ''}`}
      style={{ flexGrow: ratio }}
    >
      <div className={`relative overflow-hidden rounded-xl bg-linear-to-b from-[#23504b] to-[#0f211f] ${look}`}>
        <Player film={film} label={label} posters={posters} />
      </div>
      <figcaption className="mt-2 flex items-center justify-between gap-2 text-sm">
        <span>
          <span className="font-semibold">{film.aspect}</span> <span className="text-muted max-sm:sr-only">{name}</span>
        </span>
        <a
          href={`${fileAddress(film.key)}?download=1`}
          download={film.name}
          aria-label={`Download the ${name.toLowerCase()} film, ${film.aspect}`}
          className="-my-1.5 flex min-h-9 items-center gap-1.5 rounded-full px-2.5 font-semibold text-accent hover:bg-soft"
        >
          <Icon name="download" className="size-4.5" />
          {film.aspect !== '9:16' && <span className="max-sm:sr-only">Download</span>}
        </a>
      </figcaption>
    </figure>
  );
}

type PlayerProps = { readonly film: FilmFile; readonly label: string; readonly posters: Posters };

function Player({ film, label, posters }: PlayerProps) {
  const [hasStarted, start] = useState(false);
  const [isGone, setGone] = useState(false);
  const poster = usePoster(posters, fileAddress(film.key));
  if (isGone) return <p className="p-4 text-sm text-white/80">This film is no longer kept.</p>;
  if (hasStarted) return <Playing film={film} poster={poster} onError={() => setGone(true)} />;
  return (
    <button
      type="button"
      onClick={() => start(true)}
      aria-label={`Play: ${label}. ${film.alt}`}
      className="group absolute inset-0 flex items-end p-2.5 focus-visible:-outline-offset-2"
    >
      {poster && <img src={poster} alt="" className="arrive absolute inset-0 size-full object-cover" />}
      <span className="relative flex size-10 items-center justify-center rounded-full bg-black/60 text-white backdrop-blur-sm transition-transform group-hover:scale-110">
        <Icon name="play" className="size-5" />
      </span>
    </button>
  );
}

function Playing({ film, poster, onError }: { film: FilmFile; poster: string | null; onError: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    video.current?.focus({ preventScroll: true });
    // Without a gesture that counts the browser may refuse; the controls are there.
    video.current?.play().catch(() => undefined);
  }, []);
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody speaks in these films, and their words are in the picture
    <video
      ref={video}
      src={fileAddress(film.key)}
      poster={poster ?? undefined}
      aria-label={film.alt}
      controls
      playsInline
      preload="auto"
      onPlay={pauseOthers}
      onError={onError}
      className="absolute inset-0 size-full object-contain"
    />
  );
}

/** Two sounds at once are noise. */
function pauseOthers({ currentTarget }: { readonly currentTarget: HTMLVideoElement }) {
  for (const video of document.querySelectorAll('video')) if (video !== currentTarget) video.pause();
}

/** Null until it has been taken. */
function usePoster(posters: Posters, address: string): string | null {
  const [poster, setPoster] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    void posters.of(address).then((still) => isWanted && setPoster(still));
    return () => {
      isWanted = false;
    };
  }, [posters, address]);
  return poster;
}
