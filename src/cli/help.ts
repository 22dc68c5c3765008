/** The help texts. Pure. */

const COMMANDS = ['demo', 'start', 'worker', 'make', 'chat', 'doctor', 'migrate', 'manifests'] as const;
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
  npm start                        opens the web chat on http://localhost:3000
  npm run worker                   does the work of bots that run elsewhere
  npm run -s adgen -- make …       makes your ad
  npm run -s adgen -- chat         talks with you here, shows a storyboard, makes and changes the ad
  npm run -s adgen -- doctor       checks what is set up, and says what to do about what is not
  npm run -s adgen -- migrate      creates or updates the database
  npm run -s adgen -- manifests    prints what a new Slack app is made from

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

const CHAT = `adgen chat: talk here, in your own words.

  /attach FILE      the product photo (or drop the file on the terminal after /attach)
  /help             examples of what can be said
  /quit             ends the chat; what is being made goes on the next time
  Ctrl-C            the same

It also reads a script, a message a line, waits for each answer and for the films, and prints the conversation:

  npm run -s adgen -- chat < script.txt

Exit code of a script: 0 the last ad was made · 1 it was not · 2 something on this machine is wrong.
`;

const HELP: Readonly<Record<Command, string>> = {
  make: MAKE,
  chat: CHAT,
  demo: `adgen demo: makes an example ad through a scripted chat, offline, and leaves it in demo-output/.

  npm run demo
`,
  start: `adgen start: the web chat, until Ctrl-C. What is being made then goes on at the next start.

  npm start
  PORT=8080 npm start

PUBLIC_URL=https://ads.example.com makes it reachable for others, behind a proxy that speaks https.
`,
  worker: `adgen worker: does the jobs of bots that run elsewhere, until Ctrl-C; what it was at goes back to the others.

  DATABASE_URL=postgres://… REDIS_URL=redis://… S3_BUCKET=… S3_REGION=… npm run worker

WORKER_JOBS=plans,clips        only some of the work: plans, clips, music, films (these two need ffmpeg)
WORKER_CONCURRENCY=4           jobs of a kind at once
PORT=3001                      where it says how it is: /healthz, /readyz, /metrics
`,
  doctor: `adgen doctor: checks everything that is configured, really calling it; one line each.

  npm run -s adgen -- doctor
`,
  migrate: `adgen migrate: creates or updates the database. Safe to repeat.

  npm run -s adgen -- migrate
`,
  manifests: `adgen manifests: what Slack and Discord are told of the app.

Slack: prints the manifest from which an app is made (api.slack.com/apps, From a manifest); docs/slack.md names every click.
  npm run -s adgen -- manifests                                   adgen opens a socket; no public address is needed
  npm run -s adgen -- manifests --http https://ads.example.com    Slack sends requests there

Discord: docs/discord.md names every click.
  npm run -s adgen -- manifests --register                        its commands, for every server
  npm run -s adgen -- manifests --register 110000000000000001     for one server, where they are there at once
  npm run -s adgen -- manifests --discord                         prints them
`,
};
