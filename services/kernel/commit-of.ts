import type { Commit, CommitPart, DomainEvent } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Change } from './definition.ts';
import type { CachedDesk } from './desk.ts';
import type { Job } from './receipts.ts';

/** One part per stream, in the order in which the decision first named them. */
export const partsOf = (changes: readonly Change[], desk: CachedDesk): readonly CommitPart[] => {
  const events = new Map<StreamName, readonly DomainEvent[]>();
  for (const change of changes) {
    if (change.events.length === 0) continue;
    const before = events.get(change.stream);
    events.set(change.stream, before ? [...before, ...change.events] : change.events);
  }
  return [...events].map(([stream, all]) => ({ stream, version: desk.version(stream) + 1, events: [...all] }));
};

/** The commit of a decision. The versions of streams that were looked at and not written are kept as its facts. */
export const commitOf = (
  { envelope, context, bodyHash }: Job,
  desk: CachedDesk,
  parts: readonly CommitPart[],
): Commit => {
  const facts = factsOf(desk, parts);
  return {
    storeId: desk.storeId,
    parts: [...parts],
    at: desk.at,
    businessDay: desk.businessDay,
    by: context.by,
    commandId: envelope.id as Commit['commandId'], // the hub's envelope schema made it a command id
    bodyHash,
    ...(facts && { facts }),
  };
};

/** Not all of them with those written deleted again: an object that keys were deleted from is slow ever after. */
const factsOf = (desk: CachedDesk, parts: readonly CommitPart[]): Record<string, number> | undefined => {
  let facts: Record<string, number> | undefined;
  for (const [name, { version }] of desk.seen) {
    if (parts.some(({ stream }) => stream === name)) continue;
    facts ??= {};
    facts[name] = version;
  }
  return facts;
};
