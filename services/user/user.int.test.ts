import { CommandId, DeviceId, StaffId, StoreId, type TokenGrant, type UserCommand } from '@cafe/contract';
import { staffStream } from '@cafe/contract/folds';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Context, RequestContext } from '../kernel/definition.ts';
import { createKernel, type Kernel } from '../kernel/kernel.ts';
import { mongoEventLogOn } from '../kernel/mongo-event-log.ts';
import { createMongoRows } from '../kernel/mongo-rows.ts';
import { createService } from '../kernel/service.ts';
import { createSteeredTime } from '../kernel/steered-time.ts';
import { emptyLog, useTestStore } from '../kernel/test-store.suite.ts';
import { createUserService, userDefinition } from './index.ts';
import { createHasher } from './password-hash.ts';
import type { UserRows } from './rows.ts';
import { secretHashOf } from './secret-hash.ts';
import { standingOf } from './standing.ts';
import { connectUserRows } from './store.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const storeId = StoreId.parse(uuid(1));
const owner = StaffId.parse(uuid(2));
const ana = StaffId.parse(uuid(3));
const bar = DeviceId.parse(uuid(4));
const stream = staffStream(storeId);
const PEPPER = 'p'.repeat(32);
const secret = (n: number) => `secret-${n}`.padEnd(43, 'x');
const system: Context = { by: { kind: 'service', id: 'user' }, may: () => true };

const connection = useTestStore('user');
// Far ahead: the store itself forgets rows whose time is over, by its own clock, and must not do so under a test.
const time = createSteeredTime('2096-11-23T12:00:00.000Z');
let rows: UserRows;
let commands = 0;

beforeEach(async () => {
  await emptyLog(connection());
  rows ??= await connectUserRows(connection());
  for (const name of ['credentials', 'refreshTokens', 'pinTries', 'enrolmentCodes', 'users', 'devices']) {
    await connection().collection(name).deleteMany({});
  }
});

/** One process of a café: a kernel with the user service on the store's log, and signing in beside it. */
const startProcess = (name: string) => {
  const reported: unknown[] = [];
  const kernel: Kernel = createKernel({
    storeId,
    log: mongoEventLogOn(connection(), { storeId, report: (error) => reported.push(error) }),
    clock: time.clock,
    calendar: () => ({ timeZone: 'UTC', dayStart: '04:00' }),
    report: (error) => reported.push(error),
    random: () => 0,
    process: name,
    rows: createMongoRows(connection(), storeId),
  });
  const service = createService(userDefinition({ rows, pepper: PEPPER }), kernel);
  const staff = async () => (await kernel.state(stream)).state as never; // a staff stream folds to a staff state
  const send = (command: UserCommand, context = system, n = ++commands) =>
    service.handle({ id: CommandId.parse(uuid(0x1000 + n)), command }, context);
  const user = createUserService({
    rows,
    hasher: createHasher(),
    pepper: PEPPER,
    // Tokens have tests of their own, in the hub; here they say whom they are for.
    signer: {
      sign: (subject, expiresAt) => ({ token: JSON.stringify(subject), claims: subject as never, expiresAt }),
    },
    guests: { subjectOf: () => Promise.reject(new Error('no guests here')) },
    staff,
    commit: send,
  });
  const request = async (path: string, input: unknown, context: Partial<RequestContext> = {}): Promise<TokenGrant> => {
    const found = user.requestRoutes.find((route) => route.path === path);
    const at = time.clock().toISOString();
    return (await found?.handle(input, { storeId, address: 'here', at, ...context })) as TokenGrant; // its schema's
  };
  const standing = async (grant: TokenGrant) =>
    standingOf({ claims: JSON.parse(grant.accessToken) }, await staff(), time.clock().toISOString());
  return { kernel, user, send, request, standing, reported };
};

const addTeam = async ({ send, user }: ReturnType<typeof startProcess>) => {
  await send({ type: 'staff.add', staffId: owner, name: 'Olga', role: 'owner', login: 'olga' });
  await send({ type: 'staff.add', staffId: ana, name: 'Ana', role: 'server', login: 'ana' });
  await user.assignSecret({ storeId, staffId: ana }, { kind: 'password', value: 'correct horse battery' });
};
const signIn = ({ request }: ReturnType<typeof startProcess>, n: number) =>
  request('/auth/password', { login: 'ana', password: 'correct horse battery', nextHash: secretHashOf(secret(n)) });

