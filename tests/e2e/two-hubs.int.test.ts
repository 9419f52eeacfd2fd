import { when } from '@cafe/client-sdk';
import { orderStream } from '@cafe/contract/folds';
import {
  enrolTerminal,
  type PrivateRedis,
  startPrivateRedis,
  startTestHub,
  type Terminal,
  type TestHub,
} from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';

let redis: PrivateRedis;
let one: TestHub;
let other: TestHub;
beforeAll(async () => {
  redis = await startPrivateRedis();
  const env = { REDIS_URL: redis.url, MAX_SOCKETS_PER_DEVICE: '2' };
  one = await startTestHub({ mongodbUri, demo: true, env });
  const { database, identity, secrets } = one;
  other = await startTestHub({ mongodbUri, database, identity, secrets, env });
}, 60_000);
afterAll(async () => {
  await one.stop();
  await other.stop();
  await redis.kill();
}, 30_000);

/** The number behind a metric's name and labels. */
const metric = async (hub: TestHub, name: string): Promise<number> => {
  const line = (await hub.metrics.text()).split('\n').find((text) => text.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? 0);
};

/** Resolves when a commit that opens a bill has come to a hub, with how it came. */
const heardAt = (hub: TestHub, orderId: Promise<string>) => {
  let found: (origin: string) => void = () => undefined;
  const heard = new Map<string, string>();
  const stop = hub.cafe.kernel.onCommit(({ parts, origin }) => {
    for (const { part } of parts) heard.set(part.stream, origin);
    check();
  });
  let wanted = '';
  const check = () => {
    const origin = heard.get(wanted);
    if (origin !== undefined) found(origin);
  };
  return new Promise<string>((resolve) => {
    found = (origin) => {
      stop();
      resolve(origin);
    };
    void orderId.then((id) => {
      wanted = `order:${id}`;
      check();
    });
  });
};

const open = async ({ cafe }: Terminal) => (await cafe.orders.open({ serviceType: 'counter' })).orderId;

test('[SHR-1] what one hub commits is let out by the other because it was told', async () => {
  const terminal = await enrolTerminal(one);
  const opening = open(terminal);
  expect(await heardAt(other, opening)).toBe('told');
  expect(await metric(other, 'cafe_commits_carried_total{direction="in"}')).toBeGreaterThan(0);
  terminal.cafe.stop();
});

test('[SHR-7] whoever is put out at one hub is put out at the other', async () => {
  const [terminal, manager] = [await enrolTerminal(other), await enrolTerminal(one, { role: 'manager' })];
  const { deviceId } = terminal.device;
  await manager.cafe.send({ type: 'device.revoke', deviceId });
  const state = await when(terminal.cafe.connection, (now) => now.state === 'stopped' && now);
  expect(state).toMatchObject({ state: 'stopped' });
  terminal.cafe.stop();
  manager.cafe.stop();
});

test('[SHR-2] without Redis the sweep finds what was not told, and nobody is refused for it', async () => {
  const terminal = await enrolTerminal(one);
  await redis.kill();
  const opening = open(terminal);
  const origin = heardAt(other, opening);
  await other.cafe.kernel.sweep();
  expect(['swept', 'told']).toContain(await origin);
  const { version } = await one.cafe.kernel.state(orderStream((await opening) as never));
  expect(version).toBe(1);
  await redis.start();
  for (;;) if ((await heardAt(other, open(terminal))) === 'told') break;
  terminal.cafe.stop();
  expect([...one.reported, ...other.reported]).toEqual([]);
}, 60_000);
