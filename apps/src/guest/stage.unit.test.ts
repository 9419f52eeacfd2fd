import { describe, expect, test } from '@jest/globals';
import { bill, guest, ME, OTHER } from './bill.suite.ts';
import { endingOf, mayFill, type StageFacts, stageOf } from './stage.ts';

const facts = (given: Partial<StageFacts>): StageFacts => ({
  mode: 'approve_first',
  guestId: ME,
  order: undefined,
  isEnded: false,
  ...given,
});
const seen = (given: Parameters<typeof bill>[0], status: 'live' | 'stale' = 'live'): StageFacts['order'] => ({
  status,
  value: { orderId: bill().orderId, version: 3, bill: bill(given).bill, pending: [] },
});

describe('where a phone is', () => {
  test('[GPG-2] it looks, until it has joined; then nothing of looking is left', () => {
    expect(stageOf(facts({ guestId: undefined }))).toEqual({ kind: 'looking', mode: 'approve_first' });
    expect(stageOf(facts({ guestId: undefined, mode: 'off' }))).toEqual({ kind: 'looking', mode: 'off' });
    expect(stageOf(facts({ order: { status: 'loading', value: undefined } }))).toEqual({ kind: 'arriving' });
  });

  test('[GPG-2] [GPG-3] at a table that waits it shares the cart; at one of others it waits alone', () => {
    const together = stageOf(facts({ order: seen({ status: 'waiting', guests: [guest(ME, 'pending')] }) }));
    expect(together).toEqual({ kind: 'waiting', sharesCart: true });
    expect(mayFill(together)).toBe(true);
    const alone = stageOf(facts({ order: { status: 'refused', value: undefined } }));
    expect(alone).toEqual({ kind: 'waiting', sharesCart: false });
    expect(mayFill(alone)).toBe(false);
    expect(stageOf(facts({ order: seen({ guests: [guest(ME, 'pending')] }) }))).toEqual(alone);
  });

  test('[GPG-2] let in it is seated, with and without a connection', () => {
    for (const status of ['live', 'stale'] as const) {
      const stage = stageOf(facts({ order: seen({ guests: [guest(ME, 'active')] }, status) }));
      expect(stage).toEqual({ kind: 'seated' });
      expect(mayFill(stage)).toBe(true);
    }
  });

  test('[GPG-2] [GPG-5] the end of the session is the end, whatever was seen last', () => {
    const order = seen({ guests: [guest(ME, 'active')] });
    expect(stageOf(facts({ order, isEnded: true }))).toEqual({ kind: 'over', why: 'unknown' });
    expect(stageOf(facts({ isEnded: true }))).toEqual({ kind: 'over', why: 'unknown' });
    expect(mayFill(stageOf(facts({ isEnded: true })))).toBe(false);
  });
});

describe('how a stay ended', () => {
  test.each([
    { is: { status: 'closed' as const }, why: 'settled' },
    { is: { status: 'voided' as const, displayNumber: 7 }, why: 'cancelled' },
    { is: { status: 'voided' as const }, why: 'declined' },
    { is: { guests: [guest(ME, 'left')] }, why: 'left' },
    { is: { guests: [guest(ME, 'expired')] }, why: 'expired' },
    { is: { guests: [guest(ME, 'revoked')] }, why: 'removed' },
    { is: { guests: [guest(ME, 'revoked'), guest(OTHER, 'active')] }, why: 'removed' },
    { is: { guests: [guest(ME, 'revoked'), guest(OTHER, 'revoked')] }, why: 'staffEnded' },
    { is: { guests: [] }, why: 'unknown' },
  ])('[GPG-5] of $is.status $is.guests.0.status it is $why', ({ is, why }) => {
    expect(endingOf(bill(is).bill, ME)).toBe(why);
  });

  test('[GPG-5] of what was never seen nothing is made up', () => {
    expect(endingOf(undefined, ME)).toBe('unknown');
  });
});
