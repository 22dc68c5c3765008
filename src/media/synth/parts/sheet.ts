/** What every player reads from: the form, the style and the chords. */
import type { Form } from '../form.ts';
import type { ChordSpan } from '../harmony.ts';
import type { Style } from '../styles/style.ts';

export type Sheet = { readonly form: Form; readonly style: Style; readonly spans: readonly ChordSpan[] };
