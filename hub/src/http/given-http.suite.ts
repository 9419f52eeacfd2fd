import type { AddressInfo } from 'node:net';
import { type Command, firstWordOf, type Role, StaffId, StoreId, type TokenSubject } from '@cafe/contract';
import { orderStream, type StreamName, staffStream } from '@cafe/contract/folds';
import { createMemoryGuestRows, guestRoutes } from '@cafe/services/guest';
import { createMemoryEventLog, createMemoryRows as createRows, uuidV5 } from '@cafe/services/kernel';
import { MENU_ROUTES } from '@cafe/services/menu';
import { ORDER_ROUTES } from '@cafe/services/order';
import { paymentRoutes } from '@cafe/services/payment';
import { createMemoryRows, USER_ROUTES } from '@cafe/services/user';
import { actorFrom } from '../actor.ts';
import { createTokens } from '../auth/tokens.ts';
import { createCafe } from '../cafe.ts';
import { readConfig } from '../config.ts';
import { demoCommands, demoPeople } from '../demo/index.ts';
import { createHub } from '../hub.ts';
import { createLog, createReport } from '../log.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { builtPages } from '../pages/built-pages.ts';
import { createHttp } from './app.ts';
import type { HttpOptions } from './options.ts';
import type { Lists, Row } from './reads/lists.ts';

/** A whole café in memory behind HTTP on a port of its own: the services are the real ones, only the store is not. */

const SECRETS = {
  jwtKeys: [{ kid: 'test', secret: 'a secret of this test alone, 32 bytes or more' }] as const,
  pinPepper: 'a pepper of this test alone, 32 bytes or more!',
  tablePinKey: 'a table key of this test alone, 32 bytes or more',
};
export const STORE = StoreId.parse('0193a1b2-0000-7000-8000-00000000c0de');

