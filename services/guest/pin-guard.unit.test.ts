import { CommandId } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import type { Receipt, Service } from '../kernel/definition.ts';
import { GIVEN_AT } from '../kernel/given.ts';
import { Refusal } from '../kernel/refusal.ts';
import { guestId, join, orderId, otherOrderId, storeId, stream } from './given-table.suite.ts';
import { createMemoryGuestRows } from './memory-rows.ts';
import { withPinGuard } from './pin-guard.ts';

const uuidOf = (n: number) => CommandId.parse(`00000000-0000-4000-8004-${String(n).padStart(12, '0')}`);
const context = { by: { kind: 'guest', id: 'phone' }, may: () => true } as const;
const receipt: Receipt = { stream, version: 1 };
const wrongPin = () => new Refusal('guest.wrong_pin', 'no', { details: { pinEpoch: 1 } });
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** A guard before a service that does what the test says, with a collection that takes its time. */
const guarded = (handle: Service['handle']) => {
  const { pinTries } = createMemoryGuestRows();
  const slow: typeof pinTries = {
    count: (set) => pinTries.count(set),
    add: async (...tried) => {
      await turns(10);
      return pinTries.add(...tried);
    },
  };
  const service: Service = { name: 'guest', owns: ['guest'], streamOf: () => stream, handle };
  const guard = withPinGuard(service, { storeId, pinTries: slow, clock: () => new Date(GIVEN_AT) });
  const tryPin = (n: number, more: Parameters<typeof join>[0] = {}) =>
    guard.handle({ id: uuidOf(n), command: join({ guestId: guestId(n), pin: '123456', ...more }) }, context);
  return { guard, tryPin, pinTries };
};

describe('counting wrong digits', () => {
  test('[GST-12] no try is looked at before the one before it is counted; other orders do not wait', async () => {
    const looked: string[] = [];
    const { tryPin, pinTries } = guarded(async ({ command }) => {
      if (command.type !== 'guest.join') return receipt;
      const counted = await pinTries.count({ storeId, orderId: command.orderId, pinEpoch: 1 });
      looked.push(`${command.orderId === orderId ? 'here' : 'there'} after ${counted}`);
      throw wrongPin();
    });
    await Promise.allSettled([tryPin(1), tryPin(2), tryPin(3), tryPin(4, { orderId: otherOrderId })]);
    expect(looked).toEqual(['here after 0', 'there after 0', 'here after 1', 'here after 2']);
  });

  test('[GST-11] counts wrong digits, and nothing else that is refused or goes wrong', async () => {
    const answers: (() => Receipt)[] = [
      () => receipt,
      () => {
        throw new Refusal('guest.table_full', 'no');
      },
      () => {
        throw new Refusal('guest.wrong_pin', 'none were brought');
      },
      () => {
        throw new Error('outage');
      },
      () => {
        throw wrongPin();
      },
    ];
    const { tryPin, pinTries } = guarded(async () => (answers.shift() ?? (() => receipt))());
    for (let n = 0; n < 5; n += 1) await tryPin(n).catch(() => undefined);
    expect(await pinTries.count({ storeId, orderId, pinEpoch: 1 })).toBe(1);
  });

  test('[GST-12] the answer stays that the digits were wrong when there is nothing to renew any more', async () => {
    const { tryPin, pinTries } = guarded(async ({ command }) => {
      throw command.type === 'guest.join' ? wrongPin() : new Refusal('order.closed', 'it ended');
    });
    for (let n = 0; n < 4; n += 1) await pinTries.add({ storeId, orderId, pinEpoch: 1 }, `${n}`, GIVEN_AT);
    await expect(tryPin(5)).rejects.toMatchObject({ code: 'guest.wrong_pin' });
  });

  test('[GST-12] an outage while they are renewed is no refusal', async () => {
    const { tryPin, pinTries } = guarded(async ({ command }) => {
      throw command.type === 'guest.join' ? wrongPin() : new Error('outage');
    });
    for (let n = 0; n < 4; n += 1) await pinTries.add({ storeId, orderId, pinEpoch: 1 }, `${n}`, GIVEN_AT);
    await expect(tryPin(5)).rejects.toThrow('outage');
  });

  test('[GST-11] what brings no digits passes as it is', async () => {
    const { guard } = guarded(async ({ id }) => ({ ...receipt, result: { id } }));
    const sent = { id: uuidOf(1), command: { type: 'guest.endAll', orderId } } as const;
    expect(await guard.handle(sent, context)).toEqual({ ...receipt, result: { id: uuidOf(1) } });
    expect(await guard.handle({ id: uuidOf(2), command: join() }, context)).toMatchObject({ version: 1 });
  });
});
