import type { CommandOf, GuestCommand } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import {
  after,
  asGuest,
  asService,
  billOf,
  closed,
  facts,
  floor,
  guestId,
  inMode,
  join,
  joined,
  later,
  opened,
  orderId,
  type Past,
  statusesOf,
  stream,
  tableId,
  taken,
} from './given-table.suite.ts';

const open = opened(inMode('approve_first'));
const admit = { type: 'guest.admit', orderId } as const;
const remove = { type: 'guest.remove', orderId, guestId: guestId() } as const;
const endAll = { type: 'guest.endAll', orderId } as const;
const renewPin = { type: 'guest.renewPin', orderId } as const;
const leave = { type: 'guest.leave', orderId, guestId: guestId() } as const;
const expire: CommandOf<'guest.expire'> = { type: 'guest.expire', orderId, guestIds: [guestId()] };
const gone = (past: Past, reason: 'left' | 'revoked' | 'expired', n = 0): Past =>
  past.has(stream, [{ type: 'guest.left', guestId: guestId(n), reason }]);

describe('admitting', () => {
  const two = joined(joined(open, 0, 'pending'), 1, 'pending');

  test('[GST-14] lets in all who wait', () => {
    expect(statusesOf(after(joined(two, 2), admit))).toEqual(['active', 'active', 'active']);
    expect(two.when(admit)).toEqual([
      { stream, events: [{ type: 'guest.admitted', guestIds: [guestId(0), guestId(1)] }] },
    ]);
  });

  test('[GST-14] lets in those named, each once', () => {
    const named = { ...admit, guestIds: [guestId(1), guestId(1)] };
    expect(two.when(named)).toEqual([{ stream, events: [{ type: 'guest.admitted', guestIds: [guestId(1)] }] }]);
    const past = after(two, named);
    expect(statusesOf(past)).toEqual(['pending', 'active']);
  });

  test('[GST-14] changes nothing for who was let in before, or where nobody waits', () => {
    expect(joined(open).when({ ...admit, guestIds: [guestId()] })).toEqual([]);
    expect(open.when(admit)).toEqual([]);
  });

  test('[GST-14] is refused for who has gone or was never there', () => {
    const command = { ...admit, guestIds: [guestId()] };
    expect(gone(joined(open), 'left').refusal(command)).toMatchObject({
      code: 'guest.invalid_transition',
      details: { guestId: guestId(), from: 'left', to: 'active', allowed: [] },
    });
    expect(open.when(command)).toBe('guest.not_found');
    const tooLate = joined(open, 0, 'pending').refusal(command, { at: later(6 * 60) });
    expect(tooLate.details).toMatchObject({ from: 'expired' });
  });

  test('[GST-15] opens the waiting order in the same commit, the order before its guests', () => {
    const past = after(inMode('approve_first'), join(), facts());
    const changes = taken(past.when(admit));
    expect(changes.map((change) => [change.stream, change.events.map(({ type }) => type)])).toEqual([
      [stream, ['order.admitted']],
      [floor, ['floor.orderOpened']],
      [stream, ['guest.admitted']],
    ]);
    const admitted = past.after(changes);
    expect(billOf(admitted)).toMatchObject({ status: 'open', displayNumber: 1, guests: [{ status: 'active' }] });
    expect(admitted.state(floor).tables[tableId]).toMatchObject({ state: 'occupied', orderId });
  });

  test('[GST-15] opens it for those named alone, and without guests once they have left', () => {
    const past = joined(after(inMode('approve_first'), join(), facts()), 1, 'pending');
    expect(statusesOf(after(past, { ...admit, guestIds: [guestId(1)] }))).toEqual(['pending', 'active']);
    const left = gone(gone(past, 'left'), 'left', 1);
    expect(billOf(after(left, admit)).status).toBe('open');
  });
});

