/** What somebody wants who speaks of linking a chat to an account. */
import { z } from 'zod';

export const LinkWish = z.discriminatedUnion('kind', [
  /** SHA-256 of the code's signs, as `link_code_hash` in SQL makes it: the code itself is kept nowhere. */
  z.strictObject({ kind: z.literal('use'), codeHash: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Meant as a code, and none. */
  z.strictObject({ kind: z.literal('unreadable') }),
  /** Without a code. */
  z.strictObject({ kind: z.literal('how') }),
  z.strictObject({ kind: z.literal('end') }),
]);
export type LinkWish = z.infer<typeof LinkWish>;
