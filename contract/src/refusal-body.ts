import * as z from 'zod';
import { REFUSALS, type RefusalCode } from './refusals.ts';

// Every key of the table is a code; Object.keys only says string.
const codes = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];

/** A refusal code of this version's table. */
export const RefusalCodeEnum = z.enum(codes);

/** A refusal code inside an event or an answer: any text, because a newer hub may have more of them. */
export const RefusalCodeText = z.string().max(60);

/** Why something was refused, as the sender hears it. `retryable`: the same, unchanged, may succeed later. */
export const RefusalBody = z.object({
  code: RefusalCodeText,
  message: z.string(),
  remedy: z.string().optional(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string().optional(),
});
export type RefusalBody = Readonly<z.infer<typeof RefusalBody>>;
