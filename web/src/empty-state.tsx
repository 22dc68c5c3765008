/** What a newcomer sees: what this is for, what it looks like, and three ways to begin. */
import { Shapes } from './parts/shapes.tsx';

const EXAMPLES = [
  'A 15 second ad for our oat milk cold brew. The brand is Fjell, the colour is teal.',
  'Hand-thrown mugs by Lumo, for slow mornings. 20% off until Sunday. Warm colours, half a minute.',
  'Launch video for a running shoe called Ovo. Energetic, orange, ends with “Run further”.',
];

export function EmptyState({ onExample }: { readonly onExample: (text: string) => void }) {
  return (
    <div className="m-auto flex max-w-2xl flex-col items-center px-1 py-6 text-center">
      <Shapes className="h-24" />
      <h2 className="mt-8 text-[28px] leading-tight font-semibold tracking-tight text-balance sm:text-4xl">
        What is the ad for?
      </h2>
      <p className="mt-3 max-w-[46ch] text-base leading-6 text-pretty text-muted sm:text-[17px]">
        Add a photo of the product and say a sentence about it. You see the storyboard and the price before anything is
        made.
      </p>
      <h3 className="sr-only">Examples</h3>
      <ul className="mt-8 grid w-full gap-2.5 text-left sm:grid-cols-3">
        {EXAMPLES.map((example) => (
          <li key={example} className="flex">
            <button
              type="button"
              onClick={() => onExample(example)}
              className="flex w-full rounded-2xl border border-line bg-panel px-4 py-3.5 text-left text-pretty text-sm leading-5 transition-colors hover:border-accent hover:bg-soft hover:text-on-soft"
            >
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
