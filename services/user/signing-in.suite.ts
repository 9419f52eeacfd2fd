import type {
  AccessClaims,
  DeviceId,
  EnrolmentCodeGrant,
  RefusalCode,
  SessionId,
  StaffEvent,
  StaffId,
  StoreId,
  TokenGrant,
  UserCommand,
} from '@cafe/contract';
import { staffStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import type { Change, RequestContext } from '../kernel/definition.ts';
import { given } from '../kernel/given.ts';
import { Refusal } from '../kernel/refusal.ts';
import { decide } from './decide.ts';
import { gatherEnrolment } from './enrolment.ts';
import { createUserService } from './index.ts';
import type { Hasher } from './password-hash.ts';
import type { UserPorts } from './ports.ts';
import type { UserRows } from './rows.ts';
import { secretHashOf } from './secret-hash.ts';
import { standingOf } from './standing.ts';

// Ids as tests write them; the casts give the brand that parsing would.
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const storeId = uuid(1) as StoreId;
const owner = uuid(2) as StaffId;
const manager = uuid(3) as StaffId;
const ana = uuid(4) as StaffId;
const ben = uuid(5) as StaffId;
const nobody = uuid(6) as StaffId;
const bar = uuid(20) as DeviceId;
const kitchen = uuid(21) as DeviceId;
const guest = uuid(40);
// Far ahead: the store itself forgets rows whose time is over, by its own clock, and must not do so under a test.
const START = Date.parse('2096-11-23T12:00:00.000Z');
const PEPPER = 'p'.repeat(32);

const member = (staffId: StaffId, role: 'owner' | 'manager' | 'server', login?: string): StaffEvent => ({
  type: 'staff.added',
  staffId,
  name: `${role} ${staffId.slice(-1)}`,
  role,
  ...(login && { login }),
});
const TEAM: readonly StaffEvent[] = [
  member(owner, 'owner', 'olga'),
  member(manager, 'manager', 'mia'),
  member(ana, 'server', 'ana'),
  member(ben, 'server'),
  { type: 'device.enrolled', deviceId: bar, name: 'Bar', kind: 'terminal' },
  { type: 'device.enrolled', deviceId: kitchen, name: 'Kitchen', kind: 'kitchen' },
];

/** A hasher whose work can be counted; the real one has tests of its own. */
const countingHasher = () => {
  const counted = { hashes: 0 };
  const hasher: Hasher = {
    hash: async (secret) => `hashed:${secret}`,
    matches: async (hashed, secret) => {
      counted.hashes += 1;
      return hashed === `hashed:${secret}`;
    },
  };
  return { hasher, counted };
};

/** The same rows, with every query noted: `credentials.find`, `tries.swap`, … */
const watched = (rows: UserRows) => {
  const queries: string[] = [];
  const watch = <T extends object>(name: string, of: T): T =>
    new Proxy(of, {
      get: (target, key, self) => {
        const method: unknown = Reflect.get(target, key, self);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          queries.push(`${name}.${String(key)}`);
          return method.apply(target, args);
        };
      },
    });
  const all = Object.entries(rows).map(([name, of]) => [name, watch(name, of)] as const);
  return { rows: Object.fromEntries(all) as unknown as UserRows, queries }; // the same keys, each watched
};

