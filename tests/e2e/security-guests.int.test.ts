import type { Ack, Command, ItemId, LineId, OrderId, TableId } from '@cafe/contract';
import { floorStream, orderStream } from '@cafe/contract/folds';
import { addDevice, addPerson, asHouse, deviceToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { v7 } from 'uuid';
import { done, lineOf, openKitchen, simpleItem } from './evening.ts';
import { freeTable, get, join, newPhone, openTable, post, type Seated, sitDown, tokenOf } from './guests-at-table.ts';
import { connect, type RawClient } from './socket-client.ts';

/** What phones can do to a café from the table, from the pavement, and from another country. */

jest.setTimeout(30_000); // of a machine that is busy; what is promised in seconds is measured

let hub: TestHub;
let item: ItemId;
let ahead = 0;
const clients: RawClient[] = [];
const keep = async (opening: Promise<RawClient>): Promise<RawClient> => {
  const client = await opening;
  clients.push(client);
  return client;
};
beforeAll(async () => {
  hub = await startTestHub({
    mongodbUri: process.env['TEST_MONGODB_URI'] ?? '',
    demo: true,
    now: () => new Date(Date.now() + ahead),
  });
  item = await simpleItem(hub);
}, 60_000);
beforeEach(() => configure({ guestMode: 'approve_first', guestMaxLines: 60, guestMaxUnpaid: 50_000 }));
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  expect(hub.reported).toEqual([]);
  await hub.stop();
});

const configure = async (settings: Omit<Extract<Command, { type: 'store.configure' }>, 'type'>): Promise<void> => {
  await asHouse(hub, { type: 'store.configure', ...settings });
};
const phoneOf = ({ token }: Pick<Seated, 'token'>): Promise<RawClient> => keep(connect({ base: hub.base, token }));
const codeOf = (ack: Ack): string => (ack.ok ? 'ok' : ack.refusal.code);
const codeOfTable = async (tableId: TableId): Promise<string> =>
  (await hub.cafe.read(floorStream(hub.identity.storeId))).tables[tableId]?.code ?? '';
/** A kitchen screen; what it heard of an order is what was cooked for it. */
const kitchen = (): Promise<RawClient> => keep(openKitchen(hub));
/** Nothing of an order came to a screen: asked after something else that certainly did. */
const nothingCooked = async (screen: RawClient, orderId: OrderId): Promise<void> => {
  const witness = v7() as OrderId;
  await asHouse(hub, { type: 'order.open', orderId: witness, serviceType: 'counter' });
  await asHouse(hub, { type: 'order.send', orderId: witness, lines: [lineOf(item)] });
  await screen.hears(({ stream }) => stream === `order:${witness}`);
  expect(screen.heard.filter(({ stream }) => stream === `order:${orderId}`)).toEqual([]);
};

