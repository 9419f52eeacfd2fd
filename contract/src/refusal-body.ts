import * as z from 'zod';

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
