/** One real ad in its three shapes, playing without sound until somebody stops it. */
import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import squareFilm from '../example/square.mp4';
import squarePoster from '../example/square.webp';
import tallFilm from '../example/tall.mp4';
import tallPoster from '../example/tall.webp';
import wideFilm from '../example/wide.mp4';
import widePoster from '../example/wide.webp';
import { Icon } from '../parts/icons.tsx';
import { PauseBars } from './films-transport.tsx';

const FILMS = [
  {
    ...{ name: 'tall', film: tallFilm, poster: tallPoster, width: 540, height: 960 },
    place: 'row-span-2 aspect-9/16 rounded-[26px]',
  },
  {
    ...{ name: 'square', film: squareFilm, poster: squarePoster, width: 540, height: 540 },
    place: 'aspect-square self-end rounded-[22px]',
  },
  {
    ...{ name: 'wide', film: wideFilm, poster: widePoster, width: 960, height: 540 },
    place: 'aspect-video self-start rounded-[18px]',
  },
] as const;

/** Seconds apart at which films are put together again: nobody sees less. */
const APART = 0.12;

export function ExampleFilms() {
  const { isPlaying, toggle, place } = usePlaying();
  return (
    <figure className="mx-auto w-full max-w-[34rem]">
      <div className="grid grid-cols-[minmax(0,9fr)_minmax(0,10.4fr)] gap-3 sm:gap-4">
        {FILMS.map(({ name, film, poster, width, height, place: look }, index) => (
          <video
            key={name}
            ref={place(index)}
            src={film}
            poster={poster}
            width={width}
            height={height}
            aria-label={`An ad for a cold brew in a can, ${name}`}
            muted
            playsInline
            loop
            preload="none"
            className={`w-full bg-sunken object-cover shadow-[0_24px_60px_-28px_rgb(9_48_44/0.55)] ${look}`}
          />
        ))}
      </div>
      <figcaption className="mt-4 flex items-center justify-between gap-3 text-[15px] text-muted">
        <span>Made by adgen from one picture of a can.</span>
        <button
          type="button"
          onClick={toggle}
          aria-label={isPlaying ? 'Pause the films' : 'Play the films'}
          className="flex size-11 shrink-0 items-center justify-center rounded-full border border-line bg-panel text-ink hover:border-edge hover:bg-sunken"
        >
          {isPlaying ? <PauseBars /> : <Icon name="play" />}
        </button>
      </figcaption>
    </figure>
  );
}

type Playing = {
  readonly isPlaying: boolean;
  readonly toggle: () => void;
  readonly place: (index: number) => RefCallback<HTMLVideoElement>;
};

/** They begin by themselves once the page stands still, unless motion or data is to be spared. */
function usePlaying(): Playing {
  const videos = useRef(new Map<number, HTMLVideoElement>());
  const [isPlaying, setPlaying] = useState(false);
  const wanted = useRef(false);
  const set = useCallback((plays: boolean) => {
    wanted.current = plays;
    setPlaying(plays);
    for (const video of videos.current.values())
      plays ? void video.play().catch(() => setPlaying(false)) : video.pause();
  }, []);
  useEffect(() => whenSettled(() => mayMove() && set(true)), [set]);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => together([...videos.current.values()]), 1000);
    return () => clearInterval(timer);
  }, [isPlaying]);
  useEffect(() => {
    const first = videos.current.get(0);
    if (!first) return;
    // Nobody watches what is not in view, and it costs a battery.
    const eye = new IntersectionObserver(([seen]) => {
      if (!wanted.current || !seen) return;
      for (const video of videos.current.values())
        seen.isIntersecting ? void video.play().catch(() => undefined) : video.pause();
    });
    eye.observe(first);
    return () => eye.disconnect();
  }, []);
  const place = (index: number) => (video: HTMLVideoElement | null) => {
    if (video) videos.current.set(index, video);
    else videos.current.delete(index);
  };
  return { isPlaying, toggle: () => set(!isPlaying), place };
}

function together([first, ...others]: readonly HTMLVideoElement[]): void {
  for (const other of others)
    if (first && Math.abs(other.currentTime - first.currentTime) > APART) other.currentTime = first.currentTime;
}

function mayMove(): boolean {
  const savesData = 'connection' in navigator && Object(navigator.connection).saveData === true;
  return !savesData && !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Returns what calls it off. */
function whenSettled(act: () => void): () => void {
  const begin = () => timers.push(setTimeout(act, 300));
  const timers: ReturnType<typeof setTimeout>[] = [];
  if (document.readyState === 'complete') begin();
  else window.addEventListener('load', begin, { once: true });
  return () => {
    window.removeEventListener('load', begin);
    for (const timer of timers) clearTimeout(timer);
  };
}
