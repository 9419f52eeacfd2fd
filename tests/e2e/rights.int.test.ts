import {
  type Ack,
  type Command,
  CommandId,
  type CommandType,
  type OrderId,
  type Role,
  type Topic,
} from '@cafe/contract';
import { floorStream } from '@cafe/contract/folds';
import { addDevice, addPerson, asHouse, deviceToken, staffToken, startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { v7 } from 'uuid';
import { openTerminal } from './evening.ts';
import { everyCommand } from './every-command.ts';
import { get, join, newPhone, openTable, post, type Seated, sitDown, tokenOf } from './guests-at-table.ts';
import { connect, type RawClient } from './socket-client.ts';

/** Who may do what, who hears what, and what everybody else is told: over real sockets, every command and every topic. */

jest.setTimeout(30_000); // of a machine that is busy; what is promised in seconds is measured

let hub: TestHub;
const clients: RawClient[] = [];
const keep = async (opening: Promise<RawClient>): Promise<RawClient> => {
  const client = await opening;
  clients.push(client);
  return client;
};
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
}, 60_000);
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  expect(hub.reported).toEqual([]);
  await hub.stop();
});

const terminalOf = async (role: Role): Promise<RawClient> =>
  keep(openTerminal(hub, { deviceId: await addDevice(hub, 'terminal'), staffId: await addPerson(hub, role) }));
const device = async (kind: 'terminal' | 'kitchen'): Promise<RawClient> =>
  keep(connect({ base: hub.base, token: deviceToken(hub, await addDevice(hub, kind)) }));
const phoneOf = ({ token }: Pick<Seated, 'token'>): Promise<RawClient> => keep(connect({ base: hub.base, token }));

/** How a command ended, as far as rights go. */
const codeOf = (ack: Ack): string => (ack.ok ? 'ok' : ack.refusal.code);
const DENIALS = new Set(['auth.required', 'actor.forbidden', 'actor.approval_required', 'guest.not_admitted']);

/**
 * Who may send a command. O owner, M manager, C cashier, S server, K kitchen; T a terminal and D a kitchen screen with
 * nobody signed in; G a guest on their own order; N somebody without a token. What is not here is denied.
 */
const MATRIX: Readonly<Record<CommandType, string>> = {
  'store.configure': 'OM',
  'staff.add': 'OM',
  'staff.update': 'OM',
  'staff.disable': 'OM',
  'staff.enable': 'OM',
  'staff.setPermission': 'OM',
  'staff.endSessions': 'OM',
  'device.enrol': 'OMCSKTDGN',
  'device.revoke': 'OM',
  'menu.saveCategory': 'OM',
  'menu.saveItem': 'OM',
  'menu.saveModifierGroup': 'OM',
  'menu.saveTaxRate': 'OM',
  'menu.saveStation': 'OM',
  'menu.setAvailability': 'OMCSK',
  'menu.setStock': 'OMK',
  'floor.saveFloor': 'OM',
  'floor.saveTable': 'OM',
  'floor.setTableState': 'OMCS',
  'order.open': 'OMCS',
  'order.addLines': 'OMCSG',
  'order.changeLine': 'OMCSG',
  'order.removeLine': 'OMCSG',
  'order.send': 'OMCSG',
  'order.approveLines': 'OMCS',
  'order.rejectLines': 'OMCS',
  'order.start': 'OMCSKD',
  'order.finish': 'OMCSKD',
  'order.serve': 'OMCSK',
  'order.recall': 'OMCSKD',
  'order.voidLines': 'OMCS',
  'order.acknowledgeVoid': 'OMKD',
  'order.close': 'OMCS',
  'order.void': 'OMCS',
  'order.expire': '',
  'payment.takeCash': 'OMCS',
  'guest.join': 'OMCSKTDGN',
  'guest.admit': 'OMCS',
  'guest.leave': 'G',
  'guest.remove': 'OMCS',
  'guest.endAll': 'OMCS',
  'guest.renewPin': 'OMCS',
  'guest.expire': '',
};

/** A command that ends what the others need comes last. */
const inOrder = (commands: readonly Command[]): readonly Command[] =>
  commands.toSorted((one, other) => Number(one.type === 'guest.leave') - Number(other.type === 'guest.leave'));

/** Sends one of every command and says which were not denied. */
const permitted = async (
  send: (command: Command) => Promise<Ack>,
  {
    commands = everyCommand(),
    denials = DENIALS,
  }: { commands?: readonly Command[]; denials?: ReadonlySet<string> } = {},
): Promise<readonly CommandType[]> => {
  const through: CommandType[] = [];
  for (const command of inOrder(commands)) {
    if (!denials.has(codeOf(await send(command)))) through.push(command.type);
  }
  return through.toSorted();
};
const expected = (letter: string): readonly string[] =>
  Object.entries(MATRIX)
    .filter(([, who]) => who.includes(letter))
    .map(([type]) => type)
    .toSorted();

