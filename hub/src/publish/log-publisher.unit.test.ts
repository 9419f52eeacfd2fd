import { createSteeredTime, type EventLog, type SteeredTime, UnreadableCommit } from '@cafe/services/kernel';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { MAX_NAMES } from './backlog.ts';
import type { Message } from './broker.ts';
import { GivenBroker } from './given-broker.suite.ts';
import { EPOCH, GivenLog, outOfOrder, STORE, stream } from './given-log.suite.ts';
import { createLogPublisher, type LogPublisher, type LogPublisherOptions } from './log-publisher.ts';
import { PAGE_KEYS } from './pages.ts';
import { createMemoryPositions, type Positions } from './positions.ts';

let time: SteeredTime;
let given: GivenLog;
let broker: GivenBroker;
let positions: Positions;
let reported: unknown[];
let lags: number[];
let counted: number;
beforeEach(() => {
  time = createSteeredTime('2026-11-23T18:00:00.000Z');
  given = new GivenLog();
  broker = new GivenBroker();
  positions = createMemoryPositions();
  reported = [];
  lags = [];
  counted = 0;
});

const start = (more: Partial<LogPublisherOptions> = {}): LogPublisher => {
  const publisher = createLogPublisher({
    log: given.log,
    epoch: EPOCH,
    positions,
    broker: broker.seenBy(),
    onCommit: given.onCommit,
    clock: time.clock,
    timers: time.timers,
    random: () => 0,
    metrics: {
      published: () => {
        counted += 1;
      },
      publishLag: (seconds) => void lags.push(seconds),
    },
    report: (error) => void reported.push(error),
    ...more,
  });
  publisher.start();
  return publisher;
};
const ago = (ms: number): Date => new Date(time.clock().getTime() - ms);
const append = (n: number, more: { readonly heard?: boolean; readonly at?: Date } = {}) =>
  given.append([stream(n)], { at: time.clock(), ...more });
const id = (n: number, version: number): string => `${stream(n)}#${version}`;

describe('what goes out', () => {
  test('[PUB-9] a part is one message, named for stream and version, and a part without events is one', async () => {
    start();
    await time.advance(0);
    await append(1);
    await time.advance(0);
    const [message] = broker.messages as [Message];
    expect(message).toMatchObject({
      id: id(1, 1),
      routingKey: `${STORE}.stock`,
      at: '2026-11-23T18:00:00.000Z',
      headers: { protocol: expect.any(Number), epoch: EPOCH },
    });
    expect(JSON.parse(message.body)).toEqual({
      ...{ storeId: STORE, stream: stream(1), version: 1, events: [], at: '2026-11-23T18:00:00.000Z' },
      ...{ by: { kind: 'service', id: 'menu' }, businessDay: '2026-11-23', commandId: expect.any(String) },
    });
  });

  test('[PUB-2] the next part of a stream goes when this one is confirmed; other streams do not wait', async () => {
    for (const n of [1, 1, 2]) await append(n);
    broker.fate = (message) => (message.id === id(1, 1) ? 'hangs' : 'confirmed');
    start();
    await time.advance(1_000);
    expect(broker.queue.toSorted()).toEqual([id(1, 1), id(2, 1)].toSorted());
  });

  test('[PUB-4] what is refused is sent again, and nothing of its stream overtakes it', async () => {
    for (let count = 0; count < 5; count += 1) await append(1);
    let refusals = 3;
    broker.fate = ({ id: asked }) => (asked === id(1, 3) && refusals-- > 0 ? 'refused' : 'confirmed');
    start();
    await time.advance(5_000);
    expect(broker.queue).toEqual([1, 2, 3, 4, 5].map((version) => id(1, version)));
    expect(counted).toBe(5);
  });

  test('[PUB-4] a broker that refuses everything is asked less and less often', async () => {
    await append(1);
    broker.fate = () => 'refused';
    start();
    await time.advance(60_000);
    const asked = broker.fates.refused ?? 0;
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThan(90); // every 1–2 s in the end, and not in every turn
  });
});

