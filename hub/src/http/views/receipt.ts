import { RefusalBody, Stream } from '@cafe/contract';
import * as z from 'zod';

/** The answer to a command that is durable. */
export const CommandReceipt = z.object({
  /** The id of what was made, where something was. */
  id: z.string().optional(),
  stream: Stream,
  version: z.int().nonnegative(),
  result: z.record(z.string(), z.unknown()).optional(),
});

/** A refusal as RFC 9457 has it, with the members of a socket's refusal beside. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  ...RefusalBody.shape,
  requestId: z.string(),
});
