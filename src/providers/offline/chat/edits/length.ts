/** How long the film is, and how long one scene. */
import { MAX_SECONDS, MIN_SECONDS } from '../../../../ad/frames.ts';
import { findDurations } from '../duration.ts';
import { amountIn } from './amount.ts';
import { ask, type Clause, edits, forScenes, type Reading, say } from './clause.ts';

const FACTOR = { small: 1.15, plain: 1.3, large: 1.6 } as const;
const WHOLE =
  /^(?:(?:please|can you|could you|and|now) )*make it(?!\p{L})|(?<!\p{L})(?:ad|film|video|spot|total|whole|altogether|in all|duration|overall)(?!\p{L})/iu;
const OF_SOMETHING_ELSE =
  /(?<!\p{L})(?:music|song|track|text|headline|words|title|caption|background|transition|fade|say|says|off)(?!\p{L})/iu;

export function readLength(clause: Clause): Reading | null {
  if (OF_SOMETHING_ELSE.test(clause.text)) return null;
  const [found, second] = findDurations(clause.text);
  if (!found) return relative(clause);
  // "From 20 to 15 seconds": the last one is the wish.
  const seconds = (second ?? found).seconds;
  const byOne = /(?<!\p{L})(?:by )?(?:\S+ )?(?:seconds?|secs?|s)? ?(?:longer|shorter|more|less)(?!\p{L})/iu.exec(
    clause.text,
  );
  const oneScene =
    clause.scenes && clause.scenes.length < clause.ad.scenes.length && (clause.named || !WHOLE.test(clause.text));
  if (oneScene) return sceneLength(clause, seconds, byOne?.[0] ?? '');
  const sign = /short|less/iu.test(byOne?.[0] ?? '') ? -1 : 1;
  return totalLength(byOne ? clause.ad.totalSeconds + sign * seconds : seconds);
}

function sceneLength(clause: Clause, seconds: number, difference: string): Reading {
  const sign = difference === '' ? 0 : /short|less/iu.test(difference) ? -1 : 1;
  return forScenes(clause, (scene) => ({
    kind: 'scene-duration',
    sceneId: scene.id,
    seconds: clamped(sign === 0 ? seconds : scene.seconds + sign * seconds, clause),
  }));
}

function totalLength(seconds: number): Reading {
  return seconds < MIN_SECONDS || seconds > MAX_SECONDS
    ? say(
        `An ad can be ${MIN_SECONDS} to ${MAX_SECONDS} seconds long, so ${seconds} seconds do not work. Name a length in that range.`,
      )
    : edits({ kind: 'total-duration', seconds });
}

function relative(clause: Clause): Reading | null {
  const longer =
    /(?<!\p{L})(?:longer|lengthen|extend|more time|too short|too fast|too quick|prolong|linger)(?!\p{L})/iu.test(
      clause.text,
    );
  const shorter =
    /(?<!\p{L})(?:shorter|shorten|less time|too long|trim|cut down|too slow|quicker|snappier)(?!\p{L})/iu.test(
      clause.text,
    );
  if (longer === shorter) return null;
  if (!clause.scenes || clause.scenes.length === clause.ad.scenes.length) {
    return ask(
      `How long should the ad be? It is ${clause.ad.totalSeconds} seconds now, and ${MIN_SECONDS} to ${MAX_SECONDS} are possible.`,
    );
  }
  const factor = FACTOR[amountIn(clause.text)];
  return forScenes(clause, (scene) => ({
    kind: 'scene-duration',
    sceneId: scene.id,
    seconds: clamped(Math.round(scene.seconds * (longer ? factor : 1 / factor) * 10) / 10, clause),
  }));
}

function clamped(seconds: number, { ad }: Clause): number {
  return Math.min(Math.max(1, seconds), MAX_SECONDS, Math.max(1, ad.totalSeconds));
}