describe('what is found', () => {
  test('[PUB-5] what was there at the start, what is heard, and what nobody told', async () => {
    await append(1);
    start();
    await time.advance(0);
    await append(2);
    await time.advance(0);
    expect(broker.queue).toEqual([id(1, 1), id(2, 1)]);
    await append(3, { heard: false });
    await time.advance(10_000);
    expect(broker.queue).toEqual([id(1, 1), id(2, 1), id(3, 1)]);
  });

  test('[PUB-5] where nobody tells anything, the log is asked every two seconds', async () => {
    start({ onCommit: undefined });
    await time.advance(0);
    await append(1);
    await time.advance(2_000);
    expect(broker.queue).toEqual([id(1, 1)]);
  });

  test('[PUB-5] a commit that came in two hours after it was dated is found by the next start', async () => {
    const publisher = start();
    await time.advance(30_000);
    await append(1, { heard: false, at: ago(7_200_000) });
    await time.advance(30_000);
    expect(broker.queue).toEqual([]);
    await publisher.stop();
    start();
    await time.advance(0);
    expect(broker.queue).toEqual([id(1, 1)]);
  });

  test('[PUB-5] and within a day where there is none', async () => {
    let laterMs = 0;
    start({ clock: () => new Date(time.clock().getTime() + laterMs) });
    await time.advance(30_000);
    await append(1, { heard: false, at: ago(7_200_000) });
    laterMs = 23 * 3_600_000;
    await time.advance(20_000);
    expect(broker.queue).toEqual([]);
    laterMs = 24 * 3_600_000;
    await time.advance(20_000);
    expect(broker.queue).toEqual([id(1, 1)]);
  });

  test('[PUB-5] one dated within the last minute is found by time, whatever was looked at since', async () => {
    start();
    await time.advance(60_000);
    await append(1, { heard: false, at: ago(55_000) });
    await time.advance(10_000);
    expect(broker.queue).toEqual([id(1, 1)]);
  });
});

describe('what goes wrong', () => {
  test('[PUB-1] a broker that was away misses nothing, in order, and is said to be away once', async () => {
    const publisher = start();
    await time.advance(0);
    broker.isUp = false;
    broker.cut();
    for (let round = 0; round < 7; round += 1) {
      for (const n of [1, 2, 1]) await append(n, { heard: round % 2 === 0 });
      await time.advance(60_000);
    }
    expect(publisher.standing).toBe('away');
    broker.isUp = true;
    await time.advance(10_000);
    expect(publisher.standing).toBe('publishing');
    expect(broker.queue).toHaveLength(21);
    expect(outOfOrder(broker.queue)).toEqual([]);
    expect(reported).toHaveLength(1);
  });

  test('[PUB-7] more streams than names are kept while the broker is away: nothing is lost', async () => {
    start();
    await time.advance(0);
    broker.isUp = false;
    broker.cut();
    const many = MAX_NAMES + 50;
    for (let n = 1; n <= many; n += 1) await append(n, { at: ago(7_200_000) });
    broker.isUp = true;
    await time.advance(60_000);
    expect(new Set(broker.queue).size).toBe(many);
  });

  test('[PUB-7] a page asks for so many keys at most', async () => {
    for (let n = 1; n <= 3 * PAGE_KEYS; n += 1) await append(n);
    let most = 0;
    const byKeys: EventLog['byKeys'] = (keys) => {
      most = Math.max(most, keys.length);
      return given.log.byKeys(keys);
    };
    start({ log: { ...given.log, byKeys } });
    await time.advance(10_000);
    expect(broker.queue).toHaveLength(3 * PAGE_KEYS);
    expect(most).toBe(PAGE_KEYS);
  });

  test('[PUB-7] after a long time the log is read by the hour', async () => {
    await positions.saveCheckpoint(ago(50 * 3_600_000).toISOString());
    const windows: number[] = [];
    const since: EventLog['since'] = (at, before) => {
      windows.push(Date.parse(before ?? time.clock().toISOString()) - Date.parse(at));
      return given.log.since(at, before);
    };
    start({ log: { ...given.log, since } });
    await time.advance(0);
    expect(windows.length).toBeGreaterThan(50);
    expect(Math.max(...windows)).toBeLessThanOrEqual(3_600_000);
  });

  test('[PUB-8] a commit nobody can read stops its stream, is said, and holds the checkpoint; the others go on', async () => {
    for (const n of [1, 1, 1, 2, 2]) await append(n);
    let isReadable = false;
    const byKeys: EventLog['byKeys'] = async (keys) => {
      if (!isReadable && keys.includes(id(1, 2))) throw new UnreadableCommit([id(1, 2)], undefined);
      return given.log.byKeys(keys);
    };
    start({ log: { ...given.log, byKeys } });
    await time.advance(30_000);
    expect(broker.queue.toSorted()).toEqual([id(1, 1), id(2, 1), id(2, 2)].toSorted());
    expect(reported).toHaveLength(1);
    expect(await positions.checkpoint()).toBeUndefined();
    isReadable = true;
    await time.advance(90_000);
    expect(broker.queue.filter((sent) => sent.startsWith(stream(1)))).toEqual(
      [1, 2, 3].map((version) => id(1, version)),
    );
    expect(await positions.checkpoint()).toBeDefined();
  });

  test('[PUB-8] a part that is missing is said and not skipped', async () => {
    for (const n of [1, 1, 1]) await append(n);
    const byKeys: EventLog['byKeys'] = async (keys) =>
      (await given.log.byKeys(keys)).filter(({ parts }) => parts[0]?.version !== 2);
    start({ log: { ...given.log, byKeys } });
    await time.advance(30_000);
    expect(broker.queue).toEqual([id(1, 1)]);
    expect(reported.map((error) => (error instanceof Error ? error.name : error))).toEqual(['MissingPart']);
  });

  test('[PUB-3] a store that takes no positions does not make the same go out again and again', async () => {
    await append(1);
    const save: Positions['save'] = () => Promise.reject(new Error('the store is away'));
    start({ positions: { ...positions, save } });
    await time.advance(60_000);
    expect(broker.queue).toEqual([id(1, 1)]);
    expect(await positions.checkpoint()).toBeUndefined();
  });
});

