import { beforeEach, describe, expect, test } from '@jest/globals';
import { stream } from './given-log.suite.ts';
import type { Positions } from './positions.ts';

/** What any {@link Positions} must do; `create` gives empty ones each time. */
export const describePositions = (name: string, create: () => Promise<Positions>): void => {
  describe(`positions: ${name}`, () => {
    let positions: Positions;
    beforeEach(async () => {
      positions = await create();
    });

    test('[PUB-3] what is saved is there; of what is not there nothing is said', async () => {
      await positions.save(new Map([[stream(1), 3]]));
      expect([...(await positions.versions([stream(1), stream(2)]))]).toEqual([[stream(1), 3]]);
    });

    test('[PUB-3] a version never goes back, whoever saves last', async () => {
      await positions.save(new Map([[stream(1), 3]]));
      await positions.save(
        new Map([
          [stream(1), 2],
          [stream(2), 1],
        ]),
      );
      expect([...(await positions.versions([stream(1), stream(2)]))].sort()).toEqual([
        [stream(1), 3],
        [stream(2), 1],
      ]);
    });

    test('[PUB-3] nor does the checkpoint, which is not there at first', async () => {
      expect(await positions.checkpoint()).toBeUndefined();
      await positions.saveCheckpoint('2026-11-23T12:00:01.000Z');
      await positions.saveCheckpoint('2026-11-23T12:00:00.000Z');
      expect(await positions.checkpoint()).toBe('2026-11-23T12:00:01.000Z');
    });

    test('saving nothing is saving', async () => {
      await positions.save(new Map());
      expect([...(await positions.versions([stream(1)]))]).toEqual([]);
    });
  });
};
