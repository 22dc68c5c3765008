/** Edits of the words of a scene: one line, their place, none at all. */
import type { EditOf } from '../edit.ts';
import type { Overlay, Plan } from '../plan.ts';
import { done, type EditResult, refuse, type Spot, withScene } from './edit-result.ts';

type Line = EditOf<'overlay-line'>['line'];

/** Characters that fit, as the overlay's schema has it. */
export const LINE_ROOM: Readonly<Record<Line, number>> = { headline: 80, support: 120, pill: 60 };

const LINE_NAMES: Readonly<Record<Line, string>> = {
  headline: 'headline',
  support: 'second line',
  pill: 'call to action',
};

export function editLine(plan: Plan, spot: Spot, edit: EditOf<'overlay-line'>): EditResult {
  if (edit.text === null) return takeLine(plan, spot, edit.line);
  return spot.scene.overlay === null
    ? firstLine(plan, spot, { line: edit.line, text: edit.text })
    : setLine(plan, spot, { line: edit.line, text: edit.text }, spot.scene.overlay);
}

export function editPosition(plan: Plan, spot: Spot, { position }: EditOf<'overlay-position'>): EditResult {
  const { overlay } = spot.scene;
  if (overlay === null) return refuse(`${spot.Name} has no words to move. Say what it should read first.`);
  if (overlay.position === position) return refuse(`The words of ${spot.name} are already at the ${position}.`);
  const next = withScene(plan, spot, { overlay: { ...overlay, position } });
  return done(next, `the words of ${spot.name} are now at the ${position}`);
}

export function editNoWords(plan: Plan, spot: Spot): EditResult {
  if (spot.scene.overlay === null) return refuse(`${spot.Name} already has no words.`);
  return done(withScene(plan, spot, { overlay: null }), `${spot.name} has no words any more`);
}

/** Where words of a new overlay stand: as in most scenes of this ad. */
export function usualPosition(plan: Plan): Overlay['position'] {
  const positions = plan.scenes.flatMap(({ overlay }) => overlay?.position ?? []);
  return positions.filter((position) => position === 'bottom').length > positions.length / 2 ? 'bottom' : 'top';
}

function setLine(
  plan: Plan,
  spot: Spot,
  { line, text }: { readonly line: Line; readonly text: string },
  overlay: Overlay,
): EditResult {
  if (text.length > LINE_ROOM[line]) return tooLong(spot, line, text);
  if (overlay[line] === text) return refuse(`The ${LINE_NAMES[line]} of ${spot.name} already says “${text}”.`);
  const next = withScene(plan, spot, { overlay: { ...overlay, [line]: text } });
  if (line === 'headline') return done(next, `${spot.name} now says “${text}”`);
  return done(next, `the ${LINE_NAMES[line]} of ${spot.name} now says “${text}”`);
}

/** In a scene without words a single line is the headline; a call to action stands under the brand's name, as at the end of an ad. */
function firstLine(plan: Plan, spot: Spot, { line, text }: { readonly line: Line; readonly text: string }): EditResult {
  const empty: Overlay = { headline: text, support: null, pill: null, position: usualPosition(plan) };
  const room = line === 'pill' ? 'pill' : 'headline';
  if (text.length > LINE_ROOM[room]) return tooLong(spot, room, text);
  if (line !== 'pill') return done(withScene(plan, spot, { overlay: empty }), `${spot.name} now says “${text}”`);
  const next = withScene(plan, spot, { overlay: { ...empty, headline: plan.brandName, pill: text } });
  return done(next, `${spot.name} now says “${plan.brandName}” and “${text}” below it`);
}

function takeLine(plan: Plan, spot: Spot, line: Line): EditResult {
  const { overlay } = spot.scene;
  if (overlay === null) return refuse(`${spot.Name} already has no words.`);
  if (overlay[line] === null) return refuse(`${spot.Name} has no ${LINE_NAMES[line]} to take away.`);
  if (line === 'headline') return takeHeadline(plan, spot, overlay);
  const next = withScene(plan, spot, { overlay: { ...overlay, [line]: null } });
  return done(next, `${spot.name} has no ${LINE_NAMES[line]} any more`);
}

/** The second line moves up; a call to action cannot stand alone, so the person is asked. */
function takeHeadline(plan: Plan, spot: Spot, overlay: Overlay): EditResult {
  const { support, pill } = overlay;
  if (support === null && pill === null) return editNoWords(plan, spot);
  if (support === null) {
    return refuse(
      `The call to action of ${spot.name} needs a headline above it. Give another headline, or ask for no words in ${spot.name}.`,
    );
  }
  if (support.length > LINE_ROOM.headline) {
    return refuse(
      `The second line of ${spot.name} is too long to stand alone: ${LINE_ROOM.headline} characters fit, it has ${support.length}. Shorten it first.`,
    );
  }
  const next = withScene(plan, spot, { overlay: { ...overlay, headline: support, support: null } });
  return done(next, `the headline of ${spot.name} is gone, it now says “${support}”`);
}

function tooLong(spot: Spot, line: Line, text: string): EditResult {
  return refuse(
    `That is too long for the ${LINE_NAMES[line]} of ${spot.name}: ${LINE_ROOM[line]} characters fit, this has ${text.length}.`,
  );
}
