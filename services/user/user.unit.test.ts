import type {
  By,
  DeviceId,
  EnrolmentCode,
  FloorEvent,
  OrderId,
  SecretHash,
  SessionId,
  StaffEvent,
  StaffId,
  StoreId,
  UserCommand,
} from '@cafe/contract';
import { effectivePermission, floorStream, staffStream, storeStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import type { Change } from '../kernel/definition.ts';
import { GIVEN_AT, given } from '../kernel/given.ts';
import { decide } from './decide.ts';
import { USER_READ_MODELS } from './read-models.ts';

// Ids as tests write them: `uuid(1)`; the casts give the brand that parsing would.
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const storeId = uuid(1) as StoreId;
const [owner, manager, server, cook, other] = [2, 3, 4, 5, 6].map((n) => uuid(n) as StaffId) as [
  StaffId,
  StaffId,
  StaffId,
  StaffId,
  StaffId,
];
const deviceId = uuid(20) as DeviceId;
const sid = uuid(30) as SessionId;
const staff = staffStream(storeId);
const store = storeStream(storeId);

/** What was decided, where it must not have been refused. */
const done = (decided: readonly Change[] | string): readonly Change[] => {
  if (typeof decided === 'string') throw new Error(`refused: ${decided}`);
  return decided;
};
const as = (id: StaffId): { by: By } => ({ by: { kind: 'staff', id } });
const added = (staffId: StaffId, role: 'owner' | 'manager' | 'server' | 'kitchen', login?: string): StaffEvent => ({
  type: 'staff.added',
  staffId,
  name: role,
  role,
  ...(login && { login }),
});
const team = given(decide, storeId).has(staff, [
  added(owner, 'owner', 'olga'),
  added(manager, 'manager'),
  added(server, 'server', 'sam'),
  added(cook, 'kitchen'),
]);

describe('store.configure', () => {
  const configure = { type: 'store.configure', name: 'Blue Door', timeZone: 'Europe/Lisbon' } as const;

  test('[USR-1] changes what it names and leaves the rest', () => {
    const changes = [{ stream: store, events: [{ ...configure, type: 'store.configured' as const }] }];
    expect(team.when(configure)).toEqual(changes);
    expect(team.after(done(changes)).state(store)).toMatchObject({ name: 'Blue Door', currency: 'EUR' });
  });

  test('[USR-1] writes only what differs, and nothing where nothing does', () => {
    const past = team.has(store, [{ type: 'store.configured', name: 'Blue Door' }]);
    expect(past.when(configure)).toEqual([
      { stream: store, events: [{ type: 'store.configured', timeZone: 'Europe/Lisbon' }] },
    ]);
    expect(past.when({ type: 'store.configure', name: 'Blue Door', serviceCharge: null })).toEqual([]);
  });

  test('[USR-1] sets a service charge and takes it away', () => {
    const serviceCharge = { ratePpm: 125_000, when: 'before_tax' } as const;
    const set = team.has(store, [{ type: 'store.configured', serviceCharge }]);
    expect(set.state(store).serviceCharge).toEqual(serviceCharge);
    expect(set.when({ type: 'store.configure', serviceCharge })).toEqual([]);
    const off = set.when({ type: 'store.configure', serviceCharge: null });
    expect(off).toEqual([{ stream: store, events: [{ type: 'store.configured', serviceCharge: null }] }]);
    expect(set.after(done(off)).state(store)).not.toHaveProperty('serviceCharge');
  });

  test('[USR-2] a currency is chosen before the first order, and fixed after it', () => {
    const yen = { type: 'store.configure', currency: 'JPY' } as const;
    expect(team.when(yen)).toEqual([{ stream: store, events: [{ type: 'store.configured', currency: 'JPY' }] }]);
    const opened: FloorEvent = {
      type: 'floor.orderOpened',
      orderId: uuid(40) as OrderId,
      serviceType: 'counter',
      displayNumber: 1,
      businessDay: '2026-11-23',
    };
    const trading = team.has(floorStream(storeId), [opened]);
    expect(trading.refusal(yen)).toMatchObject({ code: 'store.currency_fixed', details: { currency: 'EUR' } });
    expect(trading.when({ ...yen, currency: 'EUR' })).toEqual([]);
  });

  test.each([
    ['currency', { currency: 'XAU' }],
    ['currency', { currency: 'ABC' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '+02:00' }],
    ['languages', { languages: ['en', 'en'] }],
  ])('[USR-3] refuses a %s that means nothing: %j', (setting, settings) => {
    expect(team.refusal({ type: 'store.configure', ...settings })).toMatchObject({
      code: 'store.invalid_setting',
      details: { setting },
    });
  });
});

describe('staff.add', () => {
  const add = { type: 'staff.add', staffId: other, name: 'Ben', role: 'server', login: 'ben' } as const;

  test('[USR-4] adds somebody under a free id and login', () => {
    expect(team.when(add, as(manager))).toEqual([{ stream: staff, events: [{ ...add, type: 'staff.added' }] }]);
  });

  test('[USR-4] is refused for an id or a login that is taken', () => {
    expect(team.when({ ...add, staffId: server }, as(manager))).toBe('staff.exists');
    expect(team.when({ ...add, login: 'sam' }, as(manager))).toBe('staff.exists');
  });

  test('[USR-7] nobody adds somebody above themselves; the hub itself makes the first owner', () => {
    expect(team.when({ ...add, role: 'owner' }, as(manager))).toBe('staff.owner_protected');
    expect(team.when({ ...add, role: 'manager' }, as(server))).toBe('actor.forbidden');
    expect(team.when({ ...add, role: 'manager' }, as(manager))).toHaveLength(1);
    const fresh = given(decide, storeId);
    expect(fresh.when({ ...add, role: 'owner' }, { by: { kind: 'service', id: 'user' } })).toHaveLength(1);
    expect(fresh.when({ ...add, role: 'server' }, { by: { kind: 'device', id: deviceId } })).toBe('actor.forbidden');
  });
});

describe('staff.update', () => {
  test('[USR-4] changes what it names; a login goes with null', () => {
    const changes = team.when({ type: 'staff.update', staffId: server, name: 'Samuel', login: null }, as(manager));
    expect(changes).toEqual([
      { stream: staff, events: [{ type: 'staff.updated', staffId: server, name: 'Samuel', login: null }] },
    ]);
    expect(team.after(done(changes)).state(staff).members[server]).toEqual({
      name: 'Samuel',
      role: 'server',
      disabled: false,
    });
    expect(team.when({ type: 'staff.update', staffId: server, name: 'server', login: 'sam' }, as(manager))).toEqual([]);
  });

  test("[USR-4] is refused for somebody else's login", () => {
    expect(team.when({ type: 'staff.update', staffId: cook, login: 'sam' }, as(manager))).toBe('staff.exists');
  });

  test('[USR-5] the last owner stays one', () => {
    const demote = { type: 'staff.update', staffId: owner, role: 'manager' } as const;
    expect(team.when(demote, as(owner))).toBe('staff.last_owner');
    const two = team.has(staff, [added(other, 'owner')]);
    expect(two.when(demote, as(owner))).toHaveLength(1);
    expect(two.has(staff, [{ type: 'staff.disabled', staffId: other }]).when(demote, as(owner))).toBe(
      'staff.last_owner',
    );
  });

  test('[USR-7] nobody touches, or makes, somebody above themselves', () => {
    expect(team.when({ type: 'staff.update', staffId: owner, name: 'X' }, as(manager))).toBe('staff.owner_protected');
    expect(team.when({ type: 'staff.update', staffId: manager, role: 'owner' }, as(manager))).toBe(
      'staff.owner_protected',
    );
    expect(team.when({ type: 'staff.update', staffId: server, role: 'manager' }, as(server))).toBe('actor.forbidden');
  });
});

describe('staff.disable and staff.enable', () => {
  const disable = { type: 'staff.disable', staffId: server } as const;

  test('[USR-9] ends all sessions in the same part, and leaves them ended', () => {
    const changes = team.when(disable, as(manager));
    expect(changes).toEqual([
      {
        stream: staff,
        events: [
          { type: 'staff.disabled', staffId: server },
          { type: 'staff.sessionsEnded', staffId: server, reason: 'by_manager' },
        ],
      },
    ]);
    const out = team.after(done(changes));
    expect(out.when(disable, as(manager))).toEqual([]);
    const back = out.when({ type: 'staff.enable', staffId: server }, as(manager));
    expect(out.after(done(back)).state(staff).members[server]).toMatchObject({
      disabled: false,
      sessionsEndedAt: GIVEN_AT,
    });
    expect(team.when({ type: 'staff.enable', staffId: server }, as(manager))).toEqual([]);
  });

  test('[USR-5] is refused for the last owner', () => {
    expect(team.when({ type: 'staff.disable', staffId: owner }, as(owner))).toBe('staff.last_owner');
  });

  test('[USR-7] is refused for somebody above', () => {
    expect(team.when({ type: 'staff.disable', staffId: owner }, as(manager))).toBe('staff.owner_protected');
    expect(team.when({ type: 'staff.enable', staffId: owner }, as(manager))).toBe('staff.owner_protected');
  });

  test.each(['staff.update', 'staff.disable', 'staff.enable'] as const)(
    '[USR-10] %s asks for somebody known',
    (type) => {
      expect(team.when({ type, staffId: other }, as(owner))).toBe('staff.not_found');
    },
  );
});

describe('staff.setPermission', () => {
  const allow = {
    type: 'staff.setPermission',
    revision: 0,
    permission: 'order.void_prepared',
    effect: 'allow',
    staffId: server,
  } as const;
  const may = (past: typeof team, who: StaffId, permission = 'order.void_prepared') =>
    effectivePermission(past.state(staff), who, permission);

  test('[USR-8] gives a person what their role has not, and takes it back', () => {
    const changes = team.when(allow, as(manager));
    const { type: _, ...set } = allow;
    expect(changes).toEqual([{ stream: staff, events: [{ ...set, type: 'staff.permissionSet', revision: 1 }] }]);
    const given = team.after(done(changes));
    expect([may(team, server), may(given, server)]).toEqual([false, true]);
    expect(given.when({ ...allow, revision: 1 }, as(manager))).toEqual([]);
    const back = given.when({ ...allow, revision: 1, effect: 'inherit' }, as(manager));
    expect(may(given.after(done(back)), server)).toBe(false);
    expect(given.after(done(back)).state(staff)).toMatchObject({ revision: 2, personOverrides: { [server]: {} } });
  });

  test('[USR-8] is refused on another revision than the present one', () => {
    expect(team.refusal({ ...allow, revision: 3 }, as(manager))).toMatchObject({
      code: 'staff.stale_revision',
      details: { revision: 0 },
    });
  });

  test.each(['order.fly', 'constructor', '__proto__', 'order.expire', 'guest.join'])(
    '[USR-8] %s is no permission of staff',
    (permission) => {
      expect(team.when({ ...allow, permission }, as(owner))).toBe('staff.unknown_permission');
    },
  );

  test('[USR-8] is of a person or a role, and never of an owner', () => {
    const { staffId: _, ...nobody } = allow;
    expect(team.when(nobody, as(manager))).toBe('command.malformed');
    expect(team.when({ ...allow, role: 'server' }, as(manager))).toBe('command.malformed');
    expect(team.when({ ...nobody, role: 'owner', effect: 'deny' }, as(owner))).toBe('staff.owner_protected');
    expect(team.when({ ...allow, staffId: owner, effect: 'deny' }, as(owner))).toBe('staff.owner_protected');
    expect(team.when({ ...allow, staffId: other }, as(owner))).toBe('staff.not_found');
  });

  test('[USR-7] nobody gives what they do not hold, nor to somebody above', () => {
    expect(team.when(allow, as(server))).toBe('actor.forbidden');
    expect(team.when({ ...allow, staffId: manager }, as(server))).toBe('actor.forbidden');
    const poorer = team.has(staff, [
      { type: 'staff.permissionSet', revision: 1, permission: allow.permission, effect: 'deny', staffId: manager },
    ]);
    expect(poorer.when({ ...allow, revision: 1 }, as(manager))).toBe('actor.forbidden');
    expect(poorer.when({ ...allow, revision: 1, staffId: manager, effect: 'inherit' }, as(manager))).toBe(
      'actor.forbidden',
    );
  });

  test('[USR-6] the owner, then the person, then the role, then as shipped', () => {
    const set = (effect: 'allow' | 'deny', whose: object, revision: number) =>
      ({ type: 'staff.permissionSet', revision, permission: 'order.open', effect, ...whose }) as const;
    const byRole = team.has(staff, [set('deny', { role: 'server' }, 1)]);
    const byPerson = byRole.has(staff, [set('allow', { staffId: server }, 2), set('deny', { staffId: owner }, 3)]);
    expect([team, byRole, byPerson].map((past) => may(past, server, 'order.open'))).toEqual([true, false, true]);
    expect(may(byPerson, owner, 'order.open')).toBe(true);
    expect(may(byPerson, cook, 'order.open')).toBe(false);
  });

  test('[USR-6] unknown and disabled people, and unknown permissions, get nothing', () => {
    const out = team.has(staff, [{ type: 'staff.disabled', staffId: owner }]);
    expect(may(out, owner)).toBe(false);
    expect(may(team, other)).toBe(false);
    expect(['toString', '__proto__', 'order.expire', 'nothing'].map((one) => may(team, owner, one))).not.toContain(
      true,
    );
  });
});

describe('staff.endSessions', () => {
  const end = {
    type: 'staff.endSessions' as const,
    staffId: server,
    sids: [sid],
    reason: 'sign_out' as const,
  } satisfies UserCommand;

  test("[USR-11] ends one's own without any permission", () => {
    const changes = team.when(end, { ...as(server), may: [] });
    expect(changes).toEqual([{ stream: staff, events: [{ ...end, type: 'staff.sessionsEnded' }] }]);
    expect(team.after(done(changes)).state(staff).endedSessions).toEqual({ [sid]: GIVEN_AT });
    expect(team.after(done(changes)).when(end, { ...as(server), may: [] })).toEqual([]);
  });

  test("[USR-11] ends somebody else's with the permission, and of nobody above", () => {
    expect(team.when(end, { ...as(cook), may: [] })).toBe('actor.forbidden');
    expect(team.when({ ...end, sids: undefined }, as(manager))).toHaveLength(1);
    expect(team.when({ ...end, staffId: owner }, as(manager))).toBe('staff.owner_protected');
    expect(team.when({ ...end, staffId: other }, as(manager))).toBe('staff.not_found');
  });

  test('[USR-11] what ended one by one is forgotten after two days, which no session lives to see', () => {
    const later = (hours: number) => new Date(Date.parse(GIVEN_AT) + hours * 3_600_000).toISOString();
    const ended = (n: number): StaffEvent => ({ ...end, type: 'staff.sessionsEnded', sids: [uuid(n) as SessionId] });
    const past = team.has(staff, [ended(31)]).has(staff, [ended(32)], { at: later(47) });
    expect(Object.keys(past.state(staff).endedSessions)).toEqual([uuid(31), uuid(32)]);
    const day3 = past.has(staff, [ended(33)], { at: later(49) });
    expect(Object.keys(day3.state(staff).endedSessions)).toEqual([uuid(32), uuid(33)]);
  });
});

describe('devices', () => {
  const enrol = {
    type: 'device.enrol',
    deviceId,
    name: 'Bar',
    kind: 'terminal',
    code: 'ABCDEFGH23' as EnrolmentCode,
    secretHash: 'a'.repeat(64) as SecretHash,
  } as const;
  const good = { isCodeGood: true, isHashTheFirst: true };
  const enrolled = { type: 'device.enrolled', deviceId, name: 'Bar', kind: 'terminal' } as const;
  const by: By = { kind: 'device', id: deviceId };

  test('[USR-12] a good code makes a device, and the log holds neither code nor hash', () => {
    expect(team.when(enrol, { by, facts: good })).toEqual([{ stream: staff, events: [enrolled] }]);
  });

  test('[USR-12] is refused for a bad code, a known id, and a hash that came second', () => {
    expect(team.when(enrol, { by, facts: { ...good, isCodeGood: false } })).toBe('auth.wrong_code');
    expect(team.when(enrol, { by, facts: { ...good, isHashTheFirst: false } })).toBe('device.exists');
    expect(team.has(staff, [enrolled]).when(enrol, { by, facts: good })).toBe('device.exists');
  });

  test('[USR-13] is revoked once, for ever', () => {
    const revoke = { type: 'device.revoke', deviceId } as const;
    expect(team.when(revoke, as(manager))).toBe('device.not_found');
    const known = team.has(staff, [enrolled]);
    expect(known.when(revoke, as(manager))).toEqual([
      { stream: staff, events: [{ type: 'device.revoked', deviceId }] },
    ]);
    const gone = known.has(staff, [{ type: 'device.revoked', deviceId }]);
    expect(gone.when(revoke, as(manager))).toEqual([]);
    expect(gone.when(enrol, { by, facts: good })).toBe('device.exists');
  });

  test('read models hold people and devices, one row each', () => {
    const state = team.has(staff, [enrolled]).state(staff);
    const [users, devices] = USER_READ_MODELS.map((model) => model.rows(staff, state));
    expect(users?.map(({ _id }) => _id)).toEqual([owner, manager, server, cook]);
    expect(users?.[2]?.fields).toEqual({ name: 'server', role: 'server', login: 'sam', disabled: false });
    expect(devices).toEqual([
      { _id: deviceId, source: state.devices[deviceId], fields: { name: 'Bar', kind: 'terminal', revoked: false } },
    ]);
    expect(USER_READ_MODELS.flatMap((model) => model.rows(store, team.state(store)))).toEqual([]);
  });
});