describe('sending one guest away', () => {
  test('[GST-16] ends the session and changes the digits; the lines stay', () => {
    expect(joined(open).when(remove)).toEqual([
      {
        stream,
        events: [
          { type: 'guest.left', guestId: guestId(), reason: 'revoked' },
          { type: 'guest.pinRenewed', pinEpoch: 2 },
        ],
      },
    ]);
    expect(statusesOf(after(joined(open, 0, 'pending'), remove))).toEqual(['revoked']);
  });

  test('[GST-16] changes nothing a second time', () => {
    expect(after(joined(open), remove).when(remove)).toEqual([]);
  });

  test('[GST-16] is refused for who has gone or was never there', () => {
    expect(open.when(remove)).toBe('guest.not_found');
    expect(gone(joined(open), 'left').when(remove)).toBe('guest.invalid_transition');
  });
});

describe('ending all sessions', () => {
  test('[GST-17] raises the epoch, renews the digits and leaves the bill', () => {
    const past = joined(joined(open), 1, 'pending');
    const ended = after(past, endAll);
    expect(billOf(ended)).toMatchObject({ status: 'open', epoch: 2, pinEpoch: 2, lines: billOf(past).lines });
    expect(statusesOf(ended)).toEqual(['revoked', 'revoked']);
  });

  test('[GST-17] changes nothing where nobody is present', () => {
    expect(open.when(endAll)).toEqual([]);
    expect(gone(joined(open), 'left').when(endAll)).toEqual([]);
    expect(after(joined(open), endAll).when(endAll)).toEqual([]);
  });
});

describe('leaving', () => {
  test('[GST-18] ends one own session, admitted or not', () => {
    expect(statusesOf(after(joined(open), leave, asGuest()))).toEqual(['left']);
    expect(statusesOf(after(joined(open, 0, 'pending'), leave, asGuest()))).toEqual(['left']);
  });

  test('[GST-18] changes nothing a second time', () => {
    expect(after(joined(open), leave, asGuest()).when(leave, asGuest())).toEqual([]);
  });

  test('[GST-18] is nobody else to do', () => {
    const past = joined(joined(open), 1);
    expect(past.when(leave, asGuest(1))).toBe('actor.forbidden');
    expect(past.when(leave)).toBe('actor.forbidden');
    expect(past.when(leave, { by: { kind: 'device', id: guestId() } })).toBe('actor.forbidden');
  });

  test('[GST-18] is refused when the session ended otherwise', () => {
    expect(gone(joined(open), 'revoked').when(leave, asGuest())).toBe('guest.session_ended');
    expect(joined(open).when(leave, { ...asGuest(), at: later(6 * 60) })).toBe('guest.session_ended');
    expect(open.when(leave, asGuest())).toBe('guest.not_found');
  });
});

describe('expiring', () => {
  test('[GST-23] ends the sessions named of those who are there, as the service alone may', () => {
    const past = gone(joined(joined(open, 0, 'pending'), 1), 'left', 1);
    const both = { ...expire, guestIds: [guestId(0), guestId(1)] };
    expect(past.when(both, asService)).toEqual([
      { stream, events: [{ type: 'guest.left', guestId: guestId(), reason: 'expired' }] },
    ]);
    expect(past.when(both)).toBe('actor.forbidden');
    expect(past.when(both, asGuest())).toBe('actor.forbidden');
  });

  test('[GST-23] changes nothing for who has gone', () => {
    expect(gone(joined(open), 'expired').when(expire, asService)).toEqual([]);
    expect(open.when(expire, asService)).toEqual([]);
  });
});

describe('an order that has ended', () => {
  const all: readonly [GuestCommand, object][] = [
    [admit, {}],
    [remove, {}],
    [endAll, {}],
    [renewPin, {}],
    [leave, asGuest()],
    [expire, asService],
  ];

  test.each(all)('[GST-19] $type is refused, and where there is none', (command, asking) => {
    expect(closed(joined(open)).when(command, asking)).toBe('order.closed');
    expect(inMode('open').when(command, asking)).toBe('order.not_found');
    const waited = after(inMode('approve_first'), join(), facts());
    expect(waited.when(command, { ...asking, at: later(15) })).toBe('order.closed');
  });

  test('[GST-13] an order that runs gets new digits whenever staff ask', () => {
    expect(open.when(renewPin)).toEqual([{ stream, events: [{ type: 'guest.pinRenewed', pinEpoch: 2 }] }]);
    expect(billOf(after(after(open, renewPin), renewPin)).pinEpoch).toBe(3);
  });
});
