/** The three films side by side in their true shapes, played and scrubbed as one, each to be saved. */
import { useState } from 'react';
import { Icon } from '../parts/icons.tsx';
import type { Ad } from './client.ts';
import { useSync } from './films-sync.ts';
import { Transport } from './films-transport.tsx';

type Films = Ad['films'];

export const SHAPES = {
  '9:16': { name: 'Tall', ratio: 9 / 16, look: 'aspect-9/16' },
  '1:1': { name: 'Square', ratio: 1, look: 'aspect-square' },
  '16:9': { name: 'Wide', ratio: 16 / 9, look: 'aspect-video' },
} as const;

type FilmsProps = {
  readonly films: Films;
  readonly title: string;
  readonly marks: readonly number[];
};

export function FilmsView({ films, title, marks }: FilmsProps) {
  const sync = useSync();
  return (
    <section aria-label="Films" className="space-y-3">
      <div className="flex flex-wrap gap-3 sm:flex-nowrap sm:gap-5">
        {films.map((film, index) => (
          <Film key={film.url} film={film} title={title} place={sync.place(index)} onPress={sync.toggle} />
        ))}
      </div>
      <Transport sync={sync} marks={marks} label="the films" />
    </section>
  );
}

type FilmProps = {
  readonly film: Films[number];
  readonly title: string;
  readonly place: (video: HTMLVideoElement | null) => void;
  readonly onPress: () => void;
};

/** Widths in the proportion of the shapes make all three equally high; on a phone the wide one gets a row of its own. */
function Film({ film, title, place, onPress }: FilmProps) {
  const { name, ratio, look } = SHAPES[film.aspect];
  const [isGone, setGone] = useState(false);
  return (
    <figure
      aria-label={`${name} film, ${film.aspect}`}
      className={`min-w-0 shrink basis-0 ${film.aspect === '16:9' ? 'max-sm:basis-full' : ''}`}
      style={{ flexGrow: ratio }}
    >
      <div
        className={`relative overflow-hidden rounded-xl bg-linear-to-b from-[#23504b] to-[#0f211f] sm:rounded-2xl ${look}`}
      >
        {isGone ? (
          <p className="p-4 text-sm text-white">This film is no longer kept.</p>
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: nobody speaks in these films, and their words are in the picture
          <video
            ref={place}
            src={film.url}
            aria-label={`${title}, ${name.toLowerCase()}`}
            playsInline
            preload="auto"
            onClick={onPress}
            onError={() => setGone(true)}
            className="absolute inset-0 size-full cursor-pointer object-contain"
          />
        )}
      </div>
      <figcaption className="mt-2 flex items-center justify-between gap-2 text-sm">
        <span>
          <span className="font-semibold">{film.aspect}</span> <span className="text-muted max-sm:sr-only">{name}</span>
        </span>
        <a
          href={`${film.url}?download=1`}
          download
          aria-label={`Download the ${name.toLowerCase()} film, ${film.aspect}`}
          className="-my-1.5 flex min-h-11 items-center gap-1.5 rounded-full px-3 font-semibold text-accent hover:bg-soft"
        >
          <Icon name="download" className="size-4.5" />
          {film.aspect !== '9:16' && <span className="max-sm:sr-only">Download</span>}
        </a>
      </figcaption>
    </figure>
  );
}