const createCafe = (plain: UserRows) => {
  const { hasher, counted } = countingHasher();
  const { rows, queries } = watched(plain);
  let past = given(decide, storeId).has(staffStream(storeId), TEAM);
  let nowMs = START;
  let made = 0;
  const commits: UserCommand[] = [];
  const at = () => new Date(nowMs).toISOString();
  const ports: UserPorts = {
    rows,
    hasher,
    pepper: PEPPER,
    signer: {
      sign: (subject, signedAt) => {
        made += 1;
        const iat = Math.floor(Date.parse(signedAt) / 1_000);
        // Claims as the real signer makes them; only their signature is missing here.
        const claims = {
          ...subject,
          iss: 'cafe',
          aud: 'cafe-hub',
          jti: uuid(900 + made),
          iat,
          nbf: iat,
          exp: iat + 600,
        };
        return { token: JSON.stringify(claims), claims: claims as AccessClaims, expiresAt: signedAt };
      },
    },
    guests: {
      subjectOf: async (_store, guestId) => {
        if (guestId !== guest) throw new Refusal('guest.not_found', 'no such guest');
        return { kind: 'guest', sub: guest, sid: guest, storeId, orderId: uuid(41), epoch: 1 } as never;
      },
    },
    staff: async () => past.state(staffStream(storeId)),
    commit: async (command, context) => {
      const decided = past.when(command, {
        by: context.by,
        at: at(),
        may: context.may('staff.endSessions') ? undefined : [],
      } as never);
      if (typeof decided === 'string') throw new Refusal(decided, 'refused');
      commits.push(command);
      past = past.after(decided, { at: at(), by: context.by });
      return { stream: staffStream(storeId), version: commits.length };
    },
  };
  const service = createUserService(ports);
  const call = async <T>(path: string, input: unknown, context: Partial<RequestContext> = {}): Promise<T> => {
    const route = service.requestRoutes.find((one) => one.path === path);
    if (!route) throw new Error(`no route ${path}`);
    const parsed = await route.request.parseAsync(input);
    const body = await route.handle(parsed, { storeId, address: '10.0.0.1', at: at(), ...context });
    return (await route.response.parseAsync(body)) as T; // what the route's own schema let through
  };
  return {
    ports,
    service,
    call,
    commits,
    queries,
    counted,
    at,
    pass: (ms: number) => {
      nowMs += ms;
    },
    has: (events: readonly StaffEvent[]) => {
      past = past.has(staffStream(storeId), events, { at: at() });
    },
    after: (changes: readonly Change[]) => {
      past = past.after(changes, { at: at() });
    },
    desk: () => past.desk({ at: at(), by: { kind: 'device', id: bar } }),
    staff: () => past.state(staffStream(storeId)),
  };
};
type Cafe = ReturnType<typeof createCafe>;

const claimsIn = (grant: TokenGrant): AccessClaims => JSON.parse(grant.accessToken) as AccessClaims; // our own signer's
const onDevice = (deviceId: DeviceId): Pick<RequestContext, 'claims'> => ({
  claims: {
    ...{ kind: 'device', sub: deviceId, deviceId, sid: deviceId, storeId },
    ...{ iss: 'cafe', aud: 'cafe-hub', jti: uuid(800), iat: 0, nbf: 0, exp: 0 },
  },
});
const bearing = (grant: TokenGrant): Pick<RequestContext, 'claims'> => ({ claims: claimsIn(grant) });
const secret = (n: number) => `secret-${n}`.padEnd(43, 'x');
const hashOf = (n: number) => secretHashOf(secret(n));

