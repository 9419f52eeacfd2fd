import type { StoreId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';

import type { Deadline, Receipt } from './definition.ts';
import type { AnyDefinition, Envelope } from './receipts.ts';
import { Refusal } from './refusal.ts';
import type { CachedStream, StreamCache } from './stream-cache.ts';
import { uuidV5 } from './uuid-v5.ts';

/** How often folds are looked through for what has become due. */
export const DEADLINES_EVERY_MS = 1_000;
/** So many tried ids are remembered, so that what is refused is not asked every second. */
const MAX_TRIED = 4_096;

export interface Deadlines {
  /** Sends the command of every deadline that has passed. Returns at once. */
  tick(): void;
}

export interface DeadlinesOptions {
  readonly storeId: StoreId;
  readonly cache: StreamCache;
  readonly definitions: () => Iterable<AnyDefinition>;
  readonly clock: () => Date;
  readonly report: (error: unknown) => void;
  readonly execute: (definition: AnyDefinition, envelope: Envelope) => Promise<Receipt>;
}

/**
 * What time does is a commit like any other. Its command id follows from stream, version and kind, so any number of
 * processes that see the same version make one; one that sees another version finds nothing left to do.
 */
export const createDeadlines = ({
  storeId,
  cache,
  definitions,
  clock,
  report,
  execute,
}: DeadlinesOptions): Deadlines => {
  const tried = new Set<string>();

  const fire = (definition: AnyDefinition, { stream, version, deadline }: Due): void => {
    const id = uuidV5(`${stream}#${version}#${deadline.kind}`, storeId);
    if (tried.has(id)) return;
    if (tried.size >= MAX_TRIED) tried.clear();
    tried.add(id);
    execute(definition, { id, command: deadline.command }).catch((error: unknown) => {
      // Due no longer, or not yet certain: the latter is tried again, with the same id.
      if (!(error instanceof Refusal)) report(error);
      if (!(error instanceof Refusal) || error.retryable) tried.delete(id);
    });
  };
  /** What is due in a stream. A definition that fails on one stream is reported, and the others are looked at. */
  const dueIn = (definition: AnyDefinition, { stream, version, state }: CachedStream, now: string): readonly Due[] => {
    try {
      const deadlines = definition.deadlines?.(stream, state) ?? [];
      return deadlines.filter(({ at }) => at <= now).map((deadline) => ({ stream, version, deadline }));
    } catch (error) {
      report(error);
      return [];
    }
  };
  return {
    tick() {
      const now = clock().toISOString();
      const streams = [...cache.all()];
      for (const definition of definitions()) {
        if (!definition.deadlines) continue;
        for (const cached of streams) for (const due of dueIn(definition, cached, now)) fire(definition, due);
      }
    },
  };
};

interface Due {
  readonly stream: StreamName;
  readonly version: number;
  readonly deadline: Deadline;
}
