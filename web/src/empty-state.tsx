/** What a newcomer sees: what this is for, what it looks like, and three ways to begin. */

const EXAMPLES = [
  'A 15 second ad for our oat milk cold brew. The brand is Fjell, the colour is teal.',
  'Hand-thrown mugs by Lumo, for slow mornings. 20% off until Sunday. Warm colours, half a minute.',
  'Launch video for a running shoe called Ovo. Energetic, orange, ends with “Run further”.',
];

export function EmptyState({ onExample }: { readonly onExample: (text: string) => void }) {
  return (
    <div className="m-auto flex max-w-2xl flex-col items-center px-1 py-6 text-center">
      <Shapes />
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

/** The three films as they will come. */
function Shapes() {
  return (
    <svg aria-hidden="true" viewBox="0 0 260 96" className="h-24 w-auto">
      <defs>
        <linearGradient id="set" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--soft)" />
          <stop offset="1" stopColor="var(--accent)" stopOpacity=".55" />
        </linearGradient>
      </defs>
      {[
        { x: 0, width: 54, can: 27 },
        { x: 66, width: 78, can: 105 },
        { x: 156, width: 104, can: 232 },
      ].map(({ x, width, can }, index) => (
        <g key={x}>
          <rect x={x} y={index * 9} width={width} height={96 - index * 18} rx="11" fill="url(#set)" />
          <rect x={can - 8} y="38" width="16" height="30" rx="4" fill="var(--accent)" />
          <rect x={can - 8} y="46" width="16" height="11" fill="#f2b36b" />
          <rect
            x={index === 2 ? x + 12 : can - 14}
            y={index === 2 ? 42 : 22 + index * 2}
            width={index === 2 ? 40 : 28}
            height="5"
            rx="2.5"
            fill="var(--on-soft)"
            opacity=".8"
          />
          {index === 2 && <rect x={x + 12} y="52" width="26" height="5" rx="2.5" fill="var(--on-soft)" opacity=".4" />}
        </g>
      ))}
    </svg>
  );
}
