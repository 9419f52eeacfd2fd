import { expect, test } from '@jest/globals';
import { stock } from './kernel-fixture.suite.ts';
import { createQueues } from './queues.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('[APP-2] those who want one stream have it one after another, in the order they came', async () => {
  const queues = createQueues();
  const order: number[] = [];
  const running = [1, 2, 3].map(async (n) => {
    await queues.take([stock(1)]);
    order.push(n);
    await turn();
    order.push(-n);
    queues.release([stock(1)]);
  });
  await Promise.all(running);
  expect(order).toEqual([1, -1, 2, -2, 3, -3]);
});

test('[APP-2] a free stream is had at once, a held one is not taken by trying', () => {
  const queues = createQueues();
  expect(queues.take([stock(1), stock(2)])).toBeUndefined();
  expect(queues.tryTake(stock(2))).toBe(false);
  expect(queues.tryTake(stock(3))).toBe(true);
  expect(queues.take([stock(3), stock(4)])).toBeInstanceOf(Promise);
  queues.release([stock(2)]);
  expect(queues.tryTake(stock(2))).toBe(true);
});

test('[APP-2] several who want the same streams in any order never wait for each other in a ring', async () => {
  const queues = createQueues();
  let inside = 0;
  const wants = [
    [1, 2, 3],
    [3, 1],
    [2, 1],
    [3, 2, 1],
    [2, 3],
  ];
  const running = Array.from({ length: 50 }, async (_, n) => {
    const streams = (wants[n % wants.length] ?? []).map(stock);
    await queues.take(streams);
    inside += 1;
    await turn();
    queues.release(streams);
  });
  await Promise.all(running);
  expect(inside).toBe(50);
  expect(queues.take([1, 2, 3].map(stock))).toBeUndefined();
});

test('[APP-2] two who share a stream are never inside together', async () => {
  const queues = createQueues();
  const inside = new Set<string>();
  const running = [[1, 2], [2, 3], [3, 1], [1, 2], [2]].map(async (numbers) => {
    const streams = numbers.map(stock);
    await queues.take(streams);
    for (const stream of streams) {
      expect(inside.has(stream)).toBe(false);
      inside.add(stream);
    }
    await turn();
    for (const stream of streams) inside.delete(stream);
    queues.release(streams);
  });
  await Promise.all(running);
});
