import { describe, expect, test } from '@jest/globals';
import type { Role, StaffId } from '../scalars.ts';
import {
  deviceMay,
  effectivePermission,
  guestMay,
  isApprovable,
  isStaffPermission,
  newcomerMay,
  PERMISSIONS,
  rolePermission,
} from './permissions.ts';
import { initialStaff } from './staff-state.ts';

const ALL = Object.keys(PERMISSIONS);
const held = (may: (permission: string) => boolean) => ALL.filter(may).sort();
const byRole = (role: Role) => held((permission) => rolePermission(initialStaff, role, permission));
const FOREIGN = ['', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'order.fly', 'ORDER.OPEN'];

describe('[USR-6] as shipped', () => {
  test('[USR-6] the owner holds what any role can hold, and nothing that is not for staff', () => {
    expect(byRole('owner')).toEqual(ALL.filter(isStaffPermission).sort());
    expect(ALL.filter((one) => !isStaffPermission(one)).sort()).toEqual(
      ['device.enrol', 'guest.expire', 'guest.join', 'guest.leave', 'order.expire'].sort(),
    );
  });

  test('[USR-6] the kitchen cooks and says what is left; it neither sells nor takes money', () => {
    expect(byRole('kitchen')).toEqual(
      [
        ...['menu.setAvailability', 'menu.setStock'],
        ...['order.acknowledgeVoid', 'order.finish', 'order.recall', 'order.serve', 'order.start'],
      ].sort(),
    );
  });

  test('[USR-6] sales sell and take money; people, devices, prices and made food are not theirs', () => {
    for (const role of ['cashier', 'server'] as const) {
      const permissions = byRole(role);
      expect(permissions).toEqual(
        expect.arrayContaining(['order.open', 'order.send', 'order.close', 'payment.takeCash']),
      );
      const words = permissions.map((one) => one.slice(0, one.indexOf('.')));
      expect(words).not.toEqual(expect.arrayContaining(['staff']));
      expect(words).not.toEqual(expect.arrayContaining(['device']));
      expect(permissions).not.toContain('order.void_prepared');
      expect(permissions).not.toContain('order.keep_old_price');
      expect(permissions).not.toContain('menu.saveItem');
    }
  });

  test('[USR-6] guests have a fixed list', () => {
    expect(held(guestMay)).toEqual(
      ['guest.leave', 'order.addLines', 'order.changeLine', 'order.removeLine', 'order.send'].sort(),
    );
  });

  test('[USR-33] without a person a kitchen screen cooks, and a terminal does nothing', () => {
    const screen = held((permission) => deviceMay('kitchen', permission));
    expect(screen).toEqual(['order.acknowledgeVoid', 'order.finish', 'order.recall', 'order.start']);
    expect(held((permission) => deviceMay('terminal', permission))).toEqual([]);
  });

  test('[USR-12] without a token one may only ask to become a device or a guest', () => {
    expect(held(newcomerMay)).toEqual(['device.enrol', 'guest.join']);
  });

  test('[USR-32] no PIN stands in for what concerns people, devices, settings or the menu’s prices', () => {
    const words = new Set(held(isApprovable).map((one) => one.slice(0, one.indexOf('.'))));
    expect([...words].sort()).toEqual(['guest', 'menu', 'order', 'payment']);
    expect(held(isApprovable).filter((one) => one.startsWith('menu.'))).toEqual([
      'menu.setAvailability',
      'menu.setStock',
    ]);
  });
});

test.each(FOREIGN)('[USR-6] %p is held by nobody', (permission) => {
  const owner = 'o' as StaffId; // an id as a test writes it
  const members = { [owner]: { name: 'O', role: 'owner' as const, disabled: false } };
  expect(effectivePermission({ ...initialStaff, members }, owner, permission)).toBe(false);
  const others = [guestMay, newcomerMay, isApprovable, isStaffPermission, (one: string) => deviceMay('kitchen', one)];
  expect(others.map((may) => may(permission))).toEqual([false, false, false, false, false]);
});
