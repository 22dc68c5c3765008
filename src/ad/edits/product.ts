/** Edits of the product: how it stands in a scene, and which picture of it is used. */
import type { EditOf } from '../edit.ts';
import type { Plan, ProductUsage } from '../plan.ts';
import { done, type EditResult, listed, refuse, type Spot, withScene } from './edit-result.ts';

const USAGES: Readonly<Record<ProductUsage['usage'], string>> = {
  hero: 'shown whole',
  'close-up': 'shown close up',
  aside: 'shown small and to the side',
  absent: 'not shown any more',
};
const MOTIONS: Readonly<Record<ProductUsage['motion'], string>> = {
  still: 'standing still',
  push: 'coming closer',
  pull: 'moving away',
  drift: 'drifting slowly',
};
const POSITIONS: Readonly<Record<ProductUsage['position'], string>> = {
  left: 'on the left',
  center: 'in the middle',
  right: 'on the right',
};

export function editProduct(plan: Plan, spot: Spot, edit: EditOf<'product'>): EditResult {
  const before = spot.scene.product;
  const product: ProductUsage = {
    usage: edit.usage ?? before.usage,
    scale: edit.scale ?? before.scale,
    position: edit.position ?? before.position,
    motion: edit.motion ?? before.motion,
  };
  if (product.usage === 'absent' && before.usage === 'absent') {
    return refuse(`The product is not in ${spot.name}. Ask for it there first: whole, close up or to the side.`);
  }
  const changes = changesOf(before, product);
  if (changes.length === 0) return refuse(`The product in ${spot.name} is already like that.`);
  return done(withScene(plan, spot, { product }), `the product in ${spot.name} is now ${listed(changes)}`);
}

export function editPicture(plan: Plan, { photoKey }: EditOf<'product-picture'>): EditResult {
  if (plan.photoKey === photoKey) return refuse('The ad already shows that picture of the product.');
  return done({ ...plan, photoKey }, 'the ad now shows the new picture of the product');
}

function changesOf(before: ProductUsage, after: ProductUsage): string[] {
  if (after.usage === 'absent') return [USAGES.absent];
  return [
    ...(after.usage === before.usage ? [] : [USAGES[after.usage]]),
    ...(after.scale === before.scale ? [] : [after.scale > before.scale ? 'bigger' : 'smaller']),
    ...(after.position === before.position ? [] : [POSITIONS[after.position]]),
    ...(after.motion === before.motion ? [] : [MOTIONS[after.motion]]),
  ];
}