describe('S25: a photo of the sticker', () => {
  test('[HUB-8] opens a page that names the table and shows the menu, and tells nothing of who sits there', async () => {
    const party = await sitDown(hub);
    const response = await fetch(`${hub.base}/t/${await codeOfTable(party.tableId)}`);
    expect(response.status).toBe(200);
    const page = await response.text();
    for (const secret of [party.orderId, party.guestId, party.secret, party.token]) expect(page).not.toContain(secret);
    expect(page).not.toMatch(/<script/i);
  });

  test('[HUB-8] at a free table asks the staff, and nothing of it is cooked', async () => {
    const screen = await kitchen();
    const tableId = await freeTable(hub);
    const scanned = await post(hub, '/guests/scan', { body: { code: await codeOfTable(tableId) } });
    expect(scanned.body).toEqual({
      storeName: expect.any(String),
      tableId,
      label: expect.any(String),
      mode: 'approve_first',
    });
    const [phone, orderId] = [newPhone(), v7() as OrderId];
    expect(await join(hub, phone, { tableId, orderId })).toMatchObject({ status: 201 });
    const client = await phoneOf({ token: await tokenOf(hub, phone) });
    const sent = await client.send({ type: 'order.send', orderId, lines: [lineOf(item)] });
    expect(codeOf(sent)).toBe('ok'); // what they chose is there when the staff let them in
    await nothingCooked(screen, orderId);
    const order = await hub.cafe.read(orderStream(orderId));
    expect(order).toMatchObject({ status: 'waiting', round: 0 });
  });

  test('[HUB-8] opens no table in a store that asks for digits, none that is blocked, and none where phones do not order', async () => {
    const tableId = await freeTable(hub);
    const attempt = async () => (await join(hub, newPhone(), { tableId, orderId: v7() as OrderId })).body['code'];
    await configure({ guestMode: 'pin' });
    expect(await attempt()).toBe('guest.table_not_open');
    await configure({ guestMode: 'off' });
    expect(await attempt()).toBe('guest.ordering_off');
    await configure({ guestMode: 'open' });
    await asHouse(hub, { type: 'floor.setTableState', tableId, state: 'blocked' });
    expect(await attempt()).toBe('guest.table_not_open');
    await asHouse(hub, { type: 'floor.setTableState', tableId, state: 'available' });
  });

  test('[HUB-8] S28: at an open table five wrong digits make new ones; the old ones open nothing then', async () => {
    await configure({ guestMode: 'pin' });
    const table = await openTable(hub);
    const manager = staffToken(hub, await addPerson(hub, 'manager'));
    const digits = async () => String((await get(hub, `/orders/${table.orderId}/pin`, manager)).body['pin']);
    const before = await digits();
    const wrong = before === '000000' ? '000001' : '000000';
    const codes: unknown[] = [];
    for (let tries = 0; tries < 5; tries += 1)
      codes.push((await join(hub, newPhone(), { ...table, pin: wrong })).body['code']);
    expect(new Set(codes)).toEqual(new Set(['guest.wrong_pin']));
    expect(await join(hub, newPhone(), { ...table, pin: before })).toMatchObject({ body: { code: 'guest.wrong_pin' } });
    const after = await digits();
    expect(after).not.toBe(before);
    expect(await join(hub, newPhone(), { ...table, pin: after })).toMatchObject({ status: 201 });
  });
});

describe('S27: when a party has gone', () => {
  /** Serves and takes cash, as staff do; then the bill can be closed. */
  const serveAndPay = async (orderId: OrderId, lineIds: readonly LineId[]): Promise<void> => {
    await asHouse(hub, { type: 'order.finish', orderId, lineIds: [...lineIds] });
    await asHouse(hub, { type: 'order.serve', orderId, lineIds: [...lineIds] });
    await asHouse(hub, {
      type: 'payment.takeCash',
      orderId,
      paymentId: v7() as never,
      tendered: 100_000,
      confirmUnusual: true,
    });
  };

  test('[HUB-8] [HUB-9] every phone at the table is out within a second, and the next party sees nothing of it', async () => {
    const first = await sitDown(hub);
    const party = [first, await sitDown(hub, { ...first, name: 'Secretive Sam' }), await sitDown(hub, first)];
    const phones = await Promise.all(party.map(phoneOf));
    for (const phone of phones) await phone.sync([`order:${first.orderId}`]);
    const line = { ...lineOf(item), note: 'for my secret birthday' };
    await done(phones[0]?.send({ type: 'order.send', orderId: first.orderId, lines: [line] }) as Promise<Ack>);
    const out = Promise.all(phones.flatMap((phone) => [phone.told('ended'), phone.closed()]));
    await serveAndPay(first.orderId, [line.lineId]);
    const startedAt = performance.now();
    await asHouse(hub, { type: 'order.close', orderId: first.orderId });
    await out;
    expect(performance.now() - startedAt).toBeLessThan(1_000);

    for (const { token, orderId, ...phone } of party) {
      expect((await post(hub, `/orders/${orderId}/send`, { token })).body).toMatchObject({
        code: 'guest.session_ended',
      });
      expect((await get(hub, `/orders/${orderId}`, token)).body).toMatchObject({ code: 'guest.session_ended' });
      expect((await post(hub, '/auth/refresh', { body: { secret: phone.secret } })).body).toMatchObject({
        code: 'guest.session_ended',
      });
      await expect(connect({ base: hub.base, token })).rejects.toMatchObject({ message: 'guest.session_ended' });
    }
    const orderId = v7() as OrderId;
    await asHouse(hub, { type: 'floor.setTableState', tableId: first.tableId, state: 'available' }).catch(
      () => undefined,
    );
    await asHouse(hub, { type: 'order.open', orderId, serviceType: 'dine_in', tableId: first.tableId });
    const next = await sitDown(hub, { tableId: first.tableId, orderId });
    const theirs = await phoneOf(next);
    const seen = JSON.stringify([
      await theirs.sync([`table:${first.tableId}`, `order:${first.orderId}`, 'menu', 'store']),
      theirs.heard,
      await get(hub, `/orders/${orderId}`, next.token),
      await get(hub, `/orders/${orderId}/guests`, next.token),
    ]);
    for (const secret of ['Secretive Sam', 'secret birthday', line.lineId, first.guestId])
      expect(seen).not.toContain(secret);
    expect(await join(hub, party[0] as Seated, { tableId: first.tableId, orderId })).toMatchObject({
      body: { code: 'guest.exists' },
    });
  });

  test('[HUB-9] everybody out: the bill stays, no token of before is good, and who comes again is somebody new', async () => {
    const seated = await sitDown(hub);
    const phone = await phoneOf(seated);
    const { orderId } = seated;
    const out = Promise.all([phone.told('ended'), phone.closed()]);
    await asHouse(hub, { type: 'guest.endAll', orderId });
    await out;
    expect((await get(hub, `/orders/${orderId}`, seated.token)).body).toMatchObject({ code: 'guest.session_ended' });
    const again = await sitDown(hub, seated);
    const { token } = again;
    expect(await (await phoneOf({ token })).sync([`order:${orderId}`])).toMatchObject({ refused: [] });
    expect((await get(hub, `/orders/${orderId}`, seated.token)).body).toMatchObject({ code: 'guest.session_ended' });
  });

  test('[HUB-9] who was sent away is out at once, and the others stay', async () => {
    const one = await sitDown(hub);
    const other = await sitDown(hub, one);
    const [gone, stays] = [await phoneOf(one), await phoneOf(other)];
    await stays.sync([`order:${one.orderId}`]);
    const out = Promise.all([gone.told('ended'), gone.closed()]);
    await asHouse(hub, { type: 'guest.remove', orderId: one.orderId, guestId: one.guestId });
    await out;
    expect(await stays.send({ type: 'order.addLines', orderId: one.orderId, lines: [lineOf(item)] })).toMatchObject({
      ok: true,
    });
  });
});

