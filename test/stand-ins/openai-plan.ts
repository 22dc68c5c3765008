/** A plan as a model could have answered: it fits what it was asked for, and claims nothing. */
import { z } from 'zod';

const Asked = z.object({
  brief: z.looseObject({ brandName: z.string(), callToAction: z.string().nullable() }),
  product: z.looseObject({ showWhole: z.boolean() }),
  film: z.looseObject({ seconds: z.number(), mostScenes: z.number(), language: z.string().nullable() }),
});

/** Sets that adgen's own rules would not have thought of: so it shows who made the plan. */
const STAND_IN_SETS = [
  'a stone terrace above a quiet lake, mist drifting slowly',
  'a sunlit greenhouse bench, leaves swaying in a light breeze',
  'folds of undyed linen on a wooden table, leaf shadows drifting',
  'a round plinth of pale travertine before a plaster wall, shadows moving slowly',
] as const;

/** `question` is the JSON that the planner sends as its user message. */
export function planFor(question: string) {
  const { brief, product, film } = Asked.parse(JSON.parse(question));
  const count = Math.max(3, Math.min(STAND_IN_SETS.length, film.mostScenes));
  const words = [`Meet ${brief.brandName}`, 'Made for slow days', 'Take your time'];
  const isLast = (index: number) => index === count - 1;
  return {
    language: film.language ?? 'en',
    productWords: ['product'],
    mood: 'calm',
    style: {
      lighting: 'soft daylight from the left',
      camera: 'slow forward push at eye level',
      texture: 'plaster, pale wood, linen',
      grade: 'airy whites with muted greens',
      typeface: 'elegant',
    },
    scenes: STAND_IN_SETS.slice(0, count).map((background, index) => ({
      role: isLast(index) ? 'call-to-action' : index === 0 ? 'hook' : 'benefit',
      seconds: film.seconds / count,
      background,
      product: {
        usage: product.showWhole || index !== 1 ? 'hero' : 'close-up',
        position: 'center',
        motion: 'push',
        scale: 1,
      },
      overlay: {
        headline: (isLast(index) ? brief.brandName : (words[index] ?? '')).slice(0, 40),
        support: null,
        pill: isLast(index) ? (brief.callToAction ?? 'Try it') : null,
      },
      transition: 'fade',
    })),
    music: { mood: 'calm', tempoBpm: 84, prompt: 'warm felt piano with soft pads and brushed drums' },
  };
}
