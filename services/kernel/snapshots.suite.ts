import type { OrderId } from '@cafe/contract';
import { type AnyState, orderStream, receiptsStream, type StreamName } from '@cafe/contract/folds';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { EventLog } from './event-log.ts';
import { bench, commit, counted, STORE } from './kernel-fixture.suite.ts';
import { createMemoryEventLog } from './memory-event-log.ts';
import type { SnapshotStore } from './snapshots.ts';
import type { StreamFold } from './stream-cache.ts';

/** Counts parts, whatever is in them; `folded` tells how many it folded. */
const countingFold = (version: number) => {
  const folded: number[] = [];
  const fold: StreamFold = {
    initial: () => ({ parts: 0 }) as unknown as AnyState,
    part: (_stream, state) => {
      const { parts } = state as unknown as { parts: number };
      folded.push(parts + 1);
      return { parts: parts + 1 } as unknown as AnyState;
    },
    version: () => version,
  };
  return { fold, folded };
};

/** Snapshots on any store of them. Call it once per store; `create` gives an empty one each time. */
export const describeSnapshots = (name: string, create: () => Promise<SnapshotStore>): void => {
  describe(`snapshots: ${name}`, () => {
    const ENDLESS = receiptsStream(STORE);
    let snapshots: SnapshotStore;
    let log: EventLog;
    beforeEach(async () => {
      snapshots = await create();
      log = createMemoryEventLog(STORE);
    });
    const grow = async (stream: StreamName, from: number, to: number): Promise<void> => {
      const count = to - from + 1;
      await log.insert(
        Array.from({ length: count }, (_, n) =>
          commit(from + n, [], { parts: [{ stream, version: from + n, events: [counted(1, 1)] }] }),
        ),
      );
    };
    const started = (version = 1) => {
      const { fold, folded } = countingFold(version);
      return { ...bench({ log, snapshots, cache: { fold } }), folded };
    };

    test('[DER-6] are kept every 500 commits, and a start folds from there', async () => {
      const first = started();
      await first.kernel.state(ENDLESS);
      await grow(ENDLESS, 1, 1_050);
      await first.kernel.sweep();
      while ((await snapshots.load(ENDLESS))?.version !== 1_000) await first.time.advance(0);
      const second = started();
      expect(await second.kernel.state(ENDLESS)).toMatchObject({ version: 1_050, state: { parts: 1_050 } });
      expect(second.folded[0]).toBe(1_001);
      expect(second.folded).toHaveLength(50);
    });

    test('[DER-6] of another fold version are ignored', async () => {
      await snapshots.save({
        stream: ENDLESS,
        version: 5,
        foldVersion: 1,
        state: { parts: 5_000 } as unknown as AnyState,
      });
      await grow(ENDLESS, 1, 7);
      expect((await started(1).kernel.state(ENDLESS)).state).toEqual({ parts: 5_002 });
      expect((await started(2).kernel.state(ENDLESS)).state).toEqual({ parts: 7 });
    });

    test('[DER-6] are never replaced by earlier ones, but by those of another fold', async () => {
      const state = { parts: 1 } as unknown as AnyState;
      await snapshots.save({ stream: ENDLESS, version: 1_000, foldVersion: 1, state });
      await snapshots.save({ stream: ENDLESS, version: 500, foldVersion: 1, state });
      expect((await snapshots.load(ENDLESS))?.version).toBe(1_000);
      await snapshots.save({ stream: ENDLESS, version: 500, foldVersion: 2, state });
      expect(await snapshots.load(ENDLESS)).toEqual({ stream: ENDLESS, version: 500, foldVersion: 2, state });
    });

    test('[DER-6] of a stream that ends there are none', async () => {
      const { kernel, time } = started();
      const bill = orderStream(STORE as string as OrderId); // an id like any other
      await kernel.state(bill);
      await grow(bill, 1, 500);
      await kernel.sweep();
      await time.advance(0);
      expect(kernel.peek(bill)?.version).toBe(500);
      expect(await snapshots.load(bill)).toBeUndefined();
    });
  });
};