const codeOf = async (asked: Promise<unknown>): Promise<RefusalCode | 'done'> => {
  try {
    await asked;
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
const refusalOf = async (asked: Promise<unknown>): Promise<Refusal> => {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

const PIN = '284617';
const PASSWORD = 'correct horse battery';
let next = 100;
const signIn = (cafe: Cafe, pin = PIN, { staffId = ana, deviceId = bar } = {}) => {
  next += 1;
  return cafe.call<TokenGrant>('/auth/pin', { staffId, pin, nextHash: hashOf(next) }, onDevice(deviceId));
};
const byPassword = (cafe: Cafe, login: string, { password = PASSWORD, address = '10.0.0.1' } = {}) => {
  next += 1;
  return cafe.call<TokenGrant>('/auth/password', { login, password, nextHash: hashOf(next) }, { address });
};
const wrongTimes = async (cafe: Cafe, times: number, who: { staffId?: StaffId; deviceId?: DeviceId } = {}) => {
  const codes: string[] = [];
  for (let n = 0; n < times; n += 1) codes.push(await codeOf(signIn(cafe, '000000', who)));
  return codes;
};
const standing = (cafe: Cafe, grant: TokenGrant) => standingOf({ claims: claimsIn(grant) }, cafe.staff(), cafe.at());

/** Signing in and all around it, on any rows. Call it once per implementation; each test gets a store of its own rows. */
export const describeSigningIn = (name: string, createRows: () => Promise<UserRows>): void => {
  const open = async (): Promise<Cafe> => {
    const cafe = createCafe(await createRows());
    for (const staffId of [owner, manager, ana]) {
      await cafe.service.assignSecret({ storeId, staffId }, { kind: 'pin', value: PIN });
      await cafe.service.assignSecret({ storeId, staffId }, { kind: 'password', value: PASSWORD });
    }
    cafe.queries.length = 0;
    return cafe;
  };

  describe(`signing in by password: ${name}`, () => {
    test('[USR-20] gives a token that says who, and nothing of what they may', async () => {
      const cafe = await open();
      const grant = await byPassword(cafe, 'ana');
      expect(grant).toMatchObject({ kind: 'staff', id: ana, storeId });
      expect(claimsIn(grant)).toMatchObject({ kind: 'staff', sub: ana, sid: grant.sid, storeId });
      expect(claimsIn(grant)).not.toHaveProperty('role');
      expect(standing(cafe, grant)).toMatchObject({ ok: true, by: { kind: 'staff', id: ana } });
    });

    test('[USR-20] whatever is wrong is one answer, with the same queries and hashes', async () => {
      const cafe = await open();
      cafe.has([
        { type: 'staff.disabled', staffId: manager },
        { type: 'staff.updated', staffId: ben, login: 'ben' },
      ]);
      const seen: unknown[] = [];
      for (const [login, password] of [
        ['ana', 'not the password'],
        ['nobody', PASSWORD],
        ['mia', PASSWORD], // disabled
        ['ben', PASSWORD], // has none
      ] as const) {
        cafe.queries.length = 0;
        cafe.counted.hashes = 0;
        const refused = await refusalOf(byPassword(cafe, login, { password }));
        seen.push([refused.toBody(), [...cafe.queries], cafe.counted.hashes]);
      }
      const body = { code: 'auth.wrong_credentials' };
      expect(seen[0]).toEqual([expect.objectContaining(body), ['tries.find', 'tries.swap', 'credentials.find'], 1]);
      expect(seen.slice(1)).toEqual([seen[0], seen[0], seen[0]]);
    });

    test('[USR-24] wrong ones lock their own address and leave the person in elsewhere', async () => {
      const cafe = await open();
      for (let n = 0; n < 5; n += 1) await codeOf(byPassword(cafe, 'ana', { password: 'not the password' }));
      expect(await codeOf(byPassword(cafe, 'ana'))).toBe('auth.locked');
      expect(await codeOf(byPassword(cafe, 'ana', { address: '10.0.0.2' }))).toBe('done');
      expect(await codeOf(signIn(cafe))).toBe('done');
    });

    test('[USR-24] however many are wrong, the lock ends by itself', async () => {
      const cafe = await open();
      for (let n = 0; n < 25; n += 1) {
        expect(await codeOf(byPassword(cafe, 'ana', { password: 'not the password' }))).toBe('auth.wrong_credentials');
        cafe.pass(15 * 60_000);
      }
      expect(await codeOf(byPassword(cafe, 'ana'))).toBe('done');
    });

    test('[USR-24] a lock by wrong PINs does not touch the password', async () => {
      const cafe = await open();
      await wrongTimes(cafe, 6);
      expect(await codeOf(signIn(cafe))).toBe('auth.locked');
      expect(await codeOf(byPassword(cafe, 'ana'))).toBe('done');
    });

    test('[USR-25] asked again with the same hash it is the same sign-in; the hash is nobody else’s', async () => {
      const cafe = await open();
      const asked = { login: 'ana', password: PASSWORD, nextHash: hashOf(1) };
      const [first, again] = [
        await cafe.call<TokenGrant>('/auth/password', asked),
        await cafe.call<TokenGrant>('/auth/password', asked),
      ];
      expect(again.sid).toBe(first.sid);
      const other = { ...asked, login: 'mia' };
      expect(await codeOf(cafe.call('/auth/password', other))).toBe('auth.invalid');
      expect(JSON.stringify([first, again])).not.toContain(hashOf(1));
    });
  });

  describe(`signing in by PIN: ${name}`, () => {
    test('[USR-21] on an enrolled device, for a chosen person', async () => {
      const cafe = await open();
      const grant = await signIn(cafe);
      expect(claimsIn(grant)).toMatchObject({ kind: 'staff', sub: ana, deviceId: bar });
      expect(standing(cafe, grant)).toMatchObject({ ok: true, by: { kind: 'staff', id: ana, deviceId: bar } });
      expect(await cafe.service.sessionOf(storeId, grant.sid as SessionId)).toEqual({
        sid: grant.sid,
        staffId: ana,
        deviceId: bar,
      });
      expect(await cafe.service.sessionOf(storeId, uuid(77) as SessionId)).toBeUndefined();
    });

    test('[USR-21] is refused without a device, on a revoked one, and with a token of a person elsewhere', async () => {
      const cafe = await open();
      const asked = { staffId: ana, pin: PIN, nextHash: hashOf(1) };
      expect(await codeOf(cafe.call('/auth/pin', asked))).toBe('auth.required');
      expect(await codeOf(cafe.call('/auth/pin', asked, bearing(await byPassword(cafe, 'mia'))))).toBe(
        'actor.forbidden',
      );
      const signedOut = await signIn(cafe);
      await cafe.call('/auth/sign-out', {}, bearing(signedOut));
      expect(await codeOf(cafe.call('/auth/pin', asked, bearing(signedOut)))).toBe('auth.revoked');
      cafe.has([{ type: 'device.revoked', deviceId: bar }]);
      expect(await codeOf(cafe.call('/auth/pin', asked, onDevice(bar)))).toBe('auth.revoked');
    });

    test('[USR-21] whatever is wrong is one answer, with the same queries and hashes', async () => {
      const cafe = await open();
      cafe.has([{ type: 'staff.disabled', staffId: manager }]);
      const seen: unknown[] = [];
      for (const [staffId, pin] of [
        [ana, '000000'],
        [nobody, PIN],
        [manager, PIN], // disabled
        [ben, PIN], // has none
      ] as const) {
        cafe.queries.length = 0;
        cafe.counted.hashes = 0;
        const refused = await refusalOf(signIn(cafe, pin, { staffId }));
        seen.push([refused.toBody(), [...cafe.queries], cafe.counted.hashes]);
      }
      expect(seen[0]).toEqual([
        expect.objectContaining({ code: 'auth.wrong_credentials' }),
        ['tries.find', 'tries.swap', 'tries.find', 'tries.swap', 'credentials.find'],
        1,
      ]);
      expect(seen.slice(1)).toEqual([seen[0], seen[0], seen[0]]);
    });

    test('[USR-21] an enrolled device is told whom to offer; nobody else is', async () => {
      const cafe = await open();
      cafe.has([{ type: 'staff.disabled', staffId: ben }]);
      const { people } = await cafe.call<{ people: { staffId: string }[] }>('/auth/people', {}, onDevice(bar));
      expect(people.map(({ staffId }) => staffId).sort()).toEqual([owner, manager, ana]);
      expect(await codeOf(cafe.call('/auth/people', {}, bearing(await byPassword(cafe, 'mia'))))).toBe(
        'actor.forbidden',
      );
      expect(await codeOf(cafe.call('/auth/people', {}))).toBe('auth.required');
    });

    test('[USR-22] five wrong ones lock for a minute, the right PIN included, then for two', async () => {
      const cafe = await open();
      expect(await wrongTimes(cafe, 5)).toEqual(Array(5).fill('auth.wrong_credentials'));
      const refused = await refusalOf(signIn(cafe));
      expect([refused.code, refused.details]).toEqual(['auth.locked', { retryAfterMs: 60_000, on: 'device' }]);
      cafe.pass(59_999);
      expect(await codeOf(signIn(cafe))).toBe('auth.locked');
      cafe.pass(1);
      expect(await wrongTimes(cafe, 1)).toEqual(['auth.wrong_credentials']);
      expect((await refusalOf(signIn(cafe))).details).toMatchObject({ retryAfterMs: 120_000 });
      cafe.pass(120_000);
      expect(await codeOf(signIn(cafe))).toBe('done');
    });

    test('[USR-22] a person is locked on every device, a device for every person', async () => {
      const cafe = await open();
      await wrongTimes(cafe, 5);
      const elsewhere = await refusalOf(signIn(cafe, PIN, { deviceId: kitchen }));
      expect([elsewhere.code, elsewhere.details]).toEqual(['auth.locked', { retryAfterMs: 60_000, on: 'person' }]);
      expect(await codeOf(signIn(cafe, PIN, { staffId: manager }))).toBe('auth.locked');
      expect(await codeOf(signIn(cafe, PIN, { staffId: manager, deviceId: kitchen }))).toBe('done');
    });

    test('[USR-22] a right one breaks the row; being refused by the lock is no try', async () => {
      const cafe = await open();
      await wrongTimes(cafe, 4);
      expect(await codeOf(signIn(cafe))).toBe('done');
      expect(await wrongTimes(cafe, 5)).toEqual(Array(5).fill('auth.wrong_credentials'));
      await wrongTimes(cafe, 30); // all refused by the lock
      cafe.pass(60_000);
      expect(await codeOf(signIn(cafe))).toBe('done');
    });

    test('[USR-22] twenty within a day wait for a manager', async () => {
      const cafe = await open();
      for (let n = 0; n < 20; n += 1) {
        expect(await wrongTimes(cafe, 1)).toEqual(['auth.wrong_credentials']);
        cafe.pass(15 * 60_000);
      }
      cafe.pass(48 * 3_600_000);
      expect((await refusalOf(signIn(cafe))).details).toEqual({ until: 'unlocked', on: 'device' });
      const mia = await byPassword(cafe, 'mia');
      expect(await cafe.call('/devices/:deviceId/unlock', { deviceId: bar }, bearing(mia))).toEqual({ done: true });
      expect((await refusalOf(signIn(cafe))).details).toEqual({ until: 'unlocked', on: 'person' });
      await cafe.call('/staff/:staffId/unlock', { staffId: ana }, bearing(mia));
      expect(await codeOf(signIn(cafe))).toBe('done');
    });

    test('[USR-34] unlocking asks for the permission', async () => {
      const cafe = await open();
      const grant = await signIn(cafe);
      expect(await codeOf(cafe.call('/staff/:staffId/unlock', { staffId: ana }, bearing(grant)))).toBe(
        'actor.forbidden',
      );
      expect(await codeOf(cafe.call('/devices/:deviceId/unlock', { deviceId: bar }, onDevice(bar)))).toBe(
        'actor.forbidden',
      );
    });

    test('[USR-23] of forty guesses at once five are looked at', async () => {
      const cafe = await open();
      cafe.counted.hashes = 0;
      const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(signIn(cafe, '000000'))));
      expect(codes.filter((code) => code === 'auth.wrong_credentials')).toHaveLength(5);
      expect(codes.filter((code) => code === 'auth.locked')).toHaveLength(35);
      expect(cafe.counted.hashes).toBe(5);
    });

    test('[USR-23] an outage while looking is not counted as a wrong try', async () => {
      const cafe = await open();
      const { matches } = cafe.ports.hasher;
      Object.assign(cafe.ports.hasher, { matches: () => Promise.reject(new Error('outage')) });
      for (let n = 0; n < 6; n += 1) await expect(signIn(cafe)).rejects.toThrow('outage');
      Object.assign(cafe.ports.hasher, { matches });
      expect(await codeOf(signIn(cafe))).toBe('done');
    });
  });

  describe(`refreshing: ${name}`, () => {
    const refresh = (cafe: Cafe, from: number, to?: number) =>
      cafe.call<TokenGrant>('/auth/refresh', { secret: secret(from), ...(to && { nextHash: hashOf(to) }) });
    const started = async () => {
      const cafe = await open();
      const grant = await cafe.call<TokenGrant>('/auth/password', {
        login: 'ana',
        password: PASSWORD,
        nextHash: hashOf(1),
      });
      return { cafe, grant };
    };

    test('[USR-26] goes on with the same sign-in, secret after secret', async () => {
      const { cafe, grant } = await started();
      const second = await refresh(cafe, 1, 2);
      const third = await refresh(cafe, 2, 3);
      expect([second.sid, third.sid]).toEqual([grant.sid, grant.sid]);
      expect(third.accessToken).not.toBe(second.accessToken);
      expect(cafe.commits).toEqual([]);
    });

    test('[USR-26] the same exchange asked for twice, also at once, is answered twice', async () => {
      const { cafe, grant } = await started();
      const answers = await Promise.all([refresh(cafe, 1, 2), refresh(cafe, 1, 2), refresh(cafe, 1, 2)]);
      expect(answers.map(({ sid }) => sid)).toEqual([grant.sid, grant.sid, grant.sid]);
      expect(await codeOf(refresh(cafe, 2, 3))).toBe('done');
      expect(cafe.commits).toEqual([]);
    });

    test('[USR-26] a replay with another next secret ends the sign-in by a commit', async () => {
      const { cafe, grant } = await started();
      const honest = await refresh(cafe, 1, 2);
      expect(await codeOf(refresh(cafe, 1, 9))).toBe('auth.revoked');
      expect(cafe.commits).toEqual([
        { type: 'staff.endSessions', staffId: ana, sids: [grant.sid], reason: 'refresh_reused' },
      ]);
      expect(await codeOf(refresh(cafe, 2, 3))).toBe('auth.revoked');
      expect(await codeOf(refresh(cafe, 9, 10))).toBe('auth.invalid');
      expect(standing(cafe, honest)).toMatchObject({ ok: false, code: 'auth.revoked' });
    });

    test('[USR-26] of two that exchange one secret at once for different ones, none goes on', async () => {
      const { cafe } = await started();
      const codes = await Promise.all([codeOf(refresh(cafe, 1, 2)), codeOf(refresh(cafe, 1, 3))]);
      expect(codes).toContain('auth.revoked');
      expect([await codeOf(refresh(cafe, 2, 4)), await codeOf(refresh(cafe, 3, 5))].sort()).toEqual([
        'auth.invalid',
        'auth.revoked',
      ]);
    });

    test('[USR-26] the old exchange replayed after the next secret was used ends it too', async () => {
      const { cafe } = await started();
      await refresh(cafe, 1, 2);
      await refresh(cafe, 2, 3);
      expect(await codeOf(refresh(cafe, 1, 2))).toBe('auth.revoked');
      expect(await codeOf(refresh(cafe, 3, 4))).toBe('auth.revoked');
    });

    test('[USR-26] a person’s secret is exchanged for another one', async () => {
      const { cafe } = await started();
      expect(await codeOf(refresh(cafe, 1))).toBe('command.malformed');
      expect(await codeOf(refresh(cafe, 1, 1))).toBe('command.malformed');
      expect(await codeOf(refresh(cafe, 1, 2))).toBe('done');
    });

    test('[USR-33] ends for a disabled person, a revoked device, and after a day', async () => {
      const { cafe } = await started();
      cafe.pass(24 * 3_600_000);
      expect(await codeOf(refresh(cafe, 1, 2))).toBe('auth.revoked');
      next += 1;
      const mine = next;
      await cafe.call('/auth/pin', { staffId: ana, pin: PIN, nextHash: hashOf(mine) }, onDevice(bar));
      cafe.has([{ type: 'device.revoked', deviceId: bar }]);
      expect(await codeOf(refresh(cafe, mine, mine + 5_000))).toBe('auth.revoked');
    });

    test('[USR-26] an access token, a hash and another store’s secret refresh nothing', async () => {
      const { cafe, grant } = await started();
      const tried = [grant.accessToken, hashOf(1), secret(50)];
      for (const one of tried) {
        expect(await codeOf(cafe.call('/auth/refresh', { secret: one, nextHash: hashOf(2) }))).toBe('auth.invalid');
      }
      const elsewhere = { storeId: uuid(99) as StoreId };
      expect(await codeOf(cafe.call('/auth/refresh', { secret: secret(1), nextHash: hashOf(2) }, elsewhere))).toBe(
        'auth.invalid',
      );
    });

    test('[USR-27] a device refreshes with the secret it keeps, until it is revoked', async () => {
      const cafe = await open();
      await cafe.ports.rows.credentials.putOnce({ storeId, kind: 'device', subject: bar, hash: hashOf(60) });
      const [one, two] = [await refresh(cafe, 60), await refresh(cafe, 60)];
      expect([one, two]).toEqual([
        expect.objectContaining({ kind: 'device', id: bar }),
        expect.objectContaining({ kind: 'device' }),
      ]);
      expect(standing(cafe, one)).toMatchObject({ ok: true, by: { kind: 'device', id: bar, deviceId: bar } });
      cafe.has([{ type: 'device.revoked', deviceId: bar }]);
      expect(await codeOf(refresh(cafe, 60))).toBe('auth.revoked');
    });

    test('[USR-27] a row whose device the log does not know opens nothing', async () => {
      const cafe = await open();
      await cafe.ports.rows.credentials.putOnce({ storeId, kind: 'device', subject: uuid(29), hash: hashOf(61) });
      expect(await codeOf(refresh(cafe, 61))).toBe('auth.invalid');
    });

    test('[USR-27] a guest refreshes through the guest service', async () => {
      const cafe = await open();
      await cafe.ports.rows.credentials.putOnce({ storeId, kind: 'guest', subject: guest, hash: hashOf(62) });
      await cafe.ports.rows.credentials.putOnce({ storeId, kind: 'guest', subject: uuid(49), hash: hashOf(63) });
      expect(claimsIn(await refresh(cafe, 62))).toMatchObject({ kind: 'guest', sub: guest, epoch: 1 });
      expect(await codeOf(refresh(cafe, 63))).toBe('guest.not_found');
    });
  });

  describe(`signing out and changing secrets: ${name}`, () => {
    test('[USR-28] ends one’s own sign-in, once', async () => {
      const cafe = await open();
      const [one, two] = [await signIn(cafe), await signIn(cafe)];
      await cafe.call('/auth/sign-out', {}, bearing(one));
      expect([standing(cafe, one).ok, standing(cafe, two).ok]).toEqual([false, true]);
      expect(await codeOf(cafe.call('/auth/sign-out', {}, bearing(one)))).toBe('auth.revoked');
      expect(await codeOf(cafe.call('/auth/sign-out', { sid: one.sid }, bearing(two)))).toBe('done');
    });

    test('[USR-28] a device ends what was made on it, and nothing else is there for it', async () => {
      const cafe = await open();
      const [here, elsewhere] = [await signIn(cafe), await signIn(cafe, PIN, { deviceId: kitchen })];
      expect(await codeOf(cafe.call('/auth/sign-out', { sid: here.sid }, onDevice(bar)))).toBe('done');
      expect(standing(cafe, here).ok).toBe(false);
      expect(await codeOf(cafe.call('/auth/sign-out', { sid: elsewhere.sid }, onDevice(bar)))).toBe('actor.not_found');
      expect(await codeOf(cafe.call('/auth/sign-out', { sid: uuid(88) }, onDevice(bar)))).toBe('actor.not_found');
      const mia = await byPassword(cafe, 'mia');
      expect(await codeOf(cafe.call('/auth/sign-out', { sid: elsewhere.sid }, bearing(mia)))).toBe('actor.not_found');
      expect(standing(cafe, elsewhere).ok).toBe(true);
    });

    const NEW_PIN = '739154';
    test('[USR-29] one’s own PIN with the present one; every sign-in ends', async () => {
      const cafe = await open();
      const grant = await signIn(cafe);
      const path = '/staff/:staffId/set-pin';
      expect(await codeOf(cafe.call(path, { staffId: ana, pin: NEW_PIN }, bearing(grant)))).toBe(
        'auth.wrong_credentials',
      );
      expect(await codeOf(cafe.call(path, { staffId: ana, pin: NEW_PIN, current: PIN }, bearing(grant)))).toBe('done');
      expect(standing(cafe, grant)).toMatchObject({ ok: false, code: 'auth.revoked' });
      expect(await codeOf(signIn(cafe))).toBe('auth.wrong_credentials');
      const again = await signIn(cafe, NEW_PIN);
      expect(standing(cafe, again).ok).toBe(true);
      expect(cafe.commits).toEqual([{ type: 'staff.endSessions', staffId: ana, reason: 'pin_changed' }]);
    });

    test('[USR-29] wrong present ones count as tries', async () => {
      const cafe = await open();
      const grant = await signIn(cafe);
      const change = (current: string) =>
        codeOf(
          cafe.call(
            '/staff/:staffId/set-password',
            { staffId: ana, password: 'a new long one', current },
            bearing(grant),
          ),
        );
      for (let n = 0; n < 5; n += 1) expect(await change('not the password')).toBe('auth.wrong_credentials');
      expect(await change(PASSWORD)).toBe('auth.locked');
    });

    test('[USR-29] a manager sets others’, and not an owner’s; others set nobody’s', async () => {
      const cafe = await open();
      const mia = await byPassword(cafe, 'mia');
      const set = (staffId: StaffId, grant: TokenGrant) =>
        codeOf(cafe.call('/staff/:staffId/set-password', { staffId, password: 'a new long one' }, bearing(grant)));
      const grant = await signIn(cafe);
      expect(await set(manager, grant)).toBe('actor.forbidden');
      expect(await set(owner, mia)).toBe('staff.owner_protected');
      expect(await codeOf(byPassword(cafe, 'olga'))).toBe('done');
      expect(await set(nobody, mia)).toBe('staff.not_found');
      expect(await set(ana, mia)).toBe('done');
      expect(standing(cafe, grant).ok).toBe(false);
      expect(await set(manager, mia)).toBe('auth.wrong_credentials'); // one's own asks for the present one
      expect(await codeOf(byPassword(cafe, 'ana', { password: 'a new long one' }))).toBe('done');
    });

    test.each([
      ['pin', '111111'],
      ['pin', '123456'],
      ['pin', '987654'],
      ['pin', '121212'],
      ['password', 'aaaaaaaaaaaa'],
      ['password', 'olga-olga-2026'],
    ] as const)('[USR-30] the %s %s is refused', async (kind, value) => {
      const cafe = await open();
      expect(await codeOf(cafe.service.assignSecret({ storeId, staffId: owner }, { kind, value }))).toBe(
        'staff.weak_secret',
      );
      expect(await codeOf(cafe.service.assignSecret({ storeId, staffId: nobody }, { kind, value }))).toBe(
        'staff.not_found',
      );
    });
  });

  describe(`enrolment: ${name}`, () => {
    const gathered = async (cafe: Cafe, asked: { code: string; deviceId?: DeviceId; hash?: number }) => {
      const { code, deviceId = uuid(25) as DeviceId, hash = 70 } = asked;
      const command = {
        type: 'device.enrol',
        deviceId,
        name: 'New',
        kind: 'kitchen',
        code,
        secretHash: hashOf(hash),
      } as never;
      const facts = await gatherEnrolment(cafe.ports)(command, cafe.desk());
      try {
        cafe.after(decide(command, cafe.desk(), facts));
        return 'done';
      } catch (error) {
        if (error instanceof Refusal) return error.code;
        throw error;
      }
    };

    test('[USR-31] a manager makes a code, and one device gets in with it', async () => {
      const cafe = await open();
      const { code } = await cafe.call<EnrolmentCodeGrant>(
        '/devices/codes',
        {},
        bearing(await byPassword(cafe, 'mia')),
      );
      expect(await gathered(cafe, { code })).toBe('done');
      expect(await gathered(cafe, { code, deviceId: uuid(26) as DeviceId, hash: 71 })).toBe('auth.wrong_code');
      const grant = await cafe.call<TokenGrant>('/auth/refresh', { secret: secret(70) });
      expect(standing(cafe, grant)).toMatchObject({ ok: true });
      expect(await codeOf(cafe.call('/devices/codes', {}, bearing(await signIn(cafe))))).toBe('actor.forbidden');
    });

    test('[USR-31] is good for a quarter of an hour', async () => {
      const cafe = await open();
      const { code, expiresAt } = await cafe.service.issueEnrolmentCode({ storeId, at: cafe.at() });
      expect(Date.parse(expiresAt) - START).toBe(15 * 60_000);
      cafe.pass(15 * 60_000);
      expect(await gathered(cafe, { code })).toBe('auth.wrong_code');
      expect(await gathered(cafe, { code: 'ABCDEFGH23' })).toBe('auth.wrong_code');
    });

    test('[USR-12] the same device may ask again after a lost answer; another hash under its id may not', async () => {
      const cafe = await open();
      const { code } = await cafe.service.issueEnrolmentCode({ storeId, at: cafe.at() });
      const command = { type: 'device.enrol', deviceId: uuid(25), name: 'New', kind: 'kitchen', code } as const;
      const gather = (hash: number) =>
        gatherEnrolment(cafe.ports)({ ...command, secretHash: hashOf(hash) } as never, cafe.desk());
      expect(await gather(70)).toEqual({ isCodeGood: true, isHashTheFirst: true });
      expect(await gather(70)).toEqual({ isCodeGood: true, isHashTheFirst: true });
      expect(await gather(71)).toEqual({ isCodeGood: true, isHashTheFirst: false });
    });

    test('[USR-31] of many devices with one code at once, one gets in', async () => {
      const cafe = await open();
      const { code } = await cafe.service.issueEnrolmentCode({ storeId, at: cafe.at() });
      const all = Array.from({ length: 8 }, (_, n) =>
        gathered(cafe, { code, deviceId: uuid(50 + n) as DeviceId, hash: 80 + n }),
      );
      expect((await Promise.all(all)).sort()).toEqual([...Array(7).fill('auth.wrong_code'), 'done'].sort());
    });
  });

  describe(`approvals: ${name}`, () => {
    const approve = (cafe: Cafe, by: StaffId, { pin = PIN, deviceId = bar as DeviceId | undefined } = {}) =>
      cafe.service.approve({
        storeId,
        approval: { by, pin },
        asker: { kind: 'staff', id: ana, ...(deviceId && { deviceId }) },
        at: cafe.at(),
      });

    test('[USR-32] brings what the approver may where a PIN can stand in, and no more', async () => {
      const cafe = await open();
      const { approvedBy, may } = await approve(cafe, manager);
      expect(approvedBy).toBe(manager);
      expect(['order.void_prepared', 'staff.add', 'nothing'].map(may)).toEqual([true, false, false]);
      await cafe.service.assignSecret({ storeId, staffId: ben }, { kind: 'pin', value: PIN });
      expect((await approve(cafe, ben)).may('order.void_prepared')).toBe(false);
    });

    test('[USR-32] is not one’s own, and is given on an enrolled device', async () => {
      const cafe = await open();
      expect(await codeOf(approve(cafe, ana))).toBe('actor.forbidden');
      expect(
        await codeOf(
          cafe.service.approve({
            storeId,
            approval: { by: manager, pin: PIN },
            asker: { kind: 'staff', id: ana },
            at: cafe.at(),
          }),
        ),
      ).toBe('actor.forbidden');
    });

    test('[USR-32] counts as a try on the approver and on the device', async () => {
      const cafe = await open();
      for (let n = 0; n < 5; n += 1)
        expect(await codeOf(approve(cafe, manager, { pin: '000000' }))).toBe('auth.wrong_credentials');
      expect(await codeOf(approve(cafe, manager))).toBe('auth.locked');
      expect(await codeOf(signIn(cafe))).toBe('auth.locked');
      expect(await codeOf(signIn(cafe, PIN, { staffId: manager, deviceId: kitchen }))).toBe('auth.locked');
    });
  });
};
