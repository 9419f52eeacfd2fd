import { describe, expect, test } from '@jest/globals';
import { GIVEN_AT } from '../kernel/given.ts';
import { guestId, inMode, joined, opened, orderId, stream } from './given-table.suite.ts';
import { guestSessionsModel } from './read-models.ts';

describe('the collection of guests', () => {
  const past = joined(joined(opened(inMode('open'))), 1, 'pending');
  const admitted = past.has(stream, [{ type: 'guest.admitted', guestIds: [guestId(1)] }]);

  test('[GST-27] has one row for each guest', () => {
    const rows = guestSessionsModel.rows(stream, past.state(stream));
    expect(rows.map(({ _id, fields }) => ({ _id, ...fields }))).toEqual([
      {
        _id: `${orderId}/${guestId(0)}`,
        orderId,
        guestId: guestId(0),
        name: 'Guest 0',
        status: 'active',
        joinedAt: GIVEN_AT,
      },
      {
        _id: `${orderId}/${guestId(1)}`,
        orderId,
        guestId: guestId(1),
        name: 'Guest 1',
        status: 'pending',
        joinedAt: GIVEN_AT,
      },
    ]);
  });

  test('[GST-27] a guest who did not change is made of the same source', () => {
    const before = guestSessionsModel.rows(stream, past.state(stream));
    const next = guestSessionsModel.rows(stream, admitted.state(stream));
    expect(next[0]?.source).toBe(before[0]?.source);
    expect(next[1]?.source).not.toBe(before[1]?.source);
  });

  test('[GST-27] has none where there is no order', () => {
    expect(guestSessionsModel.rows(stream, { status: 'none' })).toEqual([]);
  });
});
