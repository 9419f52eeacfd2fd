import { type By, CommandId, type Commit, type GuestCommand, type GuestMode } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import type { Service } from '../kernel/definition.ts';
import type { EventLog } from '../kernel/event-log.ts';
import { GIVEN_AT, GIVEN_BY } from '../kernel/given.ts';
import { createKernel, type Kernel } from '../kernel/kernel.ts';
import { codeOf } from '../kernel/kernel-fixture.suite.ts';
import { createMemoryEventLog } from '../kernel/memory-event-log.ts';
import { createService } from '../kernel/service.ts';
import { createSteeredTime } from '../kernel/steered-time.ts';
import { createMemoryRows as createUserRows } from '../user/index.ts';
import {
  businessDay,
  guestId,
  hashOf,
  join,
  later,
  openedEvents,
  orderId,
  orders,
  otherOrderId,
  storeEvents,
  storeId,
  stream,
} from './given-table.suite.ts';
import { createGuestService, guestDefinition } from './index.ts';
import { createMemoryGuestRows } from './memory-rows.ts';
import { digitsOf } from './pin-digits.ts';
import type { GuestRows } from './ports.ts';

const KEY = 'k'.repeat(32);
const uuidOf = (n: number) => CommandId.parse(`00000000-0000-4000-8004-${String(n).padStart(12, '0')}`);
const minutes = (n: number) => n * 60_000;

/** The café before the test begins: one commit per stream. */
const seed = async (log: EventLog, mode: GuestMode, isOpen: boolean): Promise<void> => {
  const added = [...storeEvents(mode), ...(isOpen ? openedEvents() : [])];
  const versions = new Map<string, number>();
  const common = { storeId, at: GIVEN_AT, businessDay, by: GIVEN_BY, bodyHash: '' };
  const commits = added.map(([name, events], index): Commit => {
    const version = (versions.get(name) ?? 0) + 1;
    versions.set(name, version);
    return { ...common, commandId: uuidOf(999_900 + index), parts: [{ stream: name, version, events: [...events] }] };
  });
  expect(await log.insert(commits)).toEqual(commits.map(() => 'inserted'));
};

const processOn = async (log: EventLog, shared: { rows: GuestRows; users: ReturnType<typeof createUserRows> }) => {
  const time = createSteeredTime(GIVEN_AT);
  let jumpedMs = 0;
  const clock = () => new Date(time.clock().getTime() + jumpedMs);
  const kernel: Kernel = createKernel({
    storeId,
    log,
    clock,
    timers: time.timers,
    calendar: () => ({ timeZone: 'UTC', dayStart: '04:00' }),
    report: (error) => {
      throw error;
    },
    random: () => 0.5,
    process: 'test',
  });
  const { rows, users } = shared;
  const plain = createService(guestDefinition({ orders, credentials: users.credentials, rows, pinKey: KEY }), kernel);
  const guests = createGuestService({
    rows,
    pinKey: KEY,
    read: async (name) => (await kernel.state(name)).state as never, // the kernel folds a stream by its own fold
    send: (envelope, context) => service.handle(envelope, context),
    mustHold: async () => undefined,
  });
  const service: Service = guests.guarded(plain, { storeId, clock });
  await kernel.start();
  /** The clock goes on by so much, and the timers of the next second run. */
  const jump = (ms: number) => {
    jumpedMs += ms;
    return time.advance(1_000);
  };
  return { kernel, service, guests, clock, jump, users, rows };
};

/** A café on one log: in a mode, its table open or free. */
const cafe = async (mode: GuestMode, { isOpen = true } = {}) => {
  const log = createMemoryEventLog(storeId);
  await seed(log, mode, isOpen);
  const shared = { rows: createMemoryGuestRows(), users: createUserRows() };
  const one = await processOn(log, shared);
  let sent = 0;
  const send = (command: GuestCommand, by: By = { kind: 'guest', id: 'phone' }, id?: CommandId) => {
    sent += 1;
    return one.service.handle({ id: id ?? uuidOf(1_000 + sent), command }, { by, may: () => true });
  };
  const bill = async () => {
    const { state } = await one.kernel.state(stream);
    if (!('status' in state) || !('guests' in state)) throw new Error('no order');
    return state;
  };
  const wrong = (n: number) => join({ guestId: guestId(n), secretHash: hashOf(n), pin: wrongPin(n) });
  return { ...one, log, send, bill, wrong, other: () => processOn(log, shared) };
};

const right = (pinEpoch = 1) => digitsOf(KEY, { orderId, pinEpoch });
/** Digits that are never right in these tests. */
const wrongPin = (n: number): string => {
  const pin = String((Number(right()) + 1 + n) % 1_000_000).padStart(6, '0');
  return pin === right(2) ? '999999' : pin;
};

