import { describe, expect, test } from '@jest/globals';
import { createTracker } from './tracker.ts';

/** A tracker of two screens on a clock that a test sets, and sends that it settles. */
const setUp = () => {
  const clock = { ms: 100 };
  const tracker = createTracker(2, () => clock.ms);
  const acks: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const send = () => new Promise<void>((resolve, reject) => acks.push({ resolve, reject }));
  return { clock, tracker, acks, send };
};

describe('an order under way', () => {
  test('its latency counts from when it was due to the slowest screen', async () => {
    const { clock, tracker, acks, send } = setUp();
    const done = tracker.fly('a', 90, send);
    tracker.heard('a');
    clock.ms = 107;
    tracker.heard('a');
    clock.ms = 200;
    acks[0]?.resolve();
    await done;
    expect(tracker.tally()).toMatchObject({ latenciesMs: [17], doneAt: [200], underWay: 0 });
  });

  test('is not done before every screen shows it, though its sender knows', async () => {
    const { tracker, acks, send } = setUp();
    void tracker.fly('a', 100, send);
    tracker.heard('a');
    acks[0]?.resolve();
    await Promise.resolve();
    expect(tracker.tally()).toMatchObject({ latenciesMs: [], doneAt: [], underWay: 1 });
  });

  test('that is refused has failed, with the first reason kept, and has no latency', async () => {
    const { tracker, acks, send } = setUp();
    const flights = [tracker.fly('a', 100, send), tracker.fly('b', 100, send)];
    acks[0]?.reject(new Error('first'));
    acks[1]?.reject(new Error('second'));
    await Promise.all(flights);
    expect(tracker.tally()).toMatchObject({ failed: 2, firstFailure: 'first', underWay: 0, latenciesMs: [] });
  });

  test('a screen that shows what nobody here sent changes nothing', () => {
    const { tracker } = setUp();
    tracker.heard('stranger');
    expect(tracker.tally()).toMatchObject({ sent: 0, latenciesMs: [], underWay: 0 });
  });
});
