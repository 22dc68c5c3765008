/** The moods in people's words, for music and for the look of the ad. */
import type { Mood } from '../../../../ad/plan.ts';

type Sign = {
  readonly mood: Mood;
  /** Mean the mood itself. */
  readonly same: string;
  /** Kinds of music and shades of feeling that come nearest to it. */
  readonly near: string;
};

const SIGNS: readonly Sign[] = [
  {
    mood: 'tech',
    same: 'tech(?:ie|ier|y)?|technical|techno|electronic|digital',
    near: 'edm|house|synth\\p{L}*|futuristic|electro|sci-?fi|trance|drum (?:and|n|&) bass|retro ?wave|8-?bit|80s',
  },
  {
    mood: 'elegant',
    same: 'elegant(?:er)?|classy|classier|sophisticated|luxurious|refined',
    near: 'jazz(?:y|ier)?|classical|piano|strings?|violins?|orchestral?|luxury|premium|high-?end|chic|bossa nova|swing|romantic|timeless|cinematic strings',
  },
  {
    mood: 'natural',
    same: 'natural|organic|acoustic',
    near: 'folk(?:s?y)?|guitars?|country|earthy|rustic|woodsy|indie|nature|warmer|reggae|celtic|bluegrass',
  },
  {
    mood: 'calm',
    same: 'calm(?:er|ing)?|quieter|relax(?:ed|ing)?|gentler?|peaceful|soft(?:er)?|mellow(?:er)?|slow(?:er)? and soft(?:er)?|ruhiger?|calme|tranquil[oa]?|calm[oa]',
    near: 'chill(?:ed|er)?|chill-?out|lo-?fi|ambient|soothing|dream(?:y|ier)|sleepy|spa|meditat\\p{L}+|sad(?:der)?|melanchol\\p{L}+|cosy|cozy|serene|minimal(?:ist)?|less (?:energetic|aggressive|intense|busy|hectic)|tender|emotional',
  },
  {
    mood: 'playful',
    same: 'playful|fun(?:nier|ny)?|quirk(?:y|ier)|playfuller',
    near: 'cute(?:r)?|bounc(?:y|ier)|ukulele|kids?|childlike|whimsical|sill(?:y|ier)|cheeky|carnival|marimba|cartoon\\p{L}*',
  },
  {
    mood: 'bold',
    same: 'bold(?:er)?|power(?:ful)?|strong(?:er)?|intense|dramatic',
    near: 'rock(?:y|ier)?|epic|hip[- ]?hop|rap|trap|metal|punk|cinematic|driving|heav(?:y|ier)|hard(?:er)?|edg(?:y|ier)|gritt(?:y|ier)|aggressive|trailer|sport(?:y|ier)|drums?|bass[- ]?heavy|badass',
  },
  {
    mood: 'upbeat',
    same: 'upbeat|happ(?:y|ier)|cheer(?:ful|ier|y)|energetic|livel(?:y|ier)|more energy|peppier|positive|joyful|optimistic',
    near: 'pop(?:py|pier)?|k-?pop|funk(?:y|ier)?|disco|danc(?:e|ey|eable|ing)|summer(?:y|ier)?|latin|salsa|sunn(?:y|ier)|fresh(?:er)?|bright(?:er)?|catch(?:y|ier)|soul|party|tropical|samba|motown|feel-?good|r ?& ?b|exciting',
  },
];

export type FoundMood = {
  readonly mood: Mood;
  /** The person's own word where it says more than the mood does, such as "jazzy". */
  readonly word: string | null;
};

/** Null where no mood is named. "Less" and "not" turn a lively mood calm and a calm one lively. */
export function moodIn(text: string): FoundMood | null {
  for (const { mood, same, near } of SIGNS) {
    const plain = find(same, text);
    if (plain) return plain.negated ? { mood: opposite(mood), word: null } : { mood, word: null };
    const close = find(near, text);
    if (close) return close.negated ? { mood: opposite(mood), word: null } : { mood, word: close.word };
  }
  return null;
}

function find(words: string, text: string): { readonly word: string; readonly negated: boolean } | null {
  const match = new RegExp(`(?<!\\p{L})((?:less|too|not(?: so| as| that)?) )?(${words})(?!\\p{L})`, 'iu').exec(text);
  if (!match?.[2]) return null;
  return {
    word: match[2].toLowerCase(),
    negated: match[1] !== undefined && !/^less (?:energetic|aggressive|intense|busy|hectic)/iu.test(match[0]),
  };
}

function opposite(mood: Mood): Mood {
  return mood === 'calm' || mood === 'elegant' || mood === 'natural' ? 'upbeat' : 'calm';
}
