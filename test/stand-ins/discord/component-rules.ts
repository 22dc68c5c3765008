/** What holds for all components of a message together: how many, how much text, whose ids, and that their files are there. */
import { ComponentType } from 'discord-api-types/v10';
import { type Issue, refuseForm } from './refusal.ts';

export type Node = { readonly type: number; readonly id?: number | undefined; readonly [field: string]: unknown };

type Place = { readonly node: Node; readonly path: readonly PropertyKey[] };

/** Every component with where it stands, outer ones first. */
export function everyComponent(components: unknown, path: readonly PropertyKey[] = ['components']): Place[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((node: Node, index) => {
    const here = [...path, index];
    const inner = [
      ...everyComponent(node.components, [...here, 'components']),
      ...[node.accessory, node.component].flatMap((one, at) =>
        isNode(one) ? [{ node: one, path: [...here, at === 0 ? 'accessory' : 'component'] }] : [],
      ),
    ];
    return [{ node, path: here }, ...inner];
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

export function checkComponents(components: unknown, isModern: boolean): void {
  const all = everyComponent(components);
  const issues = [...repeatedIds(all), ...(isModern ? tooMuch(all) : [])];
  if (issues.length > 0) refuseForm(issues);
}

function tooMuch(all: readonly Place[]): Issue[] {
  const texts = all.map(({ node }) => (node.type === ComponentType.TextDisplay ? String(node.content).length : 0));
  const letters = texts.reduce((sum, one) => sum + one, 0);
  return [
    ...(all.length > 40
      ? [
          {
            path: ['components'],
            code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
            message: `The total number of components cannot exceed 40 (there are ${all.length})`,
          },
        ]
      : []),
    ...(letters > 4000
      ? [
          {
            path: ['components'],
            code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
            message: `Components displayable text size exceeds maximum size of 4000 (it is ${letters})`,
          },
        ]
      : []),
  ];
}

function repeatedIds(all: readonly Place[]): Issue[] {
  const seen = { custom_id: new Set<unknown>(), id: new Set<unknown>() };
  return all.flatMap(({ node, path }) =>
    (['custom_id', 'id'] as const).flatMap((field): Issue[] => {
      const value = node[field];
      if (value === undefined || value === 0) return [];
      if (!seen[field].has(value)) {
        seen[field].add(value);
        return [];
      }
      const code = field === 'id' ? 'COMPONENT_ID_DUPLICATED' : 'COMPONENT_CUSTOM_ID_DUPLICATED';
      return [{ path: [...path, field], code, message: 'Component custom id cannot be duplicated' }];
    }),
  );
}

/** What shows a file: galleries, thumbnails and file components, with the url each names. */
export function mediaIn(
  components: unknown,
): { readonly url: string; readonly path: readonly PropertyKey[]; readonly type: number }[] {
  return everyComponent(components).flatMap(({ node, path }) => {
    const at = (field: string, value: unknown) =>
      value && typeof value === 'object' && 'url' in value
        ? [{ url: String(value.url), path: [...path, ...field.split('.'), 'url'], type: node.type }]
        : [];
    if (node.type === ComponentType.File) return at('file', node.file);
    if (node.type === ComponentType.Thumbnail) return at('media', node.media);
    if (node.type !== ComponentType.MediaGallery || !Array.isArray(node.items)) return [];
    return node.items.flatMap((item: { media?: unknown }, index) => at(`items.${index}.media`, item.media));
  });
}

/** Each component gets a number where the sender gave none, as Discord's answers have it. */
export function numbered<Components>(components: Components): Components {
  const taken = new Set(everyComponent(components).map(({ node }) => node.id));
  let last = 0;
  const next = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isNode(value)) return value;
    const id = value.id || next();
    const inner = ['components', 'accessory', 'component'].filter((field) => value[field] !== undefined);
    return { ...value, id, ...Object.fromEntries(inner.map((field) => [field, walk(value[field])])) };
  };
  return walk(components) as Components; // the same tree, with ids
}
