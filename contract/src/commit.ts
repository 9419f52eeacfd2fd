import * as z from 'zod';
import { By } from './actor.ts';
import { DomainEvent } from './events.ts';
import { BusinessDay, CommandId, Instant, StoreId } from './scalars.ts';
import type { StreamName } from './streams.ts';

/** The name of a stream, as it stands in documents and on the wire. */
export const Stream = z
  .string()
  .regex(/^(order|floor|receipts|menu|stock|staff|store):[0-9a-f-]{36}$/)
  // The pattern is StreamName spelt out; zod types a matched string as any string.
  .meta({ id: 'Stream' }) as unknown as z.ZodType<StreamName, StreamName>;

/** What one commit adds to one stream. `version` counts a stream's parts from 1 without gaps. */
export const CommitPart = z.object({
  stream: Stream,
  version: z.int().positive(),
  events: z.array(DomainEvent),
});
export type CommitPart = Readonly<z.infer<typeof CommitPart>>;

/**
 * One change, whole: what one command did to one or more streams. It is one document, inserted whole or not at all.
 * `bodyHash` is the SHA-256 of the command in canonical JSON; `facts` are the versions of the streams that were read
 * without being written.
 */
export const Commit = z.object({
  storeId: StoreId,
  parts: z.array(CommitPart).min(1),
  at: Instant,
  businessDay: BusinessDay,
  by: By,
  commandId: CommandId,
  bodyHash: z.string(),
  facts: z.record(z.string(), z.int()).optional(),
});
export type Commit = Readonly<z.infer<typeof Commit>>;
