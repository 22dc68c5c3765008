/** Edits of the music: another mood or tempo, another piece, none, or music for a film that had none. */
import type { EditOf } from '../edit.ts';
import { musicPrompt, TEMPO_BPM, tempoOf } from '../music-styles.ts';
import type { Mood, Music, Plan } from '../plan.ts';
import { done, type EditResult, listed, refuse } from './edit-result.ts';
import { newSeed } from './new-seed.ts';

export function editMusic(plan: Plan, edit: EditOf<'music'>): EditResult {
  if (plan.music === null) return addMusic(plan, edit);
  const before = plan.music;
  const mood = edit.mood ?? before.mood;
  const tempoBpm = edit.tempoBpm ?? (mood === before.mood ? before.tempoBpm : within(mood, before.tempoBpm));
  const isOther = mood !== before.mood || tempoBpm !== before.tempoBpm;
  // The old words name the old mood and tempo.
  const prompt = edit.prompt ?? (isOther ? musicPrompt(mood, tempoBpm) : before.prompt);
  const isAsked = edit.reseed || (edit.prompt !== null && edit.prompt !== before.prompt);
  const seed = isAsked ? newSeed(plan, edit, before.seed) : before.seed;
  const music = { mood, tempoBpm, seed, prompt };
  if (!isOther && !isAsked) return refuse('The music is already like that. Ask for another piece to hear a new one.');
  return done({ ...plan, music }, changesOf(before, music, edit));
}

export function editNoMusic(plan: Plan): EditResult {
  if (plan.music === null) return refuse('The ad already has no music.');
  return done({ ...plan, music: null }, 'the ad has no music any more');
}

function addMusic(plan: Plan, edit: EditOf<'music'>): EditResult {
  const mood = edit.mood ?? plan.style.mood;
  const seed = newSeed(plan, edit, null);
  const tempoBpm = edit.tempoBpm ?? tempoOf(mood, seed);
  const music = { mood, tempoBpm, seed, prompt: edit.prompt ?? musicPrompt(mood, tempoBpm) };
  return done({ ...plan, music }, `the ad now has ${mood} music, ${tempoBpm} beats a minute`);
}

/** The tempo stays if the mood is played that fast; otherwise the nearest that is. */
function within(mood: Mood, tempoBpm: number): number {
  const [slowest, fastest] = TEMPO_BPM[mood];
  return Math.min(fastest, Math.max(slowest, tempoBpm));
}

function changesOf(before: Music, after: Music, edit: EditOf<'music'>): string {
  const changes = [
    ...(after.mood === before.mood ? [] : [after.mood]),
    ...(after.tempoBpm === before.tempoBpm ? [] : [`${after.tempoBpm} beats a minute`]),
    ...(edit.prompt === null || after.prompt === before.prompt ? [] : [`“${after.prompt}”`]),
  ];
  return changes.length === 0 ? 'the music is now another piece' : `the music is now ${listed(changes)}`;
}
