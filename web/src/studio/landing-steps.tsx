/** From the photo to the films, in the order in which people see it. */
import type { ReactNode } from 'react';
import cutout from '../example/cutout.webp';
import photo from '../example/photo.webp';
import scene1 from '../example/scene-1.webp';
import scene2 from '../example/scene-2.webp';
import scene3 from '../example/scene-3.webp';
import scene4 from '../example/scene-4.webp';
import square from '../example/square.webp';
import tall from '../example/tall.webp';
import wide from '../example/wide.webp';

const SCENES = [scene1, scene2, scene3, scene4];

export function Steps() {
  return (
    <section aria-labelledby="way" className="mx-auto max-w-6xl px-4 py-16 sm:px-6 sm:py-24">
      <h2
        id="way"
        className="max-w-[20ch] text-3xl font-semibold tracking-tight text-balance sm:text-[2.6rem] sm:leading-tight"
      >
        From a photo to films, with you in between
      </h2>
      <ol className="mt-10 grid gap-x-5 gap-y-10 sm:mt-14 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1.35fr_1fr]">
        <Step number={1} title="Add a photo" text="Any good picture of the product, from a phone or a catalogue.">
          <img
            src={photo}
            width={640}
            height={823}
            alt="A can on a table, as it was photographed"
            loading="lazy"
            className="size-full object-cover object-[50%_60%]"
          />
        </Step>
        <Step number={2} title="It is cut out" text="The product stays as it is. Nothing about it is drawn anew.">
          <div className="flex bg-[repeating-conic-gradient(var(--sunken)_0_25%,var(--panel)_0_50%)] bg-size-[28px_28px] size-full items-center justify-center p-5">
            <img
              src={cutout}
              width={291}
              height={640}
              alt="The same can without its surroundings"
              loading="lazy"
              className="h-full w-auto object-contain"
            />
          </div>
        </Step>
        <Step
          number={3}
          title="You look at the storyboard"
          text="Each scene, what it says, and the price. Change it, or say yes."
        >
          <div className="flex size-full flex-col justify-center gap-3.5 p-4 sm:p-5">
            <div className="grid grid-cols-4 gap-2">
              {SCENES.map((scene, index) => (
                <img
                  key={scene}
                  src={scene}
                  width={270}
                  height={480}
                  alt={`Scene ${index + 1}`}
                  loading="lazy"
                  className="w-full rounded-lg"
                />
              ))}
            </div>
            <p className="flex items-baseline justify-between gap-3 rounded-xl bg-soft px-3.5 py-2.5 text-sm font-semibold whitespace-nowrap text-on-soft">
              <span>4 scenes, 15 s</span>
              <span>Making it is free</span>
            </p>
          </div>
        </Step>
        <Step
          number={4}
          title="You get three films"
          text="9:16, 1:1 and 16:9, each laid out for its shape, with music."
        >
          <div className="flex size-full items-center justify-center gap-2 p-4">
            <img src={tall} width={540} height={960} alt="Tall" loading="lazy" className="h-auto w-[22%] rounded-lg" />
            <img
              src={square}
              width={540}
              height={540}
              alt="Square"
              loading="lazy"
              className="h-auto w-[28%] rounded-lg"
            />
            <img src={wide} width={960} height={540} alt="Wide" loading="lazy" className="h-auto w-[43%] rounded-lg" />
          </div>
        </Step>
      </ol>
    </section>
  );
}

type StepProps = {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
};

function Step({ number, title, text, children }: StepProps) {
  return (
    <li className="flex flex-col">
      <div className="aspect-square overflow-hidden rounded-3xl border border-line bg-panel sm:aspect-auto sm:h-72">
        {children}
      </div>
      <h3 className="mt-5 flex items-baseline gap-2.5 text-lg font-semibold tracking-tight">
        <span aria-hidden="true" className="text-accent tabular-nums">
          {number}
        </span>
        {title}
      </h3>
      <p className="mt-1.5 max-w-[36ch] text-pretty text-muted">{text}</p>
    </li>
  );
}
