/** attach_picture: one of this message's pictures becomes the product picture. */
import type { z } from 'zod';
import { TOOL_INPUTS } from '../tool-inputs.ts';
import { goneAt } from '../working-copy.ts';
import { editPlan } from './edit-plan.ts';
import { beginAgain } from './keep-files.ts';
import { type AgentTool, done, refused } from './tool.ts';

export const attachPicture: AgentTool<z.infer<(typeof TOOL_INPUTS)['attach_picture']>> = {
  description:
    'Makes one of newPictures in the state the product picture. With several, ask which one shows the product.',
  accepts: TOOL_INPUTS.attach_picture,
  run: ({ pictureId }, copy) => {
    const picture = copy.pictures.find(({ id }) => id === pictureId);
    if (!picture) return refused('I do not have that picture any more. Please send it again.');
    // With its photo an ad whose files have expired can be made again, and nothing else can be meant.
    if (goneAt(copy) !== null) beginAgain(copy);
    if (copy.plan !== null) {
      const { applied, refused: reasons } = editPlan(copy, [{ kind: 'product-picture', photoKey: picture.key }]);
      if (applied.length === 0) return refused(reasons.join(' '));
      copy.pictures = [];
      return done(applied.join(' '));
    }
    copy.pictures = [];
    copy.draft = { ...copy.draft, photo: { key: picture.key, name: picture.name } };
    if (copy.ad !== null) copy.wantsStoryboard = true;
    return done(`I have the picture ${picture.name.slice(0, 60)}.`);
  },
};