describe('S12: every command', () => {
  test.each<[Role, string]>([
    ['owner', 'O'],
    ['manager', 'M'],
    ['cashier', 'C'],
    ['server', 'S'],
    ['kitchen', 'K'],
  ])('[HUB-17] of a person who is %s: what the role does not hold is denied', async (role, letter) => {
    const client = await terminalOf(role);
    expect(await permitted((command) => client.send(command))).toEqual(expected(letter));
  });

  test.each<['terminal' | 'kitchen', string]>([
    ['terminal', 'T'],
    ['kitchen', 'D'],
  ])('[HUB-17] of a device of kind %s with nobody signed in', async (kind, letter) => {
    const client = await device(kind);
    expect(await permitted((command) => client.send(command))).toEqual(expected(letter));
  });

  test('[HUB-17] of a guest on their own order', async () => {
    const seated = await sitDown(hub);
    const phone = await phoneOf(seated);
    const denials = new Set([...DENIALS, 'actor.not_found']); // what is not of their order is not there
    const { orderId, guestId } = seated;
    const commands = everyCommand({ orderId, guestId }).filter(({ type }) => !MATRIX[type].includes('N'));
    const own = expected('G').filter((type) => !expected('N').includes(type));
    expect(await permitted((command) => phone.send(command), { commands, denials })).toEqual(own);
  });

  test('[HUB-8] [HUB-17] of a guest who waits to be let in: leaving, and nothing else', async () => {
    const table = await openTable(hub);
    await sitDown(hub, table);
    const waiting = await waitingGuest(table);
    const phone = await phoneOf(waiting);
    const { orderId } = table;
    const commands = everyCommand({ orderId, guestId: waiting.guestId }).filter(
      ({ type }) => !MATRIX[type].includes('N'),
    );
    const denials = new Set([...DENIALS, 'actor.not_found']);
    expect(await permitted((command) => phone.send(command), { commands, denials })).toEqual(['guest.leave']);
    expect(await phone.told('ended')).toEqual({ kind: 'ended', code: 'guest.session_ended' });
  });

  test('[HUB-17] of somebody without a token', async () => {
    const send = (command: Command) =>
      hub.hub.execute({ id: v7(), command }, { opener: undefined, address: '127.0.0.1' });
    expect(await permitted(send)).toEqual(expected('N'));
    const paths = ['/staff', '/store/configure', '/menu/items', '/orders', '/payments', `/orders/${v7()}/close`];
    for (const path of paths)
      expect({ path, status: (await post(hub, path)).status }).not.toMatchObject({ status: 200 });
    expect((await post(hub, '/orders', { body: { serviceType: 'counter' } })).body).toMatchObject({
      code: 'auth.required',
    });
  });

  test('[HUB-17] S12: of a guest whose order was closed or who left, is refused as over', async () => {
    const seated = await sitDown(hub);
    const phone = await phoneOf(seated);
    const { orderId } = seated;
    await asHouse(hub, { type: 'order.void', orderId, reason: 'left' });
    const { token } = seated;
    const answer = await post(hub, `/orders/${orderId}/send`, { token });
    expect(answer).toMatchObject({ status: 401, body: { code: 'guest.session_ended' } });
    expect(await phone.closed()).toBeDefined();
  });
});

/** A phone that asked to join a table and that nobody let in yet. */
const waitingGuest = async (table: { tableId: Seated['tableId']; orderId: OrderId }) => {
  const phone = newPhone();
  const joined = await join(hub, phone, table);
  expect(joined.status).toBe(201);
  return { ...phone, token: await tokenOf(hub, phone) };
};

