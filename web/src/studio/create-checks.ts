/** The rules of a brief as the server has them, fetched once somebody fills in the form: zod is no part of the first load. */
import type { Resolver } from 'react-hook-form';
import type { OrderValues } from './create-draft.ts';

type OrderResolver = Resolver<OrderValues>;

/** What was left empty counts as left out. */
export function createOrderChecks(): OrderResolver {
  const loading: { brief: ReturnType<typeof loadBrief> | null } = { brief: null };
  return async (values) => {
    loading.brief ??= loadBrief();
    const Brief = await loading.brief.catch((): null => null);
    // Offline, say: the form can be tried again.
    if (Brief === null) {
      loading.brief = null;
      return { values, errors: {} };
    }
    const result = Brief.safeParse({
      ...values,
      brandColor: values.brandColor.trim() === '' ? undefined : values.brandColor,
      callToAction: values.callToAction.trim() || null,
      tone: values.tone.trim() || null,
    });
    if (result.success) return { values, errors: {} };
    const said = new Map(result.error.issues.toReversed().map(({ path, message }) => [String(path[0]), message]));
    if (values.brandColor.trim() === '') said.set('brandColor', 'Choose the colour of the brand.');
    return {
      values: {},
      errors: Object.fromEntries([...said].map(([name, message]) => [name, { type: 'brief', message }])),
    };
  };
}

/**
 * Before zod is there it is told not to write code at runtime, which the page forbids: it looks for its settings under this
 * name (zod 4.6.7, v4/core/core.js). Told through `config` of the package, the bundler would have to part zod in two.
 */
async function loadBrief() {
  Reflect.set(globalThis, '__zod_globalConfig', { jitless: true });
  const { Brief } = await import('../../../src/ad/brief.ts');
  return Brief;
}
