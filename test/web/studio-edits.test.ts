/** What the editor foretells of a plan is what the plan becomes, whatever is filled in. */
import { describe, expect, test } from 'vitest';
import { applyEdit } from '../../src/ad/apply-edit.ts';
import { Edit } from '../../src/ad/edit.ts';
import { Plan } from '../../src/ad/plan.ts';
import { clashesOf } from '../../web/src/studio/editor-clash.ts';
import {
  type Draft,
  NO_DRAFT,
  orderOf,
  withAdded,
  withFilm,
  withLength,
  withMove,
  withNew,
  withoutScene,
  withScene,
} from '../../web/src/studio/editor-draft.ts';
import { isApplied, wantedOf } from '../../web/src/studio/editor-edits.ts';
import { movesBetween } from '../../web/src/studio/editor-moves.ts';
import { setOf } from '../../web/src/studio/editor-palette.ts';
import { secondsShown } from '../../web/src/studio/editor-words.ts';
import { samplePlan } from '../fixtures/plan.ts';

/** As the server does it; throws with the sentence of the first edit that is refused. */
function applied(plan: Plan, draft: Draft): Plan {
  return wantedOf(plan, draft).places.reduce((before, { edit }) => {
    const result = applyEdit(before, Edit.parse(edit));
    if (!result.ok) throw new Error(`${edit.kind}: ${result.reason}`);
    return Plan.parse(result.plan);
  }, plan);
}

function framesIn(plan: Plan) {
  return plan.scenes.map(({ id, frames }) => ({ id, frames }));
}

function foretold(plan: Plan, draft: Draft) {
  return wantedOf(plan, draft).slots.map(({ id, frames }) => ({ id, frames }));
}

/** Whole numbers below `most`, the same for the same seed (a linear congruence of 31 bits). */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * most);
  };
}

const WORDS = ['', 'Fresh', 'Now in your fridge', 'عصير ليمون', 'A'.repeat(60)];
const MOODS = ['upbeat', 'calm', 'bold', 'none'] as const;
const USAGES = ['hero', 'close-up', 'aside'] as const;

/** One change as a hand makes it: any control of the editor. */
function anyChange(plan: Plan, draft: Draft, roll: (most: number) => number): Draft {
  const order = orderOf(plan, draft);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[roll(from.length)];
    if (one === undefined) throw new Error('There is nothing to choose from.');
    return one;
  };
  const key = pick(order);
  const isNew = key in draft.added;
  const changes: readonly (() => Draft)[] = [
    () => withMove(draft, order, roll(order.length), roll(order.length)),
    () => (order.length < 5 ? withAdded(draft, order, `new${roll(900)}`, roll(order.length)) : draft),
    () => (order.length > 3 ? withoutScene(draft, order, key) : draft),
    () => withLength(draft, key, 1 + roll(20) / 10),
    () => withFilm(draft, { seconds: 6 + roll(108) / 2 }),
    () => withFilm(draft, { music: pick(MOODS), isOtherPiece: roll(2) === 1 }),
    () => withFilm(draft, { brandColor: pick(['#ff6347', '#2c6e49']), wall: pick(['#c1e5cd', '#112233']) }),
    () => withFilm(draft, { mood: pick(['upbeat', 'calm']), typeface: pick(['modern', 'elegant']) }),
    () =>
      isNew
        ? withNew(draft, key, { headline: pick(WORDS) })
        : withScene(draft, key, { headline: 'Two lines', support: pick(WORDS) }),
    () =>
      isNew ? draft : withScene(draft, key, { headline: pick(WORDS.slice(1)), position: pick(['top', 'bottom']) }),
    () => (isNew ? draft : withScene(draft, key, { usage: pick(USAGES), scale: 0.4 + roll(14) / 10 })),
    () => (isNew ? draft : withScene(draft, key, { look: pick(['silk', 'paper']), isReseeded: roll(2) === 1 })),
    () =>
      isNew ? draft : withScene(draft, key, { transition: pick(['fade', 'cut', 'wipe']), isDrawn: roll(2) === 1 }),
  ];
  return pick(changes)();
}

/** Five scenes, the most there can be. */
function grown(plan: Plan): Plan {
  const one = withAdded(NO_DRAFT, orderOf(plan, NO_DRAFT), 'new1', 0);
  return applied(plan, withAdded(one, orderOf(plan, one), 'new2', 3));
}