describe('enrolling a device', () => {
  const enrol = (code: string, hash = 1, deviceId = bar) =>
    ({
      ...{ type: 'device.enrol', deviceId, name: 'Bar', kind: 'terminal' },
      ...{ code, secretHash: secretHashOf(secret(hash)) },
    }) as Extract<UserCommand, { type: 'device.enrol' }>; // a code of our own making
  const newcomer: Context = { by: { kind: 'device', id: bar }, may: () => false };

  test('[USR-12] the same command, many times at once and again later, is one device and one answer', async () => {
    const here = startProcess('one');
    const { code } = await here.user.issueEnrolmentCode({ storeId, at: time.clock().toISOString() });
    const n = ++commands;
    const all = await Promise.all(Array.from({ length: 20 }, () => here.send(enrol(code), newcomer, n)));
    const later = await startProcess('two').send(enrol(code), newcomer, n);
    expect(new Set([...all, later].map((receipt) => JSON.stringify(receipt)))).toEqual(
      new Set([JSON.stringify({ stream, version: 1 })]),
    );
    const grant = await here.request('/auth/refresh', { secret: secret(1) });
    expect(await here.standing(grant)).toMatchObject({ ok: true, by: { deviceId: bar } });
  });

  test('[USR-12] who asks second under the same id, with a code of their own, gets nothing', async () => {
    const here = startProcess('one');
    const at = time.clock().toISOString();
    const codes = [
      await here.user.issueEnrolmentCode({ storeId, at }),
      await here.user.issueEnrolmentCode({ storeId, at }),
    ];
    await here.send(enrol(codes[0]?.code ?? '', 1), newcomer);
    await expect(here.send(enrol(codes[1]?.code ?? '', 2), newcomer)).rejects.toMatchObject({ code: 'device.exists' });
    await expect(here.request('/auth/refresh', { secret: secret(2) })).rejects.toMatchObject({ code: 'auth.invalid' });
  });

  test('[USR-27] a hash that was stored while its command failed opens nothing, then or later', async () => {
    const here = startProcess('one');
    await rows.credentials.putOnce({ storeId, kind: 'device', subject: bar, hash: secretHashOf(secret(9)) });
    await expect(here.request('/auth/refresh', { secret: secret(9) })).rejects.toMatchObject({ code: 'auth.invalid' });
    const { code } = await here.user.issueEnrolmentCode({ storeId, at: time.clock().toISOString() });
    await expect(here.send(enrol(code, 1), newcomer)).rejects.toMatchObject({ code: 'device.exists' });
    await expect(here.request('/auth/refresh', { secret: secret(9) })).rejects.toMatchObject({ code: 'auth.invalid' });
  });
});

describe('revocation is a commit that every process finds', () => {
  test('[USR-33] a person disabled on one process is revoked on the other after its sweep', async () => {
    const [here, there] = [startProcess('one'), startProcess('two')];
    await addTeam(here);
    const grant = await signIn(there, 10);
    expect(await there.standing(grant)).toMatchObject({ ok: true });
    await here.send({ type: 'staff.disable', staffId: ana });
    expect(await here.standing(grant)).toMatchObject({ ok: false, code: 'auth.revoked' });
    await there.kernel.sweep();
    expect(await there.standing(grant)).toMatchObject({ ok: false, code: 'auth.revoked' });
    await expect(signIn(there, 11)).rejects.toMatchObject({ code: 'auth.wrong_credentials' });
  });

  test('[USR-26] a replayed refresh secret ends the family on both', async () => {
    const [here, there] = [startProcess('one'), startProcess('two')];
    await addTeam(here);
    await signIn(here, 20);
    const exchange = (process: typeof here, from: number, to: number) =>
      process.request('/auth/refresh', { secret: secret(from), nextHash: secretHashOf(secret(to)) });
    const honest = await exchange(here, 20, 21);
    await expect(exchange(there, 20, 99)).rejects.toMatchObject({ code: 'auth.revoked' });
    await here.kernel.sweep();
    expect(await here.standing(honest)).toMatchObject({ ok: false, code: 'auth.revoked' });
    await expect(exchange(here, 21, 22)).rejects.toMatchObject({ code: 'auth.revoked' });
    expect((await here.kernel.state(stream)).version).toBe(3); // two people, and the family's end
  });

  test('[USR-5] of two owners who disable each other at once, on two processes, one stays', async () => {
    const [here, there] = [startProcess('one'), startProcess('two')];
    await here.send({ type: 'staff.add', staffId: owner, name: 'Olga', role: 'owner' });
    await here.send({ type: 'staff.add', staffId: ana, name: 'Ana', role: 'owner' });
    await there.kernel.sweep();
    const ended = await Promise.allSettled([
      here.send({ type: 'staff.disable', staffId: ana }),
      there.send({ type: 'staff.disable', staffId: owner }),
    ]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'staff.last_owner' } });
  });
});

test('the collections hold people and devices, and no secret; the log holds neither code nor hash', async () => {
  const here = startProcess('one');
  await here.kernel.start();
  await addTeam(here);
  await here.kernel.stop();
  const users = await connection().collection('users').find({}).toArray();
  expect(users.map((user) => user['name']).sort()).toEqual(['Ana', 'Olga']);
  const log = JSON.stringify(await connection().collection('commits').find({}).toArray());
  for (const row of await connection().collection('credentials').find({}).toArray())
    expect(log).not.toContain(row['hash']);
  expect(here.reported).toEqual([]);
});
