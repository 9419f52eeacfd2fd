import { kindOf, type StreamName } from '@cafe/contract/folds';
import type { EventLog } from './event-log.ts';
import { inGroups } from './groups.ts';
import type { ReadModels } from './read-models.ts';
import type { RowMark, RowStore } from './row-store.ts';
import type { StreamLoader } from './stream-loader.ts';

export interface RebuildOptions {
  readonly log: EventLog;
  readonly loader: StreamLoader;
  readonly readModels: ReadModels;
  readonly rows: RowStore;
}

/**
 * Makes every row of the read models again from the log. Resolves with how many streams were folded.
 *
 * Safe beside a running hub, and safe to be stopped at any moment: nothing is taken away first. Rows are written over, and removed at the
 * end only where the log, read once more, has nothing that stands for them.
 */
export const createRebuild = ({ log, loader, readModels, rows }: RebuildOptions): (() => Promise<number>) => {
  /** How far each row made was folded. */
  const makeAll = async (streams: readonly StreamName[]): Promise<ReadonlyMap<string, number>> => {
    const made = new Map<string, number>();
    for (const group of inGroups(streams)) {
      for (const { stream, state, version } of await loader.fold(group)) {
        for (const [collection, fresh] of readModels.rowsOf(stream, { state, version })) {
          await rows.write(collection, fresh);
          for (const { _id } of fresh) made.set(`${collection}/${_id}`, version);
        }
      }
    }
    return made;
  };

  /** Looks at rows again that were not made, or are newer than what was made: they are a running hub's, or nobody's. */
  const settle = async (collection: string, odd: readonly RowMark[]): Promise<void> => {
    for (const group of inGroups([...new Set(odd.map(({ stream }) => stream))])) {
      for (const { stream, state, version } of await loader.fold(group)) {
        const fresh = version === 0 ? [] : (readModels.rowsOf(stream, { state, version }).get(collection) ?? []);
        const isNobodys = (row: RowMark) => row.foldedTo > version || !fresh.some(({ _id }) => _id === row._id);
        await rows.remove(
          collection,
          odd.filter((row) => row.stream === stream && isNobodys(row)),
        );
        await rows.write(collection, fresh);
      }
    }
  };

  return async () => {
    const streams = [...(await log.heads()).keys()].filter((stream) => readModels.covers(kindOf(stream)));
    const made = await makeAll(streams);
    for (const collection of readModels.collections) {
      const stored = await rows.stored(collection);
      await settle(
        collection,
        stored.filter(({ _id, foldedTo }) => foldedTo > (made.get(`${collection}/${_id}`) ?? -1)),
      );
    }
    return streams.length;
  };
};
