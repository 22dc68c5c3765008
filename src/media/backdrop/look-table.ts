/** Every look: who composes it, how finely, how often, and where the product stands in it. */
import type { Aspect } from '../../ad/aspect.ts';
import type { Look } from '../../ad/plan.ts';
import { composeArch } from './looks/arch.ts';
import { composeBokeh } from './looks/bokeh.ts';
import { composeHorizon } from './looks/horizon.ts';
import { composePaper } from './looks/paper.ts';
import { composePlain } from './looks/plain.ts';
import { composePodium } from './looks/podium.ts';
import { composeSilk } from './looks/silk.ts';
import { composeSpotlight } from './looks/spotlight.ts';
import { composeStudio } from './looks/studio.ts';
import { composeWindow } from './looks/window.ts';
import type { Painting, StudioSet } from './studio-set.ts';

export type LookSpec = {
  readonly compose: (set: StudioSet) => Painting | Promise<Painting>;
  /** Pixels of the short side of its soft pictures: as few as its sharpest edge allows. */
  readonly softShort: number;
  /** Frames from one soft picture to the next: what moves goes less than its own blur in that time. A multiple of 8. */
  readonly framesPerState: number;
  readonly contactY: Readonly<Record<Aspect, number>>;
};

const STANDING: LookSpec['contactY'] = { '9:16': 0.7, '1:1': 0.87, '16:9': 0.87 };
const ON_PLINTH: LookSpec['contactY'] = { '9:16': 0.69, '1:1': 0.83, '16:9': 0.82 };

export const LOOKS: Readonly<Record<Look, LookSpec>> = {
  studio: { compose: composeStudio, softShort: 216, framesPerState: 48, contactY: STANDING },
  bokeh: { compose: composeBokeh, softShort: 300, framesPerState: 24, contactY: STANDING },
  window: { compose: composeWindow, softShort: 270, framesPerState: 24, contactY: STANDING },
  silk: { compose: composeSilk, softShort: 300, framesPerState: 24, contactY: STANDING },
  arch: { compose: composeArch, softShort: 432, framesPerState: 32, contactY: STANDING },
  spotlight: { compose: composeSpotlight, softShort: 252, framesPerState: 24, contactY: STANDING },
  podium: { compose: composePodium, softShort: 360, framesPerState: 48, contactY: ON_PLINTH },
  horizon: { compose: composeHorizon, softShort: 400, framesPerState: 48, contactY: STANDING },
  paper: { compose: composePaper, softShort: 450, framesPerState: 32, contactY: STANDING },
};

/** No look that anybody chooses: it takes the place of one that cannot be drawn. */
export const PLAIN: LookSpec = { compose: composePlain, softShort: 54, framesPerState: 48, contactY: STANDING };
