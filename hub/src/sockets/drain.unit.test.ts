import { describe, expect, test } from '@jest/globals';
import { createAtWork } from './at-work.ts';
import { ANSWERED_WITHIN_MS, drain } from './drain.ts';
import type { LiveConnection } from './io-server.ts';

/** A café's clock for this test: pauses end when it is told to go on, in their order. */
const givenTime = () => {
  let now = 0;
  const waiting: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    pause: (ms: number) => new Promise<void>((run) => waiting.push({ at: now + ms, run })),
    async advance(ms: number) {
      const end = now + ms;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        waiting.sort((one, other) => one.at - other.at);
        const [next] = waiting;
        if (!next || next.at > end) break;
        waiting.shift();
        now = next.at;
        next.run();
      }
      now = end;
    },
  };
};

const given = (count: number) => {
  const time = givenTime();
  const told: { readonly at: number; readonly retryAfterMs: number }[] = [];
  const closedAt: number[] = [];
  const connections = Array.from({ length: count }, () => {
    const connection = {
      isLeaving: false,
      atWork: createAtWork(),
      notice: (notice: { retryAfterMs: number }) => void told.push({ at: time.now(), ...notice }),
      socket: { disconnect: () => void closedAt.push(time.now()) },
    };
    return connection as unknown as LiveConnection; // all of one that draining looks at
  });
  const random = () => (told.length % 10) / 10;
  return { time, told, closedAt, connections, random };
};

describe('draining', () => {
  test('[CLU-4] moves the connections a few at a time, over the time it has', async () => {
    const { time, told, closedAt, connections, random } = given(100);
    const done = drain(connections, { overMs: 2_000, pause: time.pause, random });
    await time.advance(0);
    expect(told.length).toBeLessThanOrEqual(4);
    await time.advance(1_000);
    expect(Math.abs(closedAt.length - 50)).toBeLessThanOrEqual(6);
    await time.advance(1_100);
    await done;
    expect({ told: told.length, closed: closedAt.length }).toEqual({ told: 100, closed: 100 });
    const waits = new Set(told.map(({ retryAfterMs }) => retryAfterMs));
    expect(waits.size).toBeGreaterThan(5);
    expect(Math.max(...waits)).toBeLessThan(500);
  });

  test('[CLU-4] moves no more than 200 at once, however little time it has', async () => {
    const { time, told, connections, random } = given(1_000);
    const done = drain(connections, { overMs: 0, pause: time.pause, random });
    await time.advance(0);
    expect(told).toHaveLength(200);
    await time.advance(1_000);
    await done;
    expect(told).toHaveLength(1_000);
  });

  test('[CLU-4] closes none while something it asked for is at work', async () => {
    const { time, told, closedAt, connections, random } = given(2);
    let answer = (): void => undefined;
    connections[0]?.atWork.during(
      () =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }),
    );
    const done = drain(connections, { overMs: 0, pause: time.pause, random });
    await time.advance(1_000);
    expect({ told: told.length, closed: closedAt.length, leaving: connections[0]?.isLeaving }).toEqual({
      told: 2,
      closed: 1,
      leaving: true,
    });
    answer();
    await time.advance(10);
    await done;
    expect(closedAt).toHaveLength(2);
  });

  test('[CLU-4] waits for an answer for three seconds and no longer', async () => {
    const { time, closedAt, connections, random } = given(1);
    connections[0]?.atWork.during(() => new Promise<void>(() => undefined));
    const done = drain(connections, { overMs: 0, pause: time.pause, random });
    await time.advance(ANSWERED_WITHIN_MS - 1);
    expect(closedAt).toEqual([]);
    await time.advance(1);
    await done;
    expect(closedAt).toHaveLength(1);
  });
});
