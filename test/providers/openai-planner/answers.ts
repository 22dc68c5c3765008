/** A good answer of a model to one brief, and the ways in which tests spoil it. */
import { Brief } from '../../../src/ad/brief.ts';
import type { Cutout } from '../../../src/ad/cutout.ts';
import type { Plan } from '../../../src/ad/plan.ts';
import type { Answer, AnswerScene } from '../../../src/providers/openai/planner/answer.ts';

export const CAN: Cutout = {
  ...{ kind: 'cut', reason: null, width: 500, height: 1000 },
  ...{ colors: ['#e9e2d2'], lightness: 0.72 },
};

export const FJELL: Brief = Brief.parse({
  text: 'Fjell is an oat and vanilla cold brew in a can. Slow mornings, strong coffee. Stays cold for 24 hours. 20% off until Sunday.',
  brandName: 'Fjell',
  brandColor: '#0f766e',
  durationSeconds: 15,
  callToAction: 'Find yours at fjell.example',
});

export function scene(changes: Partial<AnswerScene> & { readonly headline?: string | null }): AnswerScene {
  const { headline = 'Slow mornings', ...rest } = changes;
  return {
    role: 'benefit',
    seconds: 4,
    background: 'a pale stone ledge in a mountain cabin, soft morning light moving over plaster',
    product: { usage: 'hero', position: 'center', motion: 'push', scale: 1 },
    overlay: headline === null ? null : { headline, support: null, pill: null },
    transition: 'fade',
    ...rest,
  };
}

export const GOOD: Answer = {
  language: 'en',
  productWords: ['cold brew', 'can', 'coffee'],
  mood: 'calm',
  style: {
    lighting: 'soft northern daylight from the left',
    camera: 'very slow forward push at eye level',
    texture: 'raw plaster, pale wood, wool',
    grade: 'airy whites with muted greens',
    typeface: 'elegant',
  },
  scenes: [
    scene({ role: 'hook', seconds: 3, headline: 'Slow mornings' }),
    scene({
      ...{ role: 'product', seconds: 4, transition: 'slide' },
      background: 'a wide mountain lake under pale mist, smooth water in front',
      overlay: { headline: 'Oat and vanilla', support: 'Strong coffee, soft start', pill: null },
    }),
    scene({
      ...{ role: 'benefit', seconds: 4, headline: 'Cold for 24 hours' },
      background: 'folds of linen on a wooden table, leaf shadows drifting slowly',
      product: { usage: 'close-up', position: 'left', motion: 'pull', scale: 1.2 },
    }),
    scene({
      ...{ role: 'call-to-action', seconds: 4 },
      background: 'an empty round plinth before a pale plaster wall, gentle shadows',
      overlay: { headline: 'Fjell', support: '20% off until Sunday', pill: 'Find yours at fjell.example' },
    }),
  ],
  music: { mood: 'calm', tempoBpm: 78, prompt: 'warm felt piano with soft pads and brushed drums' },
};

export function linesOf(plan: Plan): readonly string[] {
  const lines = plan.scenes.flatMap(({ overlay }) => [overlay?.headline, overlay?.support, overlay?.pill]);
  return lines.filter((line) => line !== null && line !== undefined);
}

export function promptsOf(plan: Plan): string {
  return plan.scenes.map(({ background }) => background.prompt).join('\n');
}
