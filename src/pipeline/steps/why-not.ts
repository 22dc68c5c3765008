/** The sentence that says why a maker could not make something. Pure. */
import { AdgenError } from '../../ad/errors.ts';

/** The maker's own, when it was meant for people and is a whole sentence; else `otherwise`. */
export function whyNot(error: unknown, otherwise: string): string {
  if (!(error instanceof AdgenError) || error.code !== 'step-failed') return otherwise;
  return /[.?!]$/.test(error.message) ? error.message : otherwise;
}
