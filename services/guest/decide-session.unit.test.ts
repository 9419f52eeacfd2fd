import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GIVEN_AT } from '../kernel/given.ts';
import { type GuestClaims, guestStanding } from './decide-session.ts';
import {
  after,
  asGuest,
  closed,
  facts,
  guestId,
  inMode,
  join,
  joined,
  later,
  opened,
  orderId,
  otherOrderId,
  type Past,
  stream,
} from './given-table.suite.ts';

const open = opened(inMode('open'));
const token = (n = 0, epoch = 1): GuestClaims => ({ sub: guestId(n), orderId, epoch });
const standing = (past: Past, claims = token(), at = GIVEN_AT) => guestStanding(claims, past.state(stream), at);
const gone = (reason: 'left' | 'revoked' | 'expired') =>
  joined(open).has(stream, [{ type: 'guest.left', guestId: guestId(), reason }]);
const ended = { ok: false, code: 'guest.session_ended' };

describe('the standing of a token', () => {
  test('[GST-20] is good while guest, order and epoch are those of the token', () => {
    expect(standing(joined(open))).toMatchObject({ ok: true, by: { kind: 'guest', id: guestId() }, admitted: true });
  });

  test.each([
    ['the order is not there', inMode('open'), token()],
    ['the order was closed', closed(joined(open)), token()],
    ['the order was closed, with its last epoch', closed(joined(open)), token(0, 2)],
    ['the guest left', gone('left'), token()],
    ['the guest was sent away', gone('revoked'), token()],
    ['the session expired', gone('expired'), token()],
    ['the guest is of another order', joined(open), token(1)],
    ['the epoch is an earlier one', joined(open), token(0, 0)],
    ['the epoch is a later one', joined(open), token(0, 2)],
  ])('[GST-20] is none when %s', (_what, past, claims) => {
    expect(standing(past, claims)).toMatchObject(ended);
  });

  test('[GST-20] is none when the order waited too long', () => {
    const past = after(inMode('approve_first'), join(), facts());
    expect(standing(past, token(), later(14.9))).toMatchObject({ ok: true });
    expect(standing(past, token(), later(15))).toMatchObject(ended);
  });

  test('[GST-20] may what guests may and nothing else', () => {
    const good = standing(joined(open));
    if (!good.ok) throw new Error(good.message);
    expect(['order.addLines', 'order.send', 'guest.leave'].every((permission) => good.may(permission))).toBe(true);
    expect(['order.voidLines', 'payment.takeCash', 'guest.admit', '__proto__'].some((no) => good.may(no))).toBe(false);
  });

  test('[GST-22] waiting to be let in at an open table, a guest may leave and neither hear nor do anything else', () => {
    const pending = standing(joined(open, 0, 'pending'));
    if (!pending.ok) throw new Error(pending.message);
    expect(pending.admitted).toBe(false);
    expect(['order.addLines', 'order.send', 'order.removeLine', 'guest.join'].some((no) => pending.may(no))).toBe(
      false,
    );
    expect(pending.may('guest.leave')).toBe(true);
  });

  test('[GST-22] at a table that waits, they share the order they asked for', () => {
    const past = joined(after(inMode('approve_first'), join(), facts()), 1, 'pending');
    const waiting = standing(past, token(1));
    expect(waiting).toMatchObject({ ok: true, admitted: true });
    expect(waiting.ok && waiting.may('order.addLines')).toBe(true);
    const admitted = after(past, { type: 'guest.admit', orderId, guestIds: [guestId()] });
    expect(standing(admitted)).toMatchObject({ admitted: true });
    expect(standing(admitted, token(1))).toMatchObject({ admitted: false });
  });

  test('[GST-23] ends 6 hours after the join, with or without a commit', () => {
    expect(standing(joined(open), token(), later(6 * 60 - 0.001))).toMatchObject({ ok: true });
    expect(standing(joined(open), token(), later(6 * 60))).toMatchObject(ended);
  });
});

describe('tokens of before', () => {
  type Step = {
    readonly kind: 'join' | 'remove' | 'leave' | 'admit' | 'endAll' | 'renew' | 'close';
    readonly n: number;
  };

  const stepOn = (past: Past, { kind, n }: Step): Past => {
    const guest = { orderId, guestId: guestId(n) };
    const decided = (command: Parameters<Past['when']>[0], asking: Parameters<Past['when']>[1] = {}): Past => {
      const changes = past.when(command, asking);
      return typeof changes === 'string' ? past : past.after(changes);
    };
    switch (kind) {
      case 'join':
        return decided(join({ guestId: guestId(n) }), facts());
      case 'remove':
        return decided({ type: 'guest.remove', ...guest });
      case 'leave':
        return decided({ type: 'guest.leave', ...guest }, asGuest(n));
      case 'admit':
        return decided({ type: 'guest.admit', orderId });
      case 'endAll':
        return decided({ type: 'guest.endAll', orderId });
      case 'renew':
        return decided({ type: 'guest.renewPin', orderId });
      case 'close':
        return past.state(stream).status === 'open' ? closed(past) : past;
    }
  };

  const epochIn = (past: Past): number => {
    const state = past.state(stream);
    return state.status === 'none' ? 0 : state.epoch;
  };

  test('[GST-21] after a close or the end of all sessions none of them is good again, whatever comes after', () => {
    const kinds = ['join', 'join', 'join', 'remove', 'leave', 'admit', 'endAll', 'renew', 'close'] as const;
    const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds), n: fc.integer({ min: 0, max: 30 }) }), {
      maxLength: 30,
    });
    const modes = fc.constantFrom('approve_first' as const, 'open' as const);
    let dead = 0;
    fc.assert(
      fc.property(modes, steps, (mode, all) => {
        let past = opened(inMode(mode));
        let live: GuestClaims[] = [];
        const over: GuestClaims[] = [];
        for (const step of all) {
          const before = epochIn(past);
          past = stepOn(past, step);
          if (epochIn(past) > before) {
            over.push(...live);
            live = [];
          }
          const state = past.state(stream);
          const joined = state.status === 'open' && state.guests.some((guest) => guest.guestId === guestId(step.n));
          if (step.kind === 'join' && joined) live.push(token(step.n, epochIn(past)));
          expect(over.filter((claims) => standing(past, claims).ok)).toEqual([]);
        }
        dead += over.length;
      }),
      { numRuns: 300 },
    );
    expect(dead).toBeGreaterThan(100); // the property was about something
  });

  test('[GST-21] a guest of the next order at the table is another one', () => {
    const past = opened(closed(joined(open)), otherOrderId);
    expect(standing(past)).toMatchObject(ended);
  });
});
