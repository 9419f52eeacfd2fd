import { describe, expect, test } from '@jest/globals';
import { GIVEN_AT } from '../kernel/given.ts';
import { guestId, later, orderId, otherOrderId, storeId } from './given-table.suite.ts';
import type { GuestRows } from './ports.ts';

/** What any implementation of the plain collections does. `fresh` answers empty ones. */
export const describeGuestRows = (name: string, fresh: () => Promise<GuestRows>): void => {
  describe(`guests' plain collections: ${name}`, () => {
    const phone = { storeId, guestId: guestId(), orderId, seenAt: GIVEN_AT };
    const set = { storeId, orderId, pinEpoch: 1 };

    test('[GST-9] a phone is put once and never replaced', async () => {
      const { phones } = await fresh();
      expect(await phones.find(storeId, guestId())).toBeUndefined();
      expect(await phones.putOnce(phone)).toEqual(phone);
      expect(await phones.putOnce({ ...phone, orderId: otherOrderId, seenAt: later(1) })).toEqual(phone);
      expect(await phones.find(storeId, guestId())).toEqual(phone);
    });

    test('[GST-9] of many at once one is put, and all hear which', async () => {
      const { phones } = await fresh();
      const orders = Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? orderId : otherOrderId));
      const answers = await Promise.all(orders.map((one) => phones.putOnce({ ...phone, orderId: one })));
      expect(new Set(answers.map((answer) => answer.orderId)).size).toBe(1);
    });

    test('[GST-24] notes when a phone was last heard of', async () => {
      const { phones } = await fresh();
      await phones.seen(storeId, guestId(), later(5)); // of nobody: nothing to note
      await phones.putOnce(phone);
      await phones.seen(storeId, guestId(), later(5));
      expect(await phones.find(storeId, guestId())).toEqual({ ...phone, seenAt: later(5) });
    });

    test('[GST-11] counts each command once, set by set, many at once', async () => {
      const { pinTries } = await fresh();
      expect(await pinTries.count(set)).toBe(0);
      const ids = Array.from({ length: 20 }, (_, n) => `command ${n % 7}`);
      await Promise.all(ids.map((id) => pinTries.add(set, id, GIVEN_AT)));
      expect(await pinTries.count(set)).toBe(7);
      expect(await pinTries.add(set, 'command 0', GIVEN_AT)).toBe(7);
      expect(await pinTries.add(set, 'another', GIVEN_AT)).toBe(8);
      expect(await pinTries.count({ ...set, pinEpoch: 2 })).toBe(0);
      expect(await pinTries.count({ ...set, orderId: otherOrderId })).toBe(0);
    });
  });
};