describe('S13: every topic', () => {
  /** What a client asked for and was not refused, beside what the hub keeps of it. */
  const followed = async (client: RawClient, topics: readonly Topic[]) => {
    const { refused, streams, audience } = await client.sync(topics);
    const no = new Set(refused.map(({ topic }) => topic));
    for (const { refusal } of refused) expect(refusal.code).toBe('actor.not_found');
    const rooms = [...hub.hub.sockets.connections()].find(({ id }) => id === client.socket.id)?.topics;
    return { audience, allowed: topics.filter((topic) => !no.has(topic)), rooms: rooms?.toSorted(), streams };
  };
  const WIDE: readonly Topic[] = ['floor', 'kitchen', 'menu', 'store', 'staff'];

  test.each<[Role, Topic[], string]>([
    ['owner', ['floor', 'kitchen', 'menu', 'store', 'staff'], 'staff'],
    ['manager', ['floor', 'kitchen', 'menu', 'store', 'staff'], 'staff'],
    ['cashier', ['floor', 'kitchen', 'menu', 'store'], 'staff'],
    ['server', ['floor', 'kitchen', 'menu', 'store'], 'staff'],
    ['kitchen', ['kitchen', 'menu', 'store'], 'kitchen'],
  ])('[HUB-7] of a person who is %s', async (role, allowed, audience) => {
    expect(await followed(await terminalOf(role), WIDE)).toMatchObject({ allowed, audience });
  });

  test.each<['terminal' | 'kitchen', Topic[], string]>([
    ['terminal', ['menu', 'store'], 'public'],
    ['kitchen', ['kitchen', 'menu', 'store'], 'kitchen'],
  ])('[HUB-7] of a device of kind %s with nobody signed in', async (kind, allowed, audience) => {
    const { orderId, tableId } = await openTable(hub);
    const topics: Topic[] = [...WIDE, `order:${orderId}`, `table:${tableId}`];
    expect(await followed(await device(kind), topics)).toMatchObject({ allowed, audience });
  });

  test('[HUB-7] [HUB-8] of a guest: their own order under either name, the menu, the store, and no room besides', async () => {
    const [mine, others] = [await sitDown(hub), await sitDown(hub)];
    const phone = await phoneOf(mine);
    const topics: Topic[] = [
      ...WIDE,
      `order:${mine.orderId}`,
      `table:${mine.tableId}`,
      `order:${others.orderId}`,
      `table:${others.tableId}`,
      `order:${v7()}`,
      `table:${v7()}`,
    ];
    const { allowed, rooms, audience, streams } = await followed(phone, topics);
    expect({ allowed, rooms, audience }).toEqual({
      allowed: ['menu', 'store', `order:${mine.orderId}`, `table:${mine.tableId}`],
      rooms: ['menu', `order:${mine.orderId}`, 'store'],
      audience: 'guest',
    });
    const { storeId } = hub.identity;
    expect(streams.map(({ stream }) => stream).toSorted()).toEqual(
      [`menu:${storeId}`, `order:${mine.orderId}`, `store:${storeId}`].toSorted(),
    );
  });

  test('[HUB-8] of a guest who waits to be let in: no bill, until they are', async () => {
    const table = await openTable(hub);
    await sitDown(hub, table);
    const waiting = await waitingGuest(table);
    const phone = await phoneOf(waiting);
    const topic: Topic = `order:${table.orderId}`;
    expect(await followed(phone, [topic, 'menu'])).toMatchObject({ allowed: ['menu'], rooms: ['menu'] });
    await asHouse(hub, { type: 'guest.admit', orderId: table.orderId });
    expect(await phone.told('resync')).toEqual({ kind: 'resync' });
    expect(phone.heard).toEqual([]);
    expect(await followed(phone, [topic])).toMatchObject({ allowed: [topic] });
  });

  test('[HUB-7] S13: a room by its own name, or any text that is no topic, is malformed', async () => {
    const phone = await phoneOf(await sitDown(hub));
    const { storeId } = hub.identity;
    for (const name of [
      `${storeId}|floor|staff`,
      'order:*',
      'order:',
      '',
      '*',
      'FLOOR',
      `order:${v7()} `,
      'drawer:1',
      phone.socket.id,
    ]) {
      const answer = await phone.emit('sync', { subscribe: [name] });
      expect({ name, answer }).toMatchObject({ name, answer: { ok: false, refusal: { code: 'command.malformed' } } });
    }
    for (const event of ['join', 'subscribe', 'room']) phone.socket.emit(event as 'hint', `${storeId}|floor|staff`);
    expect(await followed(phone, [])).toMatchObject({ rooms: [] });
  });

  test('[HUB-7] a table and an order that are not there are refused to staff too, and leave no room behind', async () => {
    const client = await terminalOf('server');
    const topics: Topic[] = [`table:${v7()}`, `order:${v7()}`, 'menu'];
    expect(await followed(client, topics)).toMatchObject({ allowed: ['menu'], rooms: ['menu'] });
  });

  test('[HUB-7] a hint reaches who is on the topic in the same audience, and comes from nobody else', async () => {
    const [mine, others] = [await sitDown(hub), await sitDown(hub)];
    const [one, other] = [await phoneOf(mine), await phoneOf(others)];
    const second = await phoneOf(await sitDown(hub, mine));
    const topic: Topic = `order:${mine.orderId}`;
    for (const phone of [one, second]) await phone.sync([topic]);
    await other.sync([`order:${others.orderId}`]);
    const strangers: unknown[] = [];
    other.socket.on('hint', (hint) => void strangers.push(hint));
    const heard = new Promise((resolve) => second.socket.once('hint', resolve));
    other.socket.emit('hint', { topic, kind: 'typing' });
    await other.sync([]); // whatever the hint before it did, is done
    one.socket.emit('hint', { topic, kind: 'here' });
    expect(await heard).toEqual({ topic, kind: 'here', from: { kind: 'guest', id: mine.guestId } });
    expect(strangers).toEqual([]);
  });
});

