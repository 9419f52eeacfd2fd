import { describe, expect, test } from '@jest/globals';
import { Command } from '../commands.ts';
import { DomainEvent } from '../events.ts';
import { UnknownCase } from '../unreachable.ts';
import { PasswordSignIn, PinSignIn, RefreshRequest, SetPin } from './requests.ts';
import { evolveStaff, initialStaff } from './staff-state.ts';
import { evolveStore, initialStore } from './store-state.ts';

const META = { at: '2026-11-23T12:00:00.000Z', by: { kind: 'service' as const } };
const uuid = '00000000-0000-4000-8000-000000000001';

describe('folds', () => {
  test('what they do not know they name, and never skip', () => {
    const unknown = { type: 'staff.promoted' } as never; // an event of a newer version
    expect(() => evolveStaff(initialStaff, unknown, META)).toThrow(UnknownCase);
    expect(() => evolveStore(initialStore, unknown, META)).toThrow(UnknownCase);
  });

  test('[USR-1] a setting that an event leaves open stays', () => {
    const event = DomainEvent.parse({ type: 'store.configured', name: 'Blue Door', dayStart: undefined });
    expect(evolveStore(initialStore, event as never, META)).toEqual({ ...initialStore, name: 'Blue Door' });
  });

  test('an event about somebody unknown changes nothing', () => {
    for (const type of ['staff.updated', 'staff.disabled', 'staff.enabled'] as const) {
      expect(evolveStaff(initialStaff, { type, staffId: uuid as never }, META)).toBe(initialStaff);
    }
    expect(evolveStaff(initialStaff, { type: 'device.revoked', deviceId: uuid as never }, META)).toBe(initialStaff);
  });
});

describe('what comes from outside', () => {
  const operators = [{ $ne: null }, ['a'], null, undefined, 7, true];

  test.each(operators)('[USR-20] %j is no login, no password and no secret', (value) => {
    const nextHash = 'a'.repeat(64);
    expect(PasswordSignIn.safeParse({ login: value, password: 'x', nextHash }).success).toBe(false);
    expect(PasswordSignIn.safeParse({ login: 'ana', password: value, nextHash }).success).toBe(false);
    expect(PinSignIn.safeParse({ staffId: value, pin: '123456', nextHash }).success).toBe(false);
    expect(PinSignIn.safeParse({ staffId: uuid, pin: value, nextHash }).success).toBe(false);
    expect(RefreshRequest.safeParse({ secret: value, nextHash }).success).toBe(false);
  });

  test('[USR-7] a field nobody asked for is refused, not ignored', () => {
    const add = { type: 'staff.add', staffId: uuid, name: 'Ana', role: 'server' };
    expect(Command.safeParse(add).success).toBe(true);
    for (const extra of [{ disabled: false }, { permissions: ['staff.add'] }, { storeId: uuid }, { role: 'root' }]) {
      expect(Command.safeParse({ ...add, ...extra }).success).toBe(false);
    }
  });

  test('[USR-30] a new PIN has six digits or more', () => {
    const pins = ['12345', '284617', '2846171', '28461x', '２８４６１７'];
    expect(pins.map((pin) => SetPin.safeParse({ staffId: uuid, pin }).success)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});
