/** The product cut out of a photo, for looking at while the form is filled in. */
import { Denial, inPicture } from './denial.ts';
import type { Operation } from './operation.ts';
import { PictureFields, pictureForm } from './order-form.ts';
import type { ApiPorts } from './ports.ts';
import type { Room } from './rate-limit.ts';

/** Sending the picture, waiting for others, and cutting. */
const MOST_MS = 300_000;

type Needs = Pick<ApiPorts, 'previewCutout'> & {
  /** Pictures that are looked at, or wait for it. */
  readonly room: Room;
  readonly signal: AbortSignal;
};

export function cutoutRoutes({ previewCutout, room, signal }: Needs): readonly Operation[] {
  return [
    {
      method: 'post',
      path: '/api/cutouts',
      id: 'previewCutout',
      group: 'Ads',
      summary: 'See the product cut out of a photo',
      description:
        'A transparent picture of at most 1024 pixels a side. Nothing is kept and nothing is ordered; an order with the same photo soon afterwards is quicker.',
      pace: 'change',
      body: { type: 'multipart/form-data', schema: PictureFields, isRequired: true },
      answers: { 200: { description: 'The product.', type: 'image/webp' } },
      refusals: [400, 408, 413, 415, 422],
      handle: async (c) => {
        const leave = room.enter(c.var.person.userId);
        try {
          const picture = await pictureForm(c);
          const within = AbortSignal.any([signal, c.req.raw.signal, AbortSignal.timeout(MOST_MS)]);
          const cutout = await inPicture(() => previewCutout(picture, within));
          if (cutout.kind === 'card') throw new Denial(422, 'no-product', cutout.say);
          return c.body(cutout.webp, 200, { 'Content-Type': 'image/webp' });
        } catch (error) {
          // Nobody hears this; it is no failure of ours either.
          if (c.req.raw.signal.aborted) throw new Denial(408, 'too-slow', 'Nobody waited for it.');
          throw error;
        } finally {
          leave();
        }
      },
    },
  ];
}