export interface GivenHttp {
  readonly base: string;
  readonly metrics: HttpOptions['metrics'];
  readonly lines: string[];
  readonly options: HttpOptions;
  /** The demo's people, by role. */
  readonly staff: (role: Role) => StaffId;
  readonly tokenOf: (subject: Omit<Extract<TokenSubject, { kind: 'staff' }>, 'kind' | 'storeId' | 'sid'>) => string;
  readonly tokenFor: (role: Role) => string;
  readonly sign: (subject: TokenSubject) => string;
  /** A fresh uuid, another one each time, the same in every run. */
  readonly uuid: () => string;
  readonly send: (command: Command) => Promise<unknown>;
  /** Streams asked for since this was last called. */
  readonly asked: () => readonly StreamName[];
  /** Resolves when the lists hold what was done so far. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const listsOf = (rows: ReturnType<typeof createRows>, asOf: Lists['asOf']): Lists => {
  const all = (collection: string): Row[] => rows.rows(collection).map(({ _id, fields }) => ({ _id, ...fields }));
  const latest = (collection: string, by: string, before: string | undefined) =>
    all(collection)
      .filter((row) => before === undefined || String(row[by]) < before)
      .toSorted((one, other) => (String(one[by]) < String(other[by]) ? 1 : -1));
  const holds = (row: Row, wanted: Readonly<Record<string, unknown>>) =>
    Object.entries(wanted).every(([name, value]) => value === undefined || row[name] === value);
  return {
    orders: async ({ limit, openedBefore, ...wanted }) =>
      latest('orders', 'openedAt', openedBefore)
        .filter((row) => holds(row, wanted))
        .slice(0, limit),
    payments: async ({ limit, before, ...wanted }) =>
      latest('payments', 'at', before)
        .filter((row) => holds(row, wanted))
        .slice(0, limit),
    payment: async (paymentId) => all('payments').find(({ _id }) => _id === paymentId),
    tables: async () => all('tables'),
    items: async () => all('menuItems'),
    categories: async () => all('categories'),
    asOf,
  };
};

/** Starts it. `change` replaces what a test wants otherwise; `env` is the hub's configuration. */
export const givenHttp = async (
  change: Partial<HttpOptions> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<GivenHttp> => {
  let made = 0;
  const uuid = () => {
    made += 1;
    return uuidV5(`test ${made}`, STORE);
  };
  const now = () => new Date();
  const config = readConfig({ RATE_STAFF: '10000/10000', RATE_GUEST: '10000/10000', LOG_LEVEL: 'debug', ...env });
  const metrics = createMetrics();
  const lines: string[] = [];
  const log = createLog({ level: config.LOG_LEVEL, write: (line) => void lines.push(line) });
  const report = createReport(log, metrics.unexpected);
  const { signer, verifier } = createTokens({ keys: SECRETS.jwtKeys, storeId: STORE });
  const rows = createRows();
  const cafe = createCafe({
    storeId: STORE,
    log: createMemoryEventLog(STORE),
    rows: { users: createMemoryRows(), guests: createMemoryGuestRows(), models: rows },
    secrets: SECRETS,
    signer,
    now,
    random: () => 0.5,
    newId: uuid,
    report,
  });
  await cafe.start();
  const send = async (command: Command) => {
    // Every command's type begins with a first word of the owners' table.
    const service = cafe.services.get(firstWordOf(command.type));
    return service?.handle({ id: uuid(), command }, { by: { kind: 'service', id: 'test' }, may: () => true });
  };
  for (const command of demoCommands(STORE)) await send(command);
  await cafe.kernel.flush();

  const base = { url: '' };
  const origins = () => new Set([base.url, 'https://app.example']);
  const elapsed = () => performance.now();
  const hub = createHub({
    config,
    cafe,
    epoch: uuid(),
    verifier,
    origins,
    addressOf: () => '127.0.0.1',
    metrics,
    report,
    now,
    newId: uuid,
    random: () => 0.5,
    elapsed,
  });
  const menu = cafe.services.get('menu');
  if (!menu) throw new Error('no menu');
  let asked: StreamName[] = [];
  const options: HttpOptions = {
    config,
    ...hub,
    pages: builtPages(undefined),
    storeId: STORE,
    streams: {
      state: (stream) => {
        asked.push(stream);
        return cafe.kernel.state(stream);
      },
    },
    lists: listsOf(rows, async () => cafe.kernel.asOf()),
    verify: (token) => verifier.verify(token, now().toISOString()),
    actorOf: async (claims) => {
      const standing = await hub.door.standing(claims);
      const staff = await cafe.read(staffStream(STORE));
      const order = claims.kind === 'guest' ? await cafe.read(orderStream(claims.orderId)) : undefined;
      return actorFrom(claims, standing, { staff, order });
    },
    menu,
    metrics,
    log,
    report,
    now,
    elapsed,
    newId: uuid,
    origins,
    routes: [...USER_ROUTES, ...MENU_ROUTES, ...ORDER_ROUTES, ...paymentRoutes, ...guestRoutes],
    requestRoutes: [...cafe.user.requestRoutes, ...cafe.guest.requestRoutes],
    readiness: async () => [{ name: 'store', ok: true }],
    version: { name: 'cafe-hub', version: '0.0.0-test', protocol: 1, demo: true, store: 'memory', role: 'all' },
    ...change,
  };
  hub.mount(createHttp(options).listener);
  await hub.listen(0, '127.0.0.1');
  base.url = `http://127.0.0.1:${(hub.server.address() as AddressInfo).port}`; // it listens on a port, not on a file

  const sign = (subject: TokenSubject) => signer.sign(subject, now().toISOString()).token;
  const staff = (role: Role): StaffId => {
    const person = demoPeople(STORE).find((one) => one.role === role);
    if (!person) throw new Error(`the demo has no ${role}`);
    return StaffId.parse(person.staffId);
  };
  const tokenOf: GivenHttp['tokenOf'] = (subject) =>
    sign({ kind: 'staff', storeId: STORE, sid: uuid() as never, ...subject }); // a uuid is a session's id
  return {
    base: base.url,
    metrics,
    lines,
    options,
    staff,
    tokenOf,
    tokenFor: (role) => tokenOf({ sub: staff(role) }),
    sign,
    uuid,
    send,
    asked: () => {
      const before = asked;
      asked = [];
      return before;
    },
    flush: () => cafe.kernel.flush(),
    stop: () => hub.stop(),
  };
};

/** What a request brought back. */
export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface Asking {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const asJson = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/** Asks something over HTTP: `POST /api/v1/orders`. */
export const ask = async ({ base }: Pick<GivenHttp, 'base'>, what: string, asking: Asking = {}): Promise<Heard> => {
  const { token, body, key, headers } = asking;
  const [method = 'GET', path = '/'] = what.split(' ');
  const isText = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${base}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'Idempotency-Key': key }),
      ...headers,
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: asJson(text), text };
};
