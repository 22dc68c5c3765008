/** Does one edit to a plan: a new valid plan and what changed in words, or a sentence that says why not. */
import type { Edit } from './edit.ts';
import { editBackground } from './edits/background.ts';
import { editBrand } from './edits/brand.ts';
import { editSceneDuration, editTotalDuration } from './edits/durations.ts';
import { type EditResult, onScene, refuse } from './edits/edit-result.ts';
import { editAgain, editDrawn, editLocalMusic } from './edits/free-parts.ts';
import { editMusic, editNoMusic } from './edits/music.ts';
import { editMove, editSwap } from './edits/order.ts';
import { editPicture, editProduct } from './edits/product.ts';
import { editAdd, editRemove } from './edits/scene-list.ts';
import { editPalette, editStyle, editTransition } from './edits/style.ts';
import { editLine, editNoWords, editPosition } from './edits/words.ts';
import type { Plan } from './plan.ts';

/**
 * Pure and total: the same plan and edit give the same result, neither is touched, nothing is thrown. The plan that comes
 * out is valid and differs from the one that went in; an edit that would change nothing is refused.
 */
export function applyEdit(plan: Plan, edit: Edit): EditResult {
  const result = change(plan, edit);
  if (!result.ok || !showsProduct(plan) || showsProduct(result.plan)) return result;
  return refuse('That would leave no scene that shows the product. Put it into another scene first.');
}

function change(plan: Plan, edit: Edit): EditResult {
  switch (edit.kind) {
    case 'overlay-line':
      return onScene(plan, edit.sceneId, (spot) => editLine(plan, spot, edit));
    case 'overlay-position':
      return onScene(plan, edit.sceneId, (spot) => editPosition(plan, spot, edit));
    case 'overlay-none':
      return onScene(plan, edit.sceneId, (spot) => editNoWords(plan, spot));
    case 'background':
      return onScene(plan, edit.sceneId, (spot) => editBackground(plan, spot, edit));
    case 'product':
      return onScene(plan, edit.sceneId, (spot) => editProduct(plan, spot, edit));
    case 'scene-duration':
      return onScene(plan, edit.sceneId, (spot) => editSceneDuration(plan, spot, edit));
    case 'move-scene':
      return onScene(plan, edit.sceneId, (spot) => editMove(plan, spot, edit));
    case 'swap-scenes':
      return onScene(plan, edit.sceneId, (one) => onScene(plan, edit.with, (other) => editSwap(plan, one, other)));
    case 'add-scene':
      return editAdd(plan, edit);
    case 'remove-scene':
      return onScene(plan, edit.sceneId, (spot) => editRemove(plan, spot));
    case 'transition':
      return onScene(plan, edit.sceneId, (spot) => editTransition(plan, spot, edit));
    case 'style':
      return editStyle(plan, edit);
    case 'palette':
      return editPalette(plan, edit);
    case 'music':
      return editMusic(plan, edit);
    case 'music-none':
      return editNoMusic(plan);
    case 'render-again':
      return onScene(plan, edit.sceneId, (spot) => editAgain(plan, spot));
    case 'drawn-background':
      return onScene(plan, edit.sceneId, (spot) => editDrawn(plan, spot));
    case 'local-music':
      return editLocalMusic(plan);
    case 'brand':
      return editBrand(plan, edit);
    case 'total-duration':
      return editTotalDuration(plan, edit);
    case 'product-picture':
      return editPicture(plan, edit);
  }
}

function showsProduct(plan: Plan): boolean {
  return plan.scenes.some(({ product }) => product.usage !== 'absent');
}