describe('joining, stored before the commit', () => {
  test('[GST-9] the hash and the order are there when the commit is, and the guest is told how it stands', async () => {
    const { send, users, rows, bill } = await cafe('open');
    expect((await send(join())).result).toEqual({ guestId: guestId(), status: 'active' });
    expect(await users.credentials.findByHash(storeId, hashOf())).toMatchObject({ kind: 'guest', subject: guestId() });
    expect(await rows.phones.find(storeId, guestId())).toMatchObject({ orderId, seenAt: GIVEN_AT });
    expect((await bill()).guests).toHaveLength(1);
  });

  test('[GST-9] a join that is refused stores nothing: the phone may come again for the order it is told', async () => {
    const { send, users, guests } = await cafe('open');
    expect(await codeOf(send(join({ orderId: otherOrderId })))).toBe('guest.other_order');
    expect(await users.credentials.findByHash(storeId, hashOf())).toBeUndefined();
    await send(join());
    expect(await guests.subjectOf(storeId, guestId(), GIVEN_AT)).toMatchObject({ orderId });
  });

  test('[GST-6] the same id with another hash is refused, and opens nothing', async () => {
    const { send, users } = await cafe('open');
    await users.credentials.putOnce({ storeId, kind: 'guest', subject: guestId(), hash: hashOf(5) });
    expect(await codeOf(send(join()))).toBe('guest.exists');
    await send(join({ guestId: guestId(1) }));
    expect(await codeOf(send(join({ guestId: guestId(1), secretHash: hashOf(5) })))).toBe('guest.exists');
  });

  test('[GST-6] the same join sent twice has one effect and one answer', async () => {
    const { send, bill } = await cafe('open');
    const [first, second] = await Promise.all([send(join(), undefined, uuidOf(7)), send(join(), undefined, uuidOf(7))]);
    expect(second).toEqual(first);
    expect((await bill()).guests).toHaveLength(1);
  });

  test('[GST-2] of two phones that ask at a free table at once, with orders of their own, one is told the other', async () => {
    const { send } = await cafe('approve_first', { isOpen: false });
    const answers = await Promise.allSettled([
      send(join()),
      send(join({ orderId: otherOrderId, guestId: guestId(1), secretHash: hashOf(1) })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    const [, second] = answers;
    expect(second?.status === 'rejected' && second.reason).toMatchObject({
      code: 'guest.other_order',
      details: { orderId },
    });
  });
});

describe('the six digits', () => {
  test('[GST-11] the right ones let in', async () => {
    const { send } = await cafe('pin');
    expect((await send(join({ pin: right() }))).result).toMatchObject({ status: 'active' });
  });

  test('[GST-11] a command sent again counts once, and none without digits', async () => {
    const { send, wrong, bill, rows } = await cafe('pin');
    for (let n = 0; n < 9; n += 1) expect(await codeOf(send(wrong(0), undefined, uuidOf(1)))).toBe('guest.wrong_pin');
    for (let n = 1; n < 9; n += 1) expect(await codeOf(send(join()))).toBe('guest.wrong_pin');
    expect(await rows.pinTries.count({ storeId, orderId, pinEpoch: 1 })).toBe(1);
    expect((await bill()).pinEpoch).toBe(1);
  });

  test('[GST-12] five wrong tries make new ones; the old ones open nothing', async () => {
    const { send, wrong, bill } = await cafe('pin');
    for (let n = 0; n < 4; n += 1) await codeOf(send(wrong(n)));
    expect((await bill()).pinEpoch).toBe(1);
    expect(await codeOf(send(wrong(4)))).toBe('guest.wrong_pin');
    expect((await bill()).pinEpoch).toBe(2);
    expect(await codeOf(send(join({ pin: right(1) })))).toBe('guest.wrong_pin');
    expect((await send(join({ pin: right(2) }))).result).toMatchObject({ status: 'active' });
  });

  test('[GST-12] the same wrong digits five times, by one phone, count too', async () => {
    const { send, wrong, bill } = await cafe('pin');
    for (let n = 0; n < 5; n += 1) await codeOf(send(wrong(0)));
    expect((await bill()).pinEpoch).toBe(2);
  });

  test('[GST-12] a hundred tries at once are looked at one after another: the right digits among them open nothing', async () => {
    const { send, wrong, bill } = await cafe('pin');
    const guesses = Array.from({ length: 100 }, (_, n) => (n === 50 ? join({ pin: right() }) : wrong(n)));
    const codes = await Promise.all(guesses.map((command) => codeOf(send(command))));
    expect(new Set(codes)).toEqual(new Set(['guest.wrong_pin']));
    expect((await bill()).guests).toEqual([]);
  });

  test('[GST-12] while nobody could renew them, not even the right ones are looked at', async () => {
    const { send, rows, bill } = await cafe('pin');
    for (let n = 0; n < 5; n += 1) await rows.pinTries.add({ storeId, orderId, pinEpoch: 1 }, `lost ${n}`, GIVEN_AT);
    expect(await codeOf(send(join({ pin: right() })))).toBe('guest.wrong_pin');
    expect((await bill()).pinEpoch).toBe(2); // and the next try has made up for it
  });

  test('[GST-12] two processes make new ones once', async () => {
    const first = await cafe('pin');
    const second = await first.other();
    for (let n = 0; n < 4; n += 1) await codeOf(first.send(first.wrong(n)));
    const fifth = (n: number, service: Service) =>
      codeOf(
        service.handle(
          { id: uuidOf(100 + n), command: first.wrong(n) },
          { by: { kind: 'guest', id: 'phone' }, may: () => true },
        ),
      );
    await Promise.all([fifth(5, first.service), fifth(6, second.service)]);
    await first.kernel.sweep();
    expect((await first.bill()).pinEpoch).toBe(2);
  });

  test('[GST-12] a join that succeeded is answered again as it was, whatever the digits are by now', async () => {
    const { send, bill } = await cafe('pin');
    const receipt = await send(join({ pin: right() }), undefined, uuidOf(1));
    await send({ type: 'guest.renewPin', orderId }, GIVEN_BY);
    expect(await send(join({ pin: right() }), undefined, uuidOf(1))).toEqual(receipt);
    expect((await bill()).guests).toHaveLength(1);
  });
});

describe("a phone's secret", () => {
  test('[GST-25] stands for the guest of the order it joined, in its epoch', async () => {
    const { send, guests } = await cafe('open');
    await send(join());
    expect(await guests.subjectOf(storeId, guestId(), GIVEN_AT)).toEqual({
      kind: 'guest',
      storeId,
      sub: guestId(),
      sid: guestId(),
      orderId,
      epoch: 1,
    });
  });

  test('[GST-9] of a guest the log does not know it opens nothing', async () => {
    const { guests, rows } = await cafe('open');
    expect(await codeOf(guests.subjectOf(storeId, guestId(), GIVEN_AT))).toBe('guest.session_ended');
    await rows.phones.putOnce({ storeId, guestId: guestId(), orderId, seenAt: GIVEN_AT });
    expect(await codeOf(guests.subjectOf(storeId, guestId(), GIVEN_AT))).toBe('guest.session_ended');
    await rows.phones.putOnce({ storeId, guestId: guestId(1), orderId: otherOrderId, seenAt: GIVEN_AT });
    expect(await codeOf(guests.subjectOf(storeId, guestId(1), GIVEN_AT))).toBe('guest.session_ended');
  });

  test('[GST-25] opens nothing after the sessions were ended, and the next guest has the new epoch', async () => {
    const { send, guests } = await cafe('open');
    await send(join());
    await send({ type: 'guest.endAll', orderId }, GIVEN_BY);
    expect(await codeOf(guests.subjectOf(storeId, guestId(), GIVEN_AT))).toBe('guest.session_ended');
    await send(join({ guestId: guestId(1), secretHash: hashOf(1) }));
    expect(await guests.subjectOf(storeId, guestId(1), GIVEN_AT)).toMatchObject({ epoch: 2 });
  });

  test('[GST-24] ends after 90 minutes without a sign of the phone, and its place is free', async () => {
    const { send, guests, bill } = await cafe('open');
    await send(join());
    await guests.subjectOf(storeId, guestId(), later(89));
    await guests.subjectOf(storeId, guestId(), later(178));
    expect(await codeOf(guests.subjectOf(storeId, guestId(), later(268)))).toBe('guest.session_ended');
    expect((await bill()).guests).toMatchObject([{ status: 'expired' }]);
    expect(await codeOf(guests.subjectOf(storeId, guestId(), later(268)))).toBe('guest.session_ended');
  });

  test('[GST-23] the service writes the end of the 6 hours down', async () => {
    const { send, jump, clock, bill, guests } = await cafe('open');
    await send(join());
    await jump(minutes(6 * 60 - 1));
    expect((await bill()).guests).toMatchObject([{ status: 'active' }]);
    await jump(minutes(1));
    expect((await bill()).guests).toMatchObject([{ status: 'expired' }]);
    expect(await codeOf(guests.subjectOf(storeId, guestId(), clock().toISOString()))).toBe('guest.session_ended');
  });
});
