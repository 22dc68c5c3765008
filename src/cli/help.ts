/** The help texts. Pure. */

const COMMANDS = ['demo', 'make', 'doctor', 'migrate'] as const;
export type Command = (typeof COMMANDS)[number];

export function isCommand(word: string): word is Command {
  return COMMANDS.some((command) => command === word);
}

/** The help of one command, or the overview. */
export function helpFor(word: string | undefined): string {
  return word !== undefined && isCommand(word) ? HELP[word] : OVERVIEW;
}

const OVERVIEW = `adgen makes product-ad videos: your real photo, three films (9:16, 1:1, 16:9).

  npm run demo                     makes an example ad, offline
  npm run -s adgen -- make …       makes your ad
  npm run -s adgen -- doctor       checks what is set up, and says what to do about what is not
  npm run -s adgen -- migrate      creates or updates the database

Example
  npm run -s adgen -- make --photo mug.jpg --brand "Fjell" --color teal --seconds 15 \\
      --brief "Hand-thrown mugs for slow mornings. 20% off until Sunday." --out films

More: npm run -s adgen -- make --help
`;

const MAKE = `adgen make: one photo and a brief in, three films out.

  --photo FILE      the product photo (JPEG, PNG, WebP, AVIF, TIFF)
  --brief TEXT      what the ad is about, in a sentence or a few
  --brand NAME      the brand name as it should be written
  --color COLOUR    the brand colour: a CSS name (teal), hex (#0f766e) or rgb(15, 118, 110)
  --seconds N       length, 6 to 60
  --out DIR         where final_9x16.mp4, final_1x1.mp4, final_16x9.mp4, storyboard.png and receipt.json go

  --cta TEXT        call to action ("Order at fjell.example")
  --tone TEXT       for example "calm and premium"
  --language CODE   for example de; else read from the brief
  --music TEXT      for example "upbeat"
  --json            print one JSON object at the end

The same command again goes on where it stopped. Ctrl-C stops it.
Exit code: 0 three films were made · 1 it failed · 2 something in the command or on this machine is wrong · 130 stopped.

Examples
  npm run -s adgen -- make --photo mug.jpg --brand Fjell --color teal --seconds 15 \\
      --brief "Hand-thrown mugs for slow mornings." --out films
  npm run -s adgen -- make --photo shoe.png --brand Løp --color "#ff5a36" --seconds 30 --tone bold \\
      --brief "Trail shoes that grip wet rock." --cta "Find your pair at lop.example" --out films --json
`;

const HELP: Readonly<Record<Command, string>> = {
  make: MAKE,
  demo: `adgen demo: makes an example ad through a scripted chat, offline, and leaves it in demo-output/.

  npm run demo
`,
  doctor: `adgen doctor: checks everything that is configured, really calling it; one line each.

  npm run -s adgen -- doctor
`,
  migrate: `adgen migrate: creates or updates the database. Safe to repeat.

  npm run -s adgen -- migrate
`,
};
