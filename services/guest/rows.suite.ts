import { describe, expect, test } from '@jest/globals';
import { guestId, orderId, otherOrderId, storeId } from './given-table.suite.ts';
import type { GuestRows } from './ports.ts';

/** Far ahead: the store itself forgets what nobody was heard of for a day, by its own clock, and must not do so under a test. */
const NOON = '2096-11-23T12:00:00.000Z';
const minutesAfter = (minutes: number): string => new Date(Date.parse(NOON) + minutes * 60_000).toISOString();

/** What any implementation of the plain collections does. `fresh` answers empty ones. */
export const describeGuestRows = (name: string, fresh: () => Promise<GuestRows>): void => {
  describe(`guests' plain collections: ${name}`, () => {
    const phone = { storeId, guestId: guestId(), orderId, seenAt: NOON };
    const set = { storeId, orderId, pinEpoch: 1 };

    test('[GST-9] a phone is put once and never replaced', async () => {
      const { phones } = await fresh();
      expect(await phones.find(storeId, guestId())).toBeUndefined();
      expect(await phones.putOnce(phone)).toEqual(phone);
      expect(await phones.putOnce({ ...phone, orderId: otherOrderId, seenAt: minutesAfter(1) })).toEqual(phone);
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
      await phones.seen(storeId, guestId(), minutesAfter(5)); // of nobody: nothing to note
      await phones.putOnce(phone);
      await phones.seen(storeId, guestId(), minutesAfter(5));
      expect(await phones.find(storeId, guestId())).toEqual({ ...phone, seenAt: minutesAfter(5) });
    });

    test('[GST-11] counts each command once, set by set, many at once', async () => {
      const { pinTries } = await fresh();
      expect(await pinTries.count(set)).toBe(0);
      const ids = Array.from({ length: 20 }, (_, n) => `command ${n % 7}`);
      await Promise.all(ids.map((id) => pinTries.add(set, id, NOON)));
      expect(await pinTries.count(set)).toBe(7);
      expect(await pinTries.add(set, 'command 0', NOON)).toBe(7);
      expect(await pinTries.add(set, 'another', NOON)).toBe(8);
      expect(await pinTries.count({ ...set, pinEpoch: 2 })).toBe(0);
      expect(await pinTries.count({ ...set, orderId: otherOrderId })).toBe(0);
    });
  });
};
