import type { CommandId, SessionId } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { idOf, orderId } from './fake-hub.suite.ts';
import type { OutboxStore, QueuedCommand } from './outbox-store.ts';

/** Commands for tests. */
export const queued = (number: number): QueuedCommand => ({
  id: idOf<CommandId>(number),
  command: { type: 'order.close', orderId: orderId(number) },
  session: idOf<SessionId>(71),
  queuedAtMs: number,
});

const refusal = { code: 'order.balance_due', message: 'not yet', retryable: false };

/** What any {@link OutboxStore} must do. `open` opens the same place each time; what it gave before was closed or is dead. */
export const describeOutboxStore = (name: string, open: () => Promise<OutboxStore>): void => {
  describe(`outbox store: ${name}`, () => {
    test('[SDK-50] what was put is there after a crash, in its order, with its session', async () => {
      const store = await open();
      await Promise.all([1, 2, 3].map((number) => store.put(queued(number))));
      expect(await (await open()).adopt()).toEqual([1, 2, 3].map(queued));
    });

    test('[SDK-50] what was removed is not, and an id that is put again is there once', async () => {
      const store = await open();
      const writes = [store.put(queued(1)), store.put(queued(2)), store.put(queued(2)), store.remove(queued(1).id)];
      await Promise.all(writes);
      await store.remove(queued(7).id);
      expect(await (await open()).adopt()).toEqual([queued(2)]);
    });

    test('[SDK-54] what was refused is there with its reason until it is removed', async () => {
      const store = await open();
      await store.put(queued(1));
      await store.refuse(queued(1).id, refusal);
      const next = await open();
      expect(await next.adopt()).toEqual([{ ...queued(1), refusal }]);
      await next.remove(queued(1).id);
      expect(await (await open()).adopt()).toEqual([]);
    });

    test('[SDK-52] what somebody takes over nobody else does', async () => {
      const store = await open();
      await store.put(queued(1));
      const next = await open();
      expect(await next.adopt()).toHaveLength(1);
      expect(await next.adopt()).toEqual([]);
    });
  });
};