describe('what is filled in', () => {
  test.each(Array.from({ length: 150 }, (_, seed) => seed))(
    'can be applied, and gives the scenes that were foretold: %i',
    (seed) => {
      const roll = dice(seed * 7919 + 17);
      const plan = seed % 2 === 0 ? samplePlan() : grown(samplePlan());
      let draft = NO_DRAFT;
      for (let turn = 0; turn < 1 + roll(12); turn++) draft = anyChange(plan, draft, roll);
      const next = applied(plan, draft);
      expect(framesIn(next)).toEqual(foretold(plan, draft));
      expect(isApplied(next, draft, wantedOf(plan, draft).slots)).toBe(true);
    },
  );

  test('is no edit at all where it is as before', () => {
    const plan = samplePlan();
    const [scene] = plan.scenes;
    const id = scene?.id ?? '';
    const back = withScene(withFilm(NO_DRAFT, { brandName: plan.brandName }), id, {
      headline: scene?.overlay?.headline ?? '',
    });
    expect(wantedOf(plan, back).places).toEqual([]);
    expect(isApplied(plan, NO_DRAFT, wantedOf(plan, NO_DRAFT).slots)).toBe(true);
  });

  test('shows the product somewhere, also while it changes places', () => {
    const plan = samplePlan();
    const hidden = plan.scenes.slice(1).reduce((draft, { id }) => withScene(draft, id, { usage: 'absent' }), NO_DRAFT);
    const before = applied(plan, hidden);
    const [first, second] = before.scenes;
    const swapped = withScene(withScene(NO_DRAFT, first?.id ?? '', { usage: 'absent' }), second?.id ?? '', {
      usage: 'hero',
    });
    expect(
      applied(before, swapped)
        .scenes.map(({ product }) => product.usage === 'absent')
        .slice(0, 2),
    ).toEqual([true, false]);
  });

  test('mixes the set around another brand colour as the film will have it', () => {
    const plan = samplePlan();
    const film = { brandColor: '#ff6347', floor: '#336699' };
    expect(applied(plan, withFilm(NO_DRAFT, film)).style.palette).toEqual(setOf(plan, film));
  });
});

describe('the order of scenes', () => {
  test('is made with the fewest moves', () => {
    const now = ['a', 'b', 'c', 'd', 'e'];
    expect(movesBetween(now, ['b', 'c', 'd', 'e', 'a'])).toEqual([{ key: 'a', to: 5 }]);
    expect(movesBetween(now, ['e', 'a', 'b', 'c', 'd'])).toEqual([{ key: 'e', to: 1 }]);
    expect(movesBetween(now, now)).toEqual([]);
    expect(movesBetween(now, ['e', 'd', 'c', 'b', 'a'])).toHaveLength(4);
  });

  test('keeps a scene that another hand has added where it was put', () => {
    const plan = samplePlan();
    const [one, two, three] = plan.scenes.map(({ id }) => id);
    const draft = withMove(NO_DRAFT, orderOf(plan, NO_DRAFT), 0, 2);
    const grown = applyEdit(plan, {
      kind: 'add-scene',
      to: 2,
      role: 'proof',
      headline: null,
      description: null,
      look: null,
    });
    if (!grown.ok) throw new Error(grown.reason);
    const added = grown.plan.scenes[1]?.id;
    expect(orderOf(grown.plan, draft).slice(0, 4)).toEqual([two, three, one, added]);
  });
});

test('seconds that are shown add up to the film, however they are rounded', () => {
  expect(secondsShown([61, 61, 58])).toEqual(['2.1', '2.0', '1.9']);
  expect(secondsShown([100, 100, 100])).toEqual(['3.4', '3.3', '3.3']);
});

describe('two hands', () => {
  const plan = samplePlan();
  const id = plan.scenes[0]?.id ?? '';
  const theirs = applied(plan, withFilm(withScene(NO_DRAFT, id, { headline: 'Theirs' }), { seconds: 20 }));

  test('that change different things do not meet', () => {
    expect(clashesOf(plan, theirs, withScene(NO_DRAFT, id, { support: 'Mine' }))).toEqual([]);
  });

  test('that change the same thing to the same do not meet', () => {
    expect(clashesOf(plan, theirs, withScene(NO_DRAFT, id, { headline: 'Theirs' }))).toEqual([]);
  });

  test('that change the same thing are both shown, and either can give way', () => {
    const mine = withScene(NO_DRAFT, id, { headline: 'Mine', pill: 'Buy' });
    const [clash, ...others] = clashesOf(plan, theirs, mine);
    expect(others).toEqual([]);
    expect(clash).toMatchObject({ what: 'Scene 1, headline', theirs: '“Theirs”', yours: '“Mine”' });
    expect(clash?.giveWay(mine).scenes[id]).toEqual({ pill: 'Buy' });
  });

  test('of which one takes away what the other changes are both shown', () => {
    const order = orderOf(plan, NO_DRAFT);
    const grown = applied(plan, withAdded(NO_DRAFT, order, 'new1', 0));
    const gone = applied(grown, withoutScene(NO_DRAFT, orderOf(grown, NO_DRAFT), id));
    const mine = withScene(NO_DRAFT, id, { headline: 'Mine' });
    expect(clashesOf(grown, gone, mine)).toMatchObject([{ what: 'Scene 1', theirs: 'Removed', yours: 'Changed' }]);
    const away = withoutScene(NO_DRAFT, orderOf(plan, NO_DRAFT), id);
    expect(clashesOf(plan, theirs, away)).toMatchObject([{ theirs: 'Changed', yours: 'Removed' }]);
  });
});
