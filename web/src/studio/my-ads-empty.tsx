/** Before the first ad: what will stand here, and the way there. */
import { Icon } from '../parts/icons.tsx';
import { Shapes } from '../parts/shapes.tsx';
import { Button } from '../ui/button.tsx';

export function NoAdsYet() {
  return (
    <section
      aria-labelledby="no-ads"
      className="arrive mt-8 flex flex-col items-center rounded-[28px] border border-line bg-panel px-6 py-14 text-center shadow-lift sm:py-20"
    >
      <Shapes className="h-24 max-w-full sm:h-32" />
      <h2 id="no-ads" className="mt-9 text-2xl font-semibold tracking-tight text-balance sm:text-[28px]">
        Your first ad begins with a photo
      </h2>
      <p className="mt-3 max-w-[44ch] text-pretty text-muted sm:text-[17px]">
        Add a picture of the product and a sentence about it. You see the storyboard and the price before anything is
        made, and get three films: tall, square and wide.
      </p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <Button asChild variant="primary" size="large">
          <a href="/new">
            <Icon name="plus" className="size-4.5" />
            Make the first ad
          </a>
        </Button>
        <Button asChild size="large">
          <a href="/chat">Talk about it instead</a>
        </Button>
      </div>
    </section>
  );
}
