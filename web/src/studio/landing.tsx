/** What a stranger sees first: what goes in, what comes out, what it costs to know, and where to begin. */
import { Icon } from '../parts/icons.tsx';
import { Button } from '../ui/button.tsx';
import { ExampleFilms } from './landing-films.tsx';
import { Places } from './landing-places.tsx';
import { Promises } from './landing-promises.tsx';
import { Steps } from './landing-steps.tsx';
import { OneScene } from './landing-thread.tsx';

export function Landing() {
  return (
    <div className="overflow-x-clip">
      <Hero />
      <Steps />
      <Promises />
      <OneScene />
      <Places />
      <Close />
    </div>
  );
}

function Hero() {
  return (
    <section aria-labelledby="landing" className="relative">
      <div
        aria-hidden="true"
        className="absolute inset-x-0 top-0 -z-10 h-[38rem] bg-radial-[60%_70%_at_70%_0%] from-soft to-transparent"
      />
      <div className="mx-auto grid max-w-6xl items-center gap-x-14 gap-y-10 px-4 pt-10 pb-16 sm:px-6 sm:pt-16 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:pb-24">
        <div>
          <h1
            id="landing"
            className="text-[2.6rem] leading-[1.04] font-semibold tracking-[-0.03em] text-balance sm:text-6xl"
          >
            One photo in. Three&nbsp;ads out.
          </h1>
          <p className="mt-5 max-w-[46ch] text-lg text-pretty text-muted sm:text-xl">
            Say what the ad is about and add a picture of the product. adgen makes a film of it in the three shapes you
            publish: tall, square and wide, with words, music and sound ready to post.
          </p>
          <Begin className="mt-8" />
          <p className="mt-5 flex items-start gap-2 text-[15px] text-muted">
            <Icon name="check" className="mt-0.5 size-4.5 text-accent" />
            You see the storyboard and its price before anything is spent.
          </p>
        </div>
        <ExampleFilms />
      </div>
    </section>
  );
}

function Begin({ className }: { readonly className: string }) {
  return (
    <div className={`flex flex-wrap gap-3 ${className}`}>
      <Button asChild variant="primary" size="large">
        <a href="/new">
          <Icon name="plus" className="size-4.5" />
          Make an ad
        </a>
      </Button>
      <Button asChild size="large">
        <a href="/chat">Talk about it instead</a>
      </Button>
    </div>
  );
}

function Close() {
  return (
    <section aria-labelledby="begin" className="border-t border-line bg-panel">
      <div className="mx-auto flex max-w-6xl flex-col items-center px-4 py-20 text-center sm:px-6">
        <h2 id="begin" className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">
          All it takes is a photo and a sentence
        </h2>
        <Begin className="mt-8 justify-center" />
      </div>
    </section>
  );
}
