import type { AccessClaims, DeviceId, GuestId, Instant, OrderId, StaffEvent, StaffId, StoreId } from '@cafe/contract';
import { staffStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { given } from '../kernel/given.ts';
import { decide } from './decide.ts';
import { newSessionId } from './secret-hash.ts';
import { startOfSession } from './session-life.ts';
import { type SignIn, standingOf } from './standing.ts';

// Ids as tests write them; the casts give the brand that parsing would.
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const storeId = uuid(1) as StoreId;
const ana = uuid(2) as StaffId;
const ben = uuid(3) as StaffId;
const bar = uuid(4) as DeviceId;
const screen = uuid(5) as DeviceId;
const stream = staffStream(storeId);
const NOON = '2026-11-23T12:00:00.000Z';
const minutes = (n: number): Instant => new Date(Date.parse(NOON) + n * 60_000).toISOString();
const sid = newSessionId(Date.parse(NOON));
const standard = { iss: 'cafe', aud: 'cafe-hub', storeId, jti: uuid(9), iat: 0, nbf: 0, exp: 0 } as const;
const person: AccessClaims = { ...standard, kind: 'staff', sub: ana, sid, deviceId: bar };
const device = (deviceId: DeviceId): AccessClaims => ({
  ...standard,
  kind: 'device',
  sub: deviceId,
  deviceId,
  sid: deviceId,
});
const signIn: SignIn = { sid, staffId: ana, deviceId: bar };

const member = (staffId: StaffId): StaffEvent => ({ type: 'staff.added', staffId, name: 'A', role: 'server' });
const team = given(decide, storeId).has(stream, [
  member(ana),
  member(ben),
  { type: 'device.enrolled', deviceId: bar, name: 'Bar', kind: 'terminal' },
  { type: 'device.enrolled', deviceId: screen, name: 'Pass', kind: 'kitchen' },
]);
const standing = (
  claims: AccessClaims,
  { past = team, at = minutes(1), signIn = undefined as SignIn | undefined } = {},
) => standingOf({ claims, signIn }, past.state(stream), at);
const may = (claims: AccessClaims, permission: string, signIn?: SignIn) => {
  const found = standing(claims, { signIn });
  return found.ok && found.may(permission);
};

describe('a person', () => {
  test('[USR-33] stands as the staff stream has them now', () => {
    expect(standing(person)).toMatchObject({ ok: true, by: { kind: 'staff', id: ana, deviceId: bar } });
    expect([may(person, 'order.open'), may(person, 'staff.add')]).toEqual([true, false]);
    const promoted = team.has(stream, [{ type: 'staff.updated', staffId: ana, role: 'manager' }]);
    const found = standing(person, { past: promoted });
    expect(found.ok && found.may('staff.add')).toBe(true);
  });

  test.each<[string, StaffEvent]>([
    ['was disabled', { type: 'staff.disabled', staffId: ana }],
    ['signed out', { type: 'staff.sessionsEnded', staffId: ana, sids: [sid], reason: 'sign_out' }],
    ['had every session ended', { type: 'staff.sessionsEnded', staffId: ana, reason: 'by_manager' }],
    ['sits at a revoked device', { type: 'device.revoked', deviceId: bar }],
  ])('[USR-33] who %s is revoked', (_why, event) => {
    expect(standing(person, { past: team.has(stream, [event], { at: minutes(0) }) })).toMatchObject({
      code: 'auth.revoked',
    });
  });

  test('[USR-33] a sign-in lasts a day, and one made after all were ended counts', () => {
    expect(standing(person, { at: minutes(24 * 60 - 1) }).ok).toBe(true);
    expect(standing(person, { at: minutes(24 * 60) })).toMatchObject({ code: 'auth.revoked' });
    const ended = team.has(stream, [{ type: 'staff.sessionsEnded', staffId: ana, reason: 'by_manager' }], {
      at: minutes(-1),
    });
    expect(standing(person, { past: ended }).ok).toBe(true);
  });

  test('[USR-33] somebody the store does not know is revoked', () => {
    expect(standing({ ...person, sub: uuid(8) as StaffId })).toMatchObject({ code: 'auth.revoked' });
  });

  test('a session’s id says when it began', () => {
    expect(startOfSession(sid)).toBe(Date.parse(NOON));
    expect(newSessionId(0)).not.toBe(newSessionId(0));
  });
});

describe('a device', () => {
  test('[USR-33] without a person a screen may cook, a terminal nothing', () => {
    expect(standing(device(screen))).toMatchObject({ ok: true, by: { kind: 'device', id: screen, deviceId: screen } });
    expect(
      ['order.start', 'order.finish', 'order.acknowledgeVoid', 'order.open'].map((one) => may(device(screen), one)),
    ).toEqual([true, true, true, false]);
    expect(may(device(bar), 'order.start')).toBe(false);
  });

  test('[USR-33] a revoked or unknown one is revoked', () => {
    const past = team.has(stream, [{ type: 'device.revoked', deviceId: screen }]);
    expect(standing(device(screen), { past })).toMatchObject({ code: 'auth.revoked' });
    expect(standing(device(uuid(7) as DeviceId))).toMatchObject({ code: 'auth.revoked' });
  });
});

describe('the session a command was tapped in', () => {
  test('[USR-33] counts on the device it was made on, whoever is signed in there now', () => {
    const asAna = { ok: true, by: { kind: 'staff', id: ana, deviceId: bar } };
    expect(standing(device(bar), { signIn })).toMatchObject(asAna);
    const benNow: AccessClaims = { ...person, sub: ben, sid: newSessionId(Date.parse(NOON) + 1) };
    expect(standing(benNow, { signIn })).toMatchObject(asAna);
    expect(may(device(bar), 'order.open', signIn)).toBe(true);
  });

  test('[USR-33] is invalid elsewhere', () => {
    expect(standing(device(screen), { signIn })).toMatchObject({ ok: false, code: 'auth.invalid' });
    const { deviceId: _, ...withoutDevice } = { ...person, sub: ben, sid: newSessionId(0) } as Extract<
      AccessClaims,
      { kind: 'staff' }
    >;
    expect(standing(withoutDevice, { signIn })).toMatchObject({ ok: false, code: 'auth.invalid' });
    const guest: AccessClaims = {
      ...standard,
      kind: 'guest',
      sub: uuid(6) as GuestId,
      sid: uuid(6),
      orderId: uuid(7) as OrderId,
      epoch: 1,
    };
    expect(standing(guest, { signIn })).toMatchObject({ ok: false, code: 'auth.invalid' });
    expect(may(guest, 'order.send')).toBe(true);
    expect(may(guest, 'order.close')).toBe(false);
  });

  test('[USR-33] is revoked with its person, and with who carries it', () => {
    const out = team.has(stream, [{ type: 'staff.disabled', staffId: ana }]);
    expect(standing(device(bar), { signIn, past: out })).toMatchObject({ code: 'auth.revoked' });
    const benNow: AccessClaims = { ...person, sub: ben, sid: newSessionId(Date.parse(NOON) + 1) };
    const benOut = team.has(stream, [{ type: 'staff.disabled', staffId: ben }]);
    expect(standing(benNow, { signIn, past: benOut })).toMatchObject({ code: 'auth.revoked' });
  });
});

test('[USR-33] the hub itself may everything', () => {
  const service: AccessClaims = { ...standard, kind: 'service', sub: 'order', sid: uuid(9) };
  expect(standing(service)).toMatchObject({ ok: true, by: { kind: 'service', id: 'order' } });
  expect(may(service, 'order.expire')).toBe(true);
});
