import type { Instant, ServiceName } from '@cafe/contract';
import { kindOf, type StreamName } from '@cafe/contract/folds';
import { type EventLog, parseKey } from './event-log.ts';
import { inGroups } from './groups.ts';
import type { ReadModels } from './read-models.ts';
import type { Checkpoint, RowStore } from './row-store.ts';
import type { StreamLoader } from './stream-loader.ts';

/** How often a process notes how far its rows are written. */
export const CHECKPOINT_EVERY_MS = 10_000;
/**
 * How far behind the oldest unwritten change a checkpoint stays: clocks of processes differ, and a commit is dated when it
 * is decided, which may be a while before it is in.
 */
const MARGIN_MS = 60_000;
/** A checkpoint not moved for so long belongs to a process that is gone. */
const GONE_AFTER_MS = 6 * CHECKPOINT_EVERY_MS + MARGIN_MS;
const THE_BEGINNING: Instant = '1970-01-01T00:00:00.000Z';

export interface CatchUpOptions {
  readonly log: EventLog;
  readonly loader: StreamLoader;
  readonly readModels: ReadModels;
  readonly rows: RowStore;
  /** Whose rows this process writes. What others write, others catch up for. */
  readonly services: readonly ServiceName[];
  readonly clock: () => Date;
  /** This process's name among the checkpoints; another at each start. */
  readonly process: string;
  /** Hears, once, that everything in the log made at or before a moment is marked; ms since the epoch. */
  readonly caughtUp: (to: number) => void;
}

/** What keeps read models whole over a crash: the process that let a commit out may die before it wrote the rows. */
export interface CatchUp {
  /** Marks every stream changed since the oldest checkpoint; everything, where there is none. Resolves when all are marked. */
  start(): Promise<void>;
  /** Notes how far rows are written, so that the next start folds only what came after. */
  checkpoint(): Promise<void>;
}

/** The moment behind which every one of these services' rows is written; undefined where one of them was never written. */
const oldestOf = (found: readonly Checkpoint[], services: readonly ServiceName[]): Instant | undefined => {
  if (services.some((name) => !found.some(({ service }) => service === name))) return undefined;
  return found.map(({ at }) => at).sort()[0];
};

export const createCatchUp = (options: CatchUpOptions): CatchUp => {
  const { log, loader, readModels, rows, services, clock, process, caughtUp } = options;
  /** Those this process found and caught up for: dropped as soon as it is sure that nobody moves them any more. */
  let found: readonly Checkpoint[] = [];
  const checkpoint = async (): Promise<void> => {
    const at = new Date(readModels.asOf().getTime() - MARGIN_MS).toISOString();
    for (const service of services) await rows.saveCheckpoint({ process, service, at });
    await dropGone();
  };
  const changedSince = async (at: Instant | undefined): Promise<readonly StreamName[]> => {
    const streams =
      at === undefined ? [...(await log.heads()).keys()] : (await log.since(at)).map((key) => parseKey(key).stream);
    return [...new Set(streams)].filter((stream) => readModels.covers(kindOf(stream)));
  };
  /** A checkpoint that moved since is not dropped: its process lives. */
  const dropGone = async (): Promise<void> => {
    const before = new Date(clock().getTime() - GONE_AFTER_MS).toISOString();
    for (const gone of found.filter(({ at }) => at < before)) await rows.dropCheckpoint(gone);
    found = found.filter(({ at }) => at >= before);
  };
  return {
    async start() {
      found = (await rows.checkpoints()).filter(({ service }) => services.includes(service));
      const oldest = oldestOf(found, services);
      const since = oldest ?? THE_BEGINNING;
      const startedAt = clock().getTime();
      for (const streams of inGroups(await changedSince(oldest))) {
        for (const { stream, state, version } of await loader.fold(streams)) {
          readModels.markStream(stream, { state, version, since });
        }
        // Group by group: the folds of a busy day together would not fit into memory.
        await readModels.flush();
      }
      caughtUp(startedAt);
      await checkpoint();
    },
    checkpoint,
  };
};
