import { CategoryId, Part } from '@cafe/contract';
import { systemTimers } from '@cafe/services/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type ChannelModel, type ConsumeMessage, connect } from 'amqplib';
import { v7 } from 'uuid';
import { createAmqpBroker } from './amqp-broker.ts';
import { TurnTaken } from './broker.ts';
import { useCafe } from './given-cafe.suite.ts';
import { EPOCH, GivenLog, outOfOrder, STORE, stream } from './given-log.suite.ts';
import { createLogPublisher, type LogPublisher } from './log-publisher.ts';
import { createMemoryPositions, type Positions } from './positions.ts';
import { createPrivateRabbit, type PrivateRabbit } from './private-rabbit.suite.ts';

/** How often the broker is killed in the middle; `npm run prove:publisher` does it more often. */
const KILLS = Number(process.env['BROKER_KILLS'] ?? 1);
const STREAMS = 20;
const DEADLINE_MS = 30_000;

let rabbit: PrivateRabbit;
beforeAll(async () => {
  rabbit = await createPrivateRabbit();
  await rabbit.start();
}, 120_000);
afterAll(async () => {
  await rabbit.remove();
}, 60_000);

let exchange = '';
let given: GivenLog;
let positions: Positions;
let unrouted: string[];
let reported: unknown[];
let tests = 0;
const publishers: LogPublisher[] = [];
const connections: ChannelModel[] = [];
beforeEach(() => {
  tests += 1;
  exchange = `cafe-${tests}`;
  given = new GivenLog();
  positions = createMemoryPositions();
  unrouted = [];
  reported = [];
});
afterEach(async () => {
  for (const publisher of publishers.splice(0)) await publisher.stop();
  for (const connection of connections.splice(0)) await connection.close().catch(() => undefined); // one may have died with its broker
});

const brokerOf = () =>
  createAmqpBroker({
    url: rabbit.url,
    exchange,
    storeId: STORE,
    timers: systemTimers,
    elapsed: () => performance.now(),
    unrouted: (key) => void unrouted.push(key),
  });
