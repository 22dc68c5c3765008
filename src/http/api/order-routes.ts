/** Order an ad: a form with the brief and the picture of the product. */
import { z } from 'zod';
import { inPicture } from './denial.ts';
import type { Operation } from './operation.ts';
import { OrderFields, orderForm, PictureFields, pictureForm } from './order-form.ts';
import { type ApiPorts, workspaceOf } from './ports.ts';
import type { Room } from './rate-limit.ts';
import { Ordered } from './shapes.ts';
import { pageIdentity } from './whose.ts';

const GROUP = 'Ads';
/** Looking at a picture that came. */
const CHECK_MS = 60_000;
const REFUSALS = [400, 408, 413, 415];

const Kept = z.object({
  photo_key: z.string().meta({ description: 'For an edit of the kind product-picture, within some days.' }),
});

type Needs = Pick<ApiPorts, 'desk' | 'kits'> & {
  /** Uploads that are read at once. */
  readonly room: Room;
  readonly signal: AbortSignal;
};

export function orderRoutes({ desk, kits, room, signal }: Needs): readonly Operation[] {
  const inRoom = async <T>(userId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const leave = room.enter(userId);
    try {
      return await work(AbortSignal.any([signal, AbortSignal.timeout(CHECK_MS + 180_000)]));
    } finally {
      leave();
    }
  };
  return [
    {
      method: 'post',
      path: '/api/projects',
      id: 'orderAd',
      group: GROUP,
      summary: 'Order an ad',
      description:
        'The storyboard is drawn at once and costs nothing. It then waits for your yes: see the offer of the ad. The same order again is the same ad.',
      pace: 'order',
      body: { type: 'multipart/form-data', schema: OrderFields, isRequired: true },
      answers: { 201: { description: 'Ordered.', schema: Ordered } },
      refusals: REFUSALS,
      handle: (c) =>
        inRoom(c.var.person.userId, async (within) => {
          const { person } = c.var;
          const { brief, picture } = await orderForm(c, () => kits.find(workspaceOf(person)));
          const photoKey = await inPicture(() => desk.keepPhoto(picture, within));
          const id = await desk.order({ userId: pageIdentity(person), brief, photo: { photoKey } }, within);
          const status = (await desk.find(id))?.status ?? 'PENDING';
          c.header('Location', `/api/projects/${id}`);
          return c.json({ project_id: id, status } satisfies z.infer<typeof Ordered>, 201);
        }),
    },
    {
      method: 'post',
      path: '/api/pictures',
      id: 'keepPicture',
      group: GROUP,
      summary: 'Send another picture of a product, for an edit',
      pace: 'order',
      body: { type: 'multipart/form-data', schema: PictureFields, isRequired: true },
      answers: { 201: { description: 'Kept for some days.', schema: Kept } },
      refusals: REFUSALS,
      handle: (c) =>
        inRoom(c.var.person.userId, async (within) => {
          const picture = await pictureForm(c);
          const photoKey = await inPicture(() => desk.keepPhoto(picture, within));
          return c.json({ photo_key: photoKey } satisfies z.infer<typeof Kept>, 201);
        }),
    },
  ];
}
