import { describe, expect, test } from '@jest/globals';
import { deadlines } from './deadlines.ts';
import { closed, floor, guestId, inMode, joined, later, opened, orderId, stream } from './given-table.suite.ts';

describe('the deadlines of guests', () => {
  const past = joined(joined(opened(inMode('open'))), 1, 'pending');

  test('[GST-23] each guest who is there has one, 6 hours after the join', () => {
    const left = past.has(stream, [{ type: 'guest.left', guestId: guestId(0), reason: 'left' }]);
    expect(deadlines(stream, left.state(stream))).toEqual([
      {
        at: later(6 * 60),
        kind: `guest:${guestId(1)}`,
        command: { type: 'guest.expire', orderId, guestIds: [guestId(1)] },
      },
    ]);
    expect(deadlines(stream, past.state(stream))).toHaveLength(2);
  });

  test('[GST-23] are computed once for the same guests', () => {
    expect(deadlines(stream, past.state(stream))).toBe(deadlines(stream, past.state(stream)));
  });

  test('[GST-23] there are none of an order that has ended, of no order, and of other streams', () => {
    expect(deadlines(stream, closed(past).state(stream))).toEqual([]);
    expect(deadlines(stream, { status: 'none' })).toEqual([]);
    expect(deadlines(floor, past.state(floor))).toEqual([]);
  });
});