describe('S28: a second phone', () => {
  test('[HUB-8] is another guest: it neither touches what the first one chose, nor speaks for them, nor ends the bill', async () => {
    const one = await sitDown(hub);
    const other = await sitDown(hub, one);
    const [mine, theirs] = [await phoneOf(one), await phoneOf(other)];
    const { orderId, guestId } = one;
    const line = lineOf(item);
    await done(mine.send({ type: 'order.addLines', orderId, lines: [line] }));
    const { lineId } = line;
    const tries: [Command, string][] = [
      [{ type: 'order.changeLine', orderId, lineId, expectedVersion: 1, quantity: 9 }, 'line.not_yours'],
      [{ type: 'order.removeLine', orderId, lineId }, 'line.not_yours'],
      [{ type: 'order.send', orderId, lineIds: [lineId] }, 'line.not_yours'],
      [{ type: 'order.voidLines', orderId, lines: [{ lineId }], reason: 'x' }, 'actor.forbidden'],
      [{ type: 'order.close', orderId }, 'actor.forbidden'],
      [{ type: 'order.void', orderId, reason: 'x' }, 'actor.forbidden'],
      [{ type: 'payment.takeCash', orderId, paymentId: v7() as never, tendered: 1 }, 'actor.forbidden'],
      [{ type: 'guest.admit', orderId }, 'actor.forbidden'],
      [{ type: 'guest.remove', orderId, guestId }, 'actor.forbidden'],
      [{ type: 'guest.endAll', orderId }, 'actor.forbidden'],
      [{ type: 'guest.renewPin', orderId }, 'actor.forbidden'],
    ];
    for (const [command, code] of tries) {
      const answered = codeOf(await theirs.send(command));
      expect({
        command: command.type,
        code: answered === 'actor.approval_required' ? 'actor.forbidden' : answered,
      }).toEqual({ command: command.type, code });
    }
    expect(codeOf(await theirs.send({ type: 'guest.leave', orderId, guestId }))).not.toBe('ok');
    expect(mine.socket.connected).toBe(true);
    const order = await hub.cafe.read(orderStream(orderId));
    expect(order).toMatchObject({ lines: [{ lineId, quantity: 1, state: 'draft' }] });
  });

  test('[HUB-8] no more than twelve of them sit at a table', async () => {
    const { tableId, orderId } = await sitDown(hub);
    const another = () => join(hub, newPhone(), { tableId, orderId });
    for (let count = 1; count < 12; count += 1) expect((await another()).status).toBe(201);
    expect(await another()).toMatchObject({ body: { code: 'guest.table_full' } });
  });
});