describe('S14: what is another’s and what is not there', () => {
  /** An answer without what differs by nature: the ids that were asked for, and the request’s own. */
  const bare = (answer: unknown, ...ids: readonly string[]): string => {
    const text = JSON.stringify(answer).replaceAll(/"(requestId|instance)":"[^"]*"/g, '"$1":"…"');
    return ids.reduce((rest, id) => rest.replaceAll(id, 'ID'), text);
  };

  test('[HUB-7] look the same to a guest’s commands, whatever they ask for', async () => {
    const [mine, others] = [await sitDown(hub), await sitDown(hub)];
    const phone = await phoneOf(mine);
    const absent = v7();
    const commandsOn = (orderId: string) =>
      everyCommand({ orderId, guestId: others.guestId }).filter(({ type }) => type !== 'guest.join');
    for (const [index, command] of commandsOn(others.orderId).entries()) {
      const twin = commandsOn(absent)[index];
      if (!twin || !('orderId' in command)) continue;
      const [theirs, nowhere] = [await phone.send(command), await phone.send(twin)];
      expect(codeOf(theirs)).toBe('actor.not_found');
      expect(bare(theirs, others.orderId)).toBe(bare(nowhere, absent));
    }
  });

  test('[HUB-7] look the same to a guest’s requests', async () => {
    const [mine, others] = [await sitDown(hub), await sitDown(hub)];
    const member = await addPerson(hub, 'server', 'Secret Name');
    const deviceId = await addDevice(hub, 'terminal');
    const paths: [path: (id: string) => string, real: string][] = [
      [(id) => `/orders/${id}`, others.orderId],
      [(id) => `/orders/${id}/guests`, others.orderId],
      [(id) => `/staff/${id}`, member],
      [(id) => `/devices/${id}`, deviceId],
    ];
    for (const [path, real] of paths) {
      const absent = v7();
      const [theirs, nowhere] = [await get(hub, path(real), mine.token), await get(hub, path(absent), mine.token)];
      expect(theirs).toMatchObject({ status: 404, body: { code: 'actor.not_found' } });
      expect(bare(theirs, real)).toBe(bare(nowhere, absent));
      expect(JSON.stringify(theirs)).not.toContain('Secret Name');
    }
    for (const path of [
      '/orders',
      '/payments',
      '/staff',
      '/devices',
      '/permissions',
      `/orders/${others.orderId}/pin`,
    ]) {
      const answer = await get(hub, path, mine.token);
      expect({ path, status: answer.status }).toEqual({ path, status: answer.status === 404 ? 404 : 403 });
    }
  });

  test('[HUB-7] a command sent before under its id is told to its sender alone', async () => {
    const [one, other] = [await terminalOf('server'), await terminalOf('server')];
    const id = CommandId.parse(v7());
    const command: Command = { type: 'order.open', orderId: v7() as OrderId, serviceType: 'counter' };
    expect(await one.send(command, id)).toMatchObject({ ok: true });
    expect(codeOf(await other.send(command, id))).toBe('command.id_reused');
  });

  test('[HUB-7] S7: a person’s token is no device’s, a guest’s is no person’s, and none opens another store', async () => {
    const staffId = await addPerson(hub, 'manager');
    const floor = await hub.cafe.read(floorStream(hub.identity.storeId));
    expect(Object.keys(floor.tables).length).toBeGreaterThan(0);
    const { signer } = hub.tokens;
    const at = new Date().toISOString();
    const other = v7() as typeof hub.identity.storeId;
    const foreign = signer.sign({ kind: 'staff', sub: staffId, storeId: other, sid: v7() as never }, at).token;
    expect((await get(hub, '/orders', foreign)).body).toMatchObject({ code: 'auth.invalid' });
    const guest = await sitDown(hub);
    for (const token of [guest.token, staffToken(hub, staffId)]) {
      const answer = await post(hub, '/auth/pin', {
        token,
        body: { staffId, pin: '200200', nextHash: 'ab'.repeat(32) },
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    const refresh = await post(hub, '/auth/refresh', { body: { secret: staffToken(hub, staffId) } });
    expect(refresh.body).toMatchObject({ code: 'auth.invalid' });
  });
});
