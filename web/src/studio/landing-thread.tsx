/** A reply in the thread changes one scene; the others stay as they are. */

import after from '../example/scene-2-changed.webp';
import before from '../example/scene-2-first.webp';
import { Icon, Mark } from '../parts/icons.tsx';

export function OneScene() {
  return (
    <section
      aria-labelledby="one-scene"
      className="mx-auto grid max-w-6xl items-center gap-x-16 gap-y-12 px-4 py-16 sm:px-6 sm:py-24 lg:grid-cols-2"
    >
      <div>
        <h2
          id="one-scene"
          className="max-w-[18ch] text-3xl font-semibold tracking-tight text-balance sm:text-[2.6rem] sm:leading-tight"
        >
          Change one scene by saying so
        </h2>
        <p className="mt-4 max-w-[46ch] text-lg text-pretty text-muted">
          Reply in the thread, or click the scene. Only that scene is made again, and you see what it costs first.
        </p>
        <div className="mt-8 max-w-md space-y-4">
          <p className="ml-auto w-fit max-w-[85%] rounded-3xl rounded-br-lg bg-accent px-5 py-3 text-on-accent">
            Scene 2 should say “20% off this week”
          </p>
          <div className="flex max-w-[95%] items-start gap-3">
            <Mark className="mt-1 size-8" />
            <p className="rounded-3xl rounded-tl-lg border border-line bg-panel px-5 py-3">
              Scene 2 now says “20% off this week”. The other three stay as they are. Making it is free.
            </p>
          </div>
        </div>
      </div>
      <figure className="mx-auto grid w-full max-w-md grid-cols-[1fr_auto_1fr] items-center gap-3 sm:gap-5">
        <Still src={before} alt="Scene 2 before: “Oat and vanilla cold brew”" name="Version 1" />
        <Icon name="send" className="size-6 rotate-90 text-muted" />
        <Still src={after} alt="Scene 2 after: “20% off this week”" name="Version 2" />
      </figure>
    </section>
  );
}

function Still({ src, alt, name }: { readonly src: string; readonly alt: string; readonly name: string }) {
  return (
    <div>
      <img
        src={src}
        width={270}
        height={480}
        alt={alt}
        loading="lazy"
        className="w-full rounded-2xl shadow-lift sm:rounded-3xl"
      />
      <p className="mt-3 text-center text-[15px] font-semibold">{name}</p>
    </div>
  );
}