test('[HUB-8] S29: above so many lines, or so much unpaid, the staff are asked; nothing of it is cooked', async () => {
  await configure({ guestMaxLines: 2 });
  const screen = await kitchen();
  const seated = await sitDown(hub);
  const phone = await phoneOf(seated);
  const { orderId } = seated;
  const three = [lineOf(item), lineOf(item), lineOf(item)];
  expect(codeOf(await phone.send({ type: 'order.send', orderId, lines: three }))).toBe('guest.needs_staff');
  await configure({ guestMaxLines: 60, guestMaxUnpaid: 1 });
  expect(codeOf(await phone.send({ type: 'order.send', orderId, lines: [lineOf(item)] }))).toBe('guest.needs_staff');
  await nothingCooked(screen, orderId);
});

test('[HUB-8] [RED-2] S27: all that a guest hears and reads of a bill names no staff, no device, no reason and no cash', async () => {
  const [deviceId, staffId] = [
    await addDevice(hub, 'terminal', 'Till Nine'),
    await addPerson(hub, 'manager', 'Waiter Wilma'),
  ];
  const terminal = await keep(connect({ base: hub.base, token: deviceToken(hub, deviceId) }));
  await terminal.emit('auth', { token: staffToken(hub, staffId, { deviceId }) });
  const tableId = await freeTable(hub);
  const orderId = v7() as OrderId;
  await done(terminal.send({ type: 'order.open', orderId, serviceType: 'dine_in', tableId }));
  const seated = await sitDown(hub, { tableId, orderId });
  const phone = await phoneOf(seated);
  const answers: unknown[] = [await phone.sync([`order:${orderId}`, 'store', 'menu'])];
  const [kept, wrong] = [lineOf(item), lineOf(item)];
  await done(terminal.send({ type: 'order.send', orderId, lines: [kept, wrong] }));
  await done(
    terminal.send({ type: 'order.voidLines', orderId, lines: [{ lineId: wrong.lineId }], reason: 'drunk guest' }),
  );
  const paid = await done(
    terminal.send({
      type: 'payment.takeCash',
      orderId,
      paymentId: v7() as never,
      tendered: 98_765,
      amount: 1,
      confirmUnusual: true,
    }),
  );
  await phone.hears(({ stream, version }) => stream === `order:${orderId}` && version === paid.version);
  answers.push(await phone.sync([`order:${orderId}`]), await get(hub, `/orders/${orderId}`, seated.token), phone.heard);
  const text = JSON.stringify(answers);
  expect(phone.heard.length).toBeGreaterThanOrEqual(3);
  for (const secret of [staffId, deviceId, 'Waiter Wilma', 'Till Nine', 'drunk guest', '98765', '98764']) {
    expect(text).not.toContain(secret);
  }
});

test('[HUB-10] S26: a phone that was not heard of for 90 minutes gets no further token, and none lasts over six hours', async () => {
  const [idle, busy] = [await sitDown(hub), await sitDown(hub)];
  const phone = await phoneOf(busy);
  const refresh = async ({ secret }: Seated) =>
    (await post(hub, '/auth/refresh', { body: { secret } })).body['code'] ?? 'ok';
  ahead = 89 * 60_000;
  expect(await refresh(busy)).toBe('ok');
  await phone.closed(); // its token ended meanwhile
  ahead = 91 * 60_000;
  expect(await refresh(idle)).toBe('guest.session_ended');
  for (const minutes of [170, 250, 330]) {
    ahead = minutes * 60_000;
    expect(await refresh(busy)).toBe('ok');
  }
  ahead = 361 * 60_000;
  expect(await refresh(busy)).toBe('guest.session_ended');
});
