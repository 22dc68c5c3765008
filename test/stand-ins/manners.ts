/** The ways in which a provider can let people down, by name: for trials by hand and for tests of the whole system. */
import type { Script } from './openai-server.ts';
import type { Behaviour, Reception } from './replicate-answers.ts';

/** What every request gets; null: a proper answer. */
export const OPENAI_MANNERS = {
  ok: null,
  'bad-key': { kind: 'error', status: 401, code: 'invalid_api_key' },
  'no-credit': { kind: 'error', status: 429, code: 'insufficient_quota' },
  'no-model': { kind: 'error', status: 404, code: 'model_not_found' },
  crowded: { kind: 'error', status: 429, code: 'rate_limit_exceeded', headers: { 'retry-after': '1' } },
  fault: { kind: 'error', status: 500 },
  refusal: { kind: 'refusal', text: 'I cannot help with that.' },
  malformed: { kind: 'text', text: '{"language": "en", "scenes": [{' },
  broken: { kind: 'broken' },
  page: { kind: 'page' },
  drop: { kind: 'drop' },
  hang: { kind: 'hang' },
} as const satisfies Readonly<Record<string, Script | null>>;

export type OpenAiManner = keyof typeof OPENAI_MANNERS;

/** `wan-video/…` and `meta/musicgen`: the models that adgen uses when nothing else is configured. */
const USUAL_MODELS = { clips: 'wan-video/wan-2.2-t2v-fast', music: 'meta/musicgen' } as const;

type Manner = { readonly every?: Reception; readonly rest?: Omit<Behaviour, 'files' | 'receive'> };

export const REPLICATE_MANNERS = {
  ok: {},
  'bad-key': { rest: { rejectsToken: true } },
  'no-credit': { every: { refuse: 402, detail: 'You have insufficient credit to run this model.' } },
  'no-model': { rest: { removed: Object.values(USUAL_MODELS) } },
  crowded: { every: { busy: '2' } },
  'crowded-untold': { every: { busy: null } },
  fault: { every: { break: 500 }, rest: { listWorks: () => false } },
  fail: { every: 'fail' },
  abort: { every: 'abort' },
  never: { every: 'never' },
  'drop-accepted': { every: 'drop-accepted' },
  'drop-unheard': { every: 'drop-unheard' },
  'hang-accepted': { every: 'hang-accepted' },
  page: { rest: { file: () => 'page' } },
  missing: { rest: { file: () => 'missing' } },
} as const satisfies Readonly<Record<string, Manner>>;

export type ReplicateManner = keyof typeof REPLICATE_MANNERS;

/** For the stand-in's options; only the model of that name behaves so when one is given. */
export function replicateManner(name: ReplicateManner, model?: string): Omit<Behaviour, 'files'> {
  const { every, rest = {} }: Manner = REPLICATE_MANNERS[name];
  const { file, removed, ...whole } = rest;
  const isMeant = (asked: string) => model === undefined || asked === model;
  return {
    ...whole,
    ...(removed ? { removed: removed.filter(isMeant) } : {}),
    ...(file ? { file: (number: number, asked: string) => (isMeant(asked) ? file(number, asked) : 'file') } : {}),
    ...(every ? { receive: (_: number, asked: string) => (isMeant(asked) ? every : 'succeed') } : {}),
  };
}

/** Clips in one manner, music in another; what concerns the whole account is taken from either. */
export function replicateManners(clips: ReplicateManner, music: ReplicateManner): Omit<Behaviour, 'files'> {
  const [forClips, forMusic] = [replicateManner(clips, USUAL_MODELS.clips), replicateManner(music, USUAL_MODELS.music)];
  const of = (model: string) => (model === USUAL_MODELS.music ? forMusic : forClips);
  return {
    ...forClips,
    ...forMusic,
    removed: [...(forClips.removed ?? []), ...(forMusic.removed ?? [])],
    receive: (number, model) => of(model).receive?.(number, model) ?? 'succeed',
    file: (number, model) => of(model).file?.(number, model) ?? 'file',
  };
}
