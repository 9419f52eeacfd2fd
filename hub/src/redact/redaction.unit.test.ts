import type { Audience, DomainEvent, Part } from '@cafe/contract';
import { initialStore, orderStream, storeStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AUDIENCES } from '../rooms.ts';
import { AT, bill, line, ORDER, STORE } from '../test-bill.suite.ts';
import { partAsSeenBy, stateAsSeenBy } from './as-seen-by.ts';
import { foldAll } from './fold-all.suite.ts';
import { bills } from './random-bill.suite.ts';

const secretsIn = (value: unknown): string => JSON.stringify(value);

describe.each(AUDIENCES.map((audience) => ({ audience })))('for $audience', ({ audience }) => {
  test('[RED-1] the fold of the redacted bill is the redacted fold, after every part', () => {
    const stream = orderStream(ORDER);
    fc.assert(
      fc.property(bills, (parts) => {
        for (let count = 1; count <= parts.length; count += 1) {
          const seen = parts.slice(0, count).map((part) => partAsSeenBy(audience, part));
          const shown = stateAsSeenBy(audience, stream, foldAll(stream, parts.slice(0, count)));
          expect(foldAll(stream, seen)).toEqual(shown);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('[RED-1] likewise of the store’s settings', () => {
    const stream = storeStream(STORE);
    const changes = fc.record(
      { name: fc.constantFrom('A', 'B'), currency: fc.constantFrom('EUR', 'USD'), guestsPerTable: fc.nat(9) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 8 }), (all) => {
        const parts = all.map((fields, index): Part => {
          const event = { type: 'store.configured', ...fields } as DomainEvent; // a few of its settings
          return { stream, version: index + 1, events: [event], at: AT, by: { kind: 'staff', id: 'olga' } };
        });
        const seen = parts.map((part) => partAsSeenBy(audience, part));
        expect(foldAll(stream, seen)).toEqual(stateAsSeenBy(audience, stream, foldAll(stream, parts)));
      }),
    );
  });

  test('[RED-4] no part is left out', () => {
    fc.assert(
      fc.property(bills, (parts) => {
        const seen = parts.map((part) => partAsSeenBy(audience, part));
        expect(seen.map(({ version }) => version)).toEqual(parts.map(({ version }) => version));
      }),
      { numRuns: 50 },
    );
  });
});

const stream = orderStream(ORDER);
const part = (...events: DomainEvent[]): Part => ({
  stream,
  version: 7,
  events,
  at: AT,
  by: { kind: 'staff', id: 'staff-id-of-ana', deviceId: 'device-id' as never, approvedBy: 'id-of-mara' as never },
});
const voiding: DomainEvent = {
  type: 'order.linesVoided',
  lines: [{ lineId: line('fired').lineId, quantity: 1, prepared: true }],
  reason: 'cook dropped it',
  totals: bill().totals,
};
const paying: DomainEvent = {
  type: 'payment.created',
  paymentId: 'p' as never,
  method: { kind: 'cash', tendered: 987_654, change: 87_654 },
  amount: 900_000,
};

const hidden = ['staff-id-of-ana', 'device-id', 'id-of-mara', 'cook dropped it', '987654', '87654'];

test.each<Audience>(['guest', 'public'])('[RED-2] %s sees no staff, devices, reasons or tendered cash', (audience) => {
  const seen = secretsIn(partAsSeenBy(audience, part(voiding, paying)));
  expect(hidden.filter((secret) => seen.includes(secret))).toEqual([]);
  const state = foldAll(stream, [
    {
      ...part({ type: 'order.opened', waiting: false, serviceType: 'counter', businessDay: '2026-11-23' }),
      version: 1,
    },
    part({ type: 'order.linesAdded', lines: [line('draft')] }),
    part(voiding, paying),
  ]);
  expect(hidden.filter((secret) => secretsIn(stateAsSeenBy(audience, stream, state)).includes(secret))).toEqual([]);
});

test('[RED-2] staff see all of it', () => {
  expect(hidden.filter((secret) => !secretsIn(partAsSeenBy('staff', part(voiding, paying))).includes(secret))).toEqual(
    [],
  );
});

test('[RED-3] the kitchen sees no payments', () => {
  expect(partAsSeenBy('kitchen', part(paying)).events).toEqual([]);
  const paid = bill({ payments: [{ paymentId: 'p' } as never] });
  expect(stateAsSeenBy('kitchen', stream, paid)).toMatchObject({ payments: [] });
});

test('[RED-3] the public sees the open settings and shipped defaults for the rest', () => {
  const settings = { ...initialStore, name: 'Mine', guestsPerTable: 3, guestMaxUnpaid: 1 };
  expect(stateAsSeenBy('public', storeStream(STORE), settings)).toEqual({ ...initialStore, name: 'Mine' });
});

test.each<Audience>(['guest', 'public'])('[RED-2] an event that nobody said %s may see is not shown', (audience) => {
  const later = { type: 'order.noted', note: 'between us' } as unknown as DomainEvent; // of a newer release
  expect(partAsSeenBy(audience, part(later)).events).toEqual([]);
});
