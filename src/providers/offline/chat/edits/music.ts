/** The music: its mood, its tempo, another piece, or none. */
import type { Edit } from '../../../../ad/edit.ts';
import type { Mood } from '../../../../ad/plan.ts';
import { amountIn } from './amount.ts';
import { ask, type Clause, edits, type Reading, say, wordsOf } from './clause.ts';
import { moodIn } from './mood-words.ts';

const SLOWEST = 60;
const FASTEST = 160;
const STEP_BPM = { small: 6, plain: 12, large: 24 } as const;
/** Where a silent film gets a tempo of its own, changing "it" starts here. */
const USUAL_BPM = 100;

const MUSIC =
  /(?<!\p{L})(?:musi[ck]|songs?|tracks?|tunes?|soundtrack|sound|audio|beats?|melody|tempo|bpm|jingle|score|musique|música|musica)(?!\p{L})/iu;
const NONE =
  /(?<!\p{L})(?:no|without(?: any| the)?|remove(?: the)?|drop(?: the)?|delete(?: the)?|lose(?: the)?|kill(?: the)?|stop(?: the)?|turn off(?: the)?|cut(?: the)?|get rid of(?: the)?|mute(?: the)?|don't want(?: any)?|take out(?: the)?|skip(?: the)?|ditch(?: the)?|ohne|sans|sin|sem|senza) (?:background )?(?:musi[ck]|song|track|soundtrack|sound|audio|tune|musique|música|musica)(?!\p{L})|(?:music|sound|audio) (?:off|out)(?!\p{L})|(?<!\p{L})(?:silent|mute(?: it)?|in silence|silence)(?!\p{L})/iu;
const OTHER =
  /(?<!\p{L})(?:an)?(?:other|different|new|else|change|swap|replace|regenerate|redo|again|don't like|do not like|hate|dislike|boring|annoying|bad|awful)(?!\p{L})/iu;
const BACK = /(?<!\p{L})(?:add|with|put|bring|want|some|back|turn on|need)(?!\p{L})/iu;
const LOUDNESS = /(?<!\p{L})(?:loud(?:er)?|quiet|volume|turn (?:it |the music )?(?:up|down)|too quiet)(?!\p{L})/iu;

export function readMusic(clause: Clause): Reading | null {
  const { text } = clause;
  if (NONE.test(text)) return edits({ kind: 'music-none' });
  if (!MUSIC.test(text)) return null;
  if (LOUDNESS.test(text)) {
    return say(
      'The loudness stays where the platforms want it, so that nobody turns your ad down. I can make the music calmer or livelier, or leave it out.',
    );
  }
  const tempoBpm = tempoIn(clause);
  const found = moodIn(text);
  if (found && !found.word && tempoBpm === null && found.mood === clause.ad.music?.mood)
    return more(found.mood, clause.ad.music.tempoBpm);
  const prompt = found?.word ? `${found.word} instrumental` : null;
  if (found || tempoBpm !== null) return edits(musicEdit({ mood: found?.mood ?? null, tempoBpm, prompt }));
  if (OTHER.test(text)) return edits(musicEdit({ reseed: true }));
  if (
    BACK.test(text) &&
    /(?:^|add|with|put|bring|want|need|back|turn on)(?: \p{L}+)? (?:the |some )?(?:music|sound|track|song)(?: back| again| on| please)*[.!]?$/iu.test(
      text,
    )
  ) {
    return edits(musicEdit({}));
  }
  return ask(unknownKind(clause));
}

/** "Calmer" where it is calm already: slower, and faster where it is lively; another piece at the end of the scale. */
function more(mood: Mood, bpm: number): Reading {
  const isQuiet = mood === 'calm' || mood === 'elegant' || mood === 'natural';
  const tempoBpm = bounded(bpm + (isQuiet ? -STEP_BPM.plain : STEP_BPM.plain));
  return edits(musicEdit(tempoBpm === bpm ? { mood, reseed: true } : { mood, tempoBpm }));
}

function musicEdit(change: Partial<Extract<Edit, { kind: 'music' }>>): Edit {
  return { kind: 'music', mood: null, tempoBpm: null, prompt: null, reseed: false, ...change };
}

function tempoIn({ text, ad }: Clause): number | null {
  const exact = /(\d{2,3}) ?bpm|(?:tempo|bpm)(?: of| to| =|:)? ?(\d{2,3})/iu.exec(text);
  if (exact) return bounded(Number(exact[1] ?? exact[2]));
  const faster =
    /(?<!\p{L})(?:faster|quicker|speed(?: it)? up|more tempo|higher tempo|too slow|pacier|snappier)(?!\p{L})/iu.test(
      text,
    );
  const slower =
    /(?<!\p{L})(?:slower|slow(?: it| the music)? down|less tempo|lower tempo|too fast|too quick)(?!\p{L})/iu.test(text);
  if (faster === slower) return null;
  const step = STEP_BPM[amountIn(text)];
  return bounded((ad.music?.tempoBpm ?? USUAL_BPM) + (faster ? step : -step));
}

function bounded(bpm: number): number {
  return Math.min(FASTEST, Math.max(SLOWEST, Math.round(bpm)));
}

function unknownKind(clause: Clause): string {
  return `Which kind of music comes nearest to “${wordsOf(clause)}”: upbeat, calm, elegant, playful, bold, tech or natural?`;
}