const publish = (): LogPublisher => {
  const publisher = createLogPublisher({
    log: given.log,
    epoch: EPOCH,
    positions,
    broker: brokerOf(),
    onCommit: given.onCommit,
    clock: () => new Date(),
    timers: systemTimers,
    random: Math.random,
    metrics: { published: () => undefined, publishLag: () => undefined },
    report: (error) => void reported.push(error),
  });
  publishers.push(publisher);
  publisher.start();
  return publisher;
};
const append = (n: number) => given.append([stream(n)], { at: new Date() });
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + DEADLINE_MS; !(await isSo()); ) {
    if (Date.now() > end) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const reach = async (): Promise<ChannelModel> => {
  const connection = await connect(rabbit.url, { noDelay: true });
  connection.on('error', () => undefined); // it may be killed
  connections.push(connection);
  return connection;
};
/** A durable queue that is bound to everything, made before anything is published. */
const bindQueue = async (queue: string, options: object = {}, pattern = `${STORE}.#`): Promise<void> => {
  const channel = await (await reach()).createChannel();
  await channel.assertExchange(exchange, 'topic', { durable: true });
  await channel.assertQueue(queue, { durable: true, ...options });
  await channel.bindQueue(queue, exchange, pattern);
};
/** Takes out what lies in a queue now, in its order. */
const drain = async (queue: string): Promise<ConsumeMessage[]> => {
  const channel = await (await reach()).createChannel();
  const taken: ConsumeMessage[] = [];
  for (let got = await channel.get(queue); got !== false; got = await channel.get(queue)) {
    taken.push({ ...got, fields: { ...got.fields, consumerTag: '' } });
    channel.ack(got);
  }
  return taken;
};
/** Takes whatever comes, in its order. */
const consume = async (queue: string, take: (id: string) => void): Promise<void> => {
  const channel = await (await reach()).createChannel();
  await channel.consume(
    queue,
    (message) => {
      if (!message) return;
      take(String(message.properties.messageId));
      channel.ack(message);
    },
    { noAck: false },
  );
};
const idsOf = (messages: readonly ConsumeMessage[]): string[] =>
  messages.map(({ properties }) => String(properties.messageId));
const depth = async (queue: string): Promise<number> =>
  (await (await (connections.at(-1) ?? (await reach())).createChannel()).checkQueue(queue)).messageCount;

test('[PUB-9] what lies in a queue of RabbitMQ: every part, in order, persistent, with its name, key and headers', async () => {
  await bindQueue(exchange);
  for (const n of [1, 2, 1]) await append(n);
  publish();
  await until(async () => (await depth(exchange)) === 3);
  const messages = await drain(exchange);
  expect(idsOf(messages).toSorted()).toEqual([...given.keys].toSorted());
  expect(outOfOrder(idsOf(messages))).toEqual([]);
  expect(messages[0]?.fields.routingKey).toBe(`${STORE}.stock`);
  expect(messages[0]?.properties).toMatchObject({
    ...{ deliveryMode: 2, contentType: 'application/json', contentEncoding: 'utf-8', type: 'cafe.part' },
    headers: { protocol: expect.any(Number), epoch: EPOCH },
  });
  expect(JSON.parse(String(messages[0]?.content))).toMatchObject({ storeId: STORE, version: 1, events: [] });
  expect(unrouted).toEqual([]);
});

test('[PUB-9] what no queue takes counts as published, and is said once', async () => {
  publish();
  for (const n of [1, 1, 2]) await append(n);
  await until(async () => (await positions.versions([stream(1)])).get(stream(1)) === 2);
  expect(unrouted).toEqual([`${STORE}.stock`]);
});

test('[PUB-4] a queue that is full refuses: what it refused comes when there is room, in its order', async () => {
  await bindQueue(exchange, { arguments: { 'x-max-length': 3, 'x-overflow': 'reject-publish' } });
  for (let count = 0; count < 6; count += 1) await append(1);
  for (let count = 0; count < 4; count += 1) await append(2);
  publish();
  const seen: string[] = [];
  await until(async () => {
    if ((await depth(exchange)) >= 3 || seen.length >= 6) seen.push(...idsOf(await drain(exchange)));
    return new Set(seen).size === given.keys.length;
  });
  expect(outOfOrder(seen)).toEqual([]);
});

test('[PUB-10] RabbitMQ gives the turn to one connection, and to the next when that one is gone', async () => {
  const first = await brokerOf().open();
  await expect(brokerOf().open()).rejects.toBeInstanceOf(TurnTaken);
  await first.close();
  await first.over;
  const second = await brokerOf().open();
  await second.close();
});

test('[PUB-14] [PUB-6] a hub that is given AMQP_URL publishes its café, and one that is not, nothing', async () => {
  const cafe = await useCafe();
  const quiet = await cafe.run({});
  await quiet.stop();
  expect(await cafe.connection.collection('publishing').countDocuments()).toBe(0);
  await bindQueue(exchange, {}, '#');
  const hub = await cafe.run({ AMQP_URL: rabbit.url, AMQP_EXCHANGE: exchange });
  const heads = await hub.cafe.log.heads();
  const parts = [...heads.values()].reduce((sum, head) => sum + head, 0);
  await until(async () => (await depth(exchange)) >= parts);
  await hub.stop();
  const messages = await drain(exchange);
  expect(messages).toHaveLength(parts); // each once: nothing failed
  expect(outOfOrder(idsOf(messages))).toEqual([]);
  for (const { properties, content } of messages) {
    expect(properties.headers).toMatchObject({ epoch: cafe.identity.epoch });
    Part.parse(JSON.parse(String(content)));
  }
  expect(await cafe.connection.collection('publishing').countDocuments({ storeId: cafe.identity.storeId })).toBe(
    heads.size + 1,
  );
  await cafe.remove();
});

test('[PUB-10] [PUB-15] of two processes that do nothing but publish one does, and the other goes on where it stopped', async () => {
  const cafe = await useCafe();
  await bindQueue(exchange, {}, '#');
  const env = {
    ROLE: 'publisher',
    MONGODB_URI: 'mongodb://the.test.has.it',
    AMQP_URL: rabbit.url,
    AMQP_EXCHANGE: exchange,
  };
  const first = await cafe.publish(env);
  const hub = await cafe.run({});
  const parts = async () => [...(await hub.cafe.log.heads()).values()].reduce((sum, head) => sum + head, 0);
  const stands = ({ url }: { readonly url: string }, detail: string) =>
    until(async () => {
      const answer = await fetch(`${url}/readyz`);
      return answer.ok && (await answer.text()).includes(`"detail":"${detail}"`);
    });
  await stands(first, 'publishing');
  const second = await cafe.publish(env);
  await stands(second, 'standby');
  await until(async () => (await depth(exchange)) >= (await parts()));
  await first.stop();
  const before = await parts();
  const categoryId = CategoryId.parse(v7());
  const command = { type: 'menu.saveCategory', categoryId, name: 'Ices', sort: 9, archived: false } as const;
  const byHouse = { by: { kind: 'service', id: 'test' }, may: () => true } as const;
  await hub.cafe.services.get('menu')?.handle({ id: v7(), command }, byHouse);
  await stands(second, 'publishing');
  await until(async () => (await depth(exchange)) > before);
  await second.stop();
  const messages = await drain(exchange);
  expect(messages).toHaveLength(await parts()); // each once: nothing failed
  expect(outOfOrder(idsOf(messages))).toEqual([]);
  await hub.stop();
  await cafe.remove();
}, 60_000);

test('[PUB-1] [PUB-2] [PUB-3] RabbitMQ is killed while the log grows: nothing is missing, nothing before its turn', async () => {
  await bindQueue(exchange);
  const publisher = publish();
  let isGrowing = true;
  const growing = (async () => {
    for (let count = 0; isGrowing; count += 1) {
      await append(1 + (count % STREAMS));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const seen: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = given.keys.length;
    await until(() => publisher.standing === 'publishing' && given.keys.length > before + 200);
    await rabbit.kill();
    await until(() => publisher.standing === 'away');
    await rabbit.start();
  }
  isGrowing = false;
  await growing;
  connections.splice(0); // they died with the broker
  await consume(exchange, (id) => void seen.push(id));
  await until(() => new Set(seen).size === given.keys.length);
  expect(outOfOrder(seen)).toEqual([]);
  await publisher.stop();
  const versions = await positions.versions(Array.from({ length: STREAMS }, (_, index) => stream(index + 1)));
  expect([...versions].filter(([name, version]) => !seen.includes(`${name}#${version}`))).toEqual([]);
}, 300_000);