describe('who publishes', () => {
  test('[PUB-10] the second one stands by, and goes on where the first one ended, with what it heard of nobody', async () => {
    const first = start();
    await time.advance(0);
    const second = start();
    await time.advance(0);
    expect([first.standing, second.standing]).toEqual(['publishing', 'standby']);
    await append(1);
    await time.advance(10_000);
    await first.stop();
    await append(1, { heard: false, at: ago(7_200_000) });
    await time.advance(10_000);
    expect(second.standing).toBe('publishing');
    expect(broker.queue).toEqual([id(1, 1), id(1, 2)]);
  });

  test('[PUB-10] [PUB-5] who lost the turn and has it again looks at everything: what came in late meanwhile was told to nobody', async () => {
    const publisher = start();
    await time.advance(20_000);
    broker.cut();
    const other = await broker.seenBy().open();
    await time.advance(1_000);
    expect(publisher.standing).toBe('standby');
    await append(1, { heard: false, at: ago(7_200_000) });
    await other.close();
    await time.advance(10_000);
    expect(broker.queue).toEqual([id(1, 1)]);
  });

  test('[PUB-12] stopping lets what is on its way be confirmed, and stores it', async () => {
    await append(1);
    let confirm = (): void => undefined;
    broker.answering = () =>
      new Promise((resolve) => {
        confirm = resolve;
      });
    const publisher = start();
    await time.advance(0);
    const stopping = publisher.stop();
    await time.advance(500);
    expect(broker.queue).toEqual([]);
    confirm();
    await stopping;
    await publisher.stop();
    expect([...(await positions.versions([stream(1)]))]).toEqual([[stream(1), 1]]);
    expect(publisher.standing).toBe('stopped');
    expect(broker.connections).toBe(0);
  });

  test('[PUB-12] and waits no longer than two seconds for a broker that says nothing', async () => {
    await append(1);
    broker.fate = () => 'hangs';
    const publisher = start();
    await time.advance(0);
    let isStopped = false;
    const stopping = publisher.stop().then(() => {
      isStopped = true;
    });
    await time.advance(1_900);
    expect(isStopped).toBe(false);
    await time.advance(200);
    await stopping;
    expect(broker.connections).toBe(0);
  });
});

describe('how far behind it is', () => {
  test('[PUB-13] the age of the oldest part that is not confirmed', async () => {
    const publisher = start();
    await time.advance(0);
    expect(publisher.lagSeconds).toBe(0);
    broker.isUp = false;
    broker.cut();
    await append(1);
    await time.advance(30_000);
    await append(2);
    expect(publisher.lagSeconds).toBe(30);
    expect(lags.at(-1)).toBeGreaterThanOrEqual(25);
    broker.isUp = true;
    await time.advance(5_000);
    expect([publisher.lagSeconds, lags.at(-1)]).toEqual([0, 0]);
  });

  test('[PUB-13] before it could look: since the checkpoint; standing by: none', async () => {
    await positions.saveCheckpoint(ago(120_000).toISOString());
    broker.isUp = false;
    const publisher = start();
    await time.advance(0);
    expect(publisher.lagSeconds).toBe(120);
    broker.isUp = true;
    await time.advance(3_000);
    expect(publisher.lagSeconds).toBe(0);
    const second = start();
    await time.advance(0);
    broker.fate = () => 'hangs';
    await append(1);
    await time.advance(6_000);
    expect([publisher.lagSeconds, second.lagSeconds]).toEqual([6, 0]);
  });
});
