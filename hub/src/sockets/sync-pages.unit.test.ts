import { type Commit, MAX_MISSED_PARTS, MAX_PAGE_BYTES } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { AT, bill, ORDER, STORE } from '../test-bill.suite.ts';
import { answerFor, fillPage, type LoadedStream } from './sync-pages.ts';

const stream = orderStream(ORDER);
const commitOf = (version: number): Commit =>
  ({ storeId: STORE, parts: [{ stream, version, events: [] }], at: AT, by: { kind: 'staff' } }) as unknown as Commit; // all a page looks at
const loaded = (version: number, kept = version): LoadedStream => ({
  state: bill({ tabName: 'x'.repeat(20_000) }),
  version,
  latest: Array.from({ length: kept }, (_, index) => commitOf(version - kept + index + 1)),
});
const ask = (have: number | undefined, stored: LoadedStream) => answerFor(stream, stored, { audience: 'staff', have });

describe('what a stream missed', () => {
  test('[SYN-2] is its parts, all of them', () => {
    expect(ask(3, loaded(6))).toMatchObject({ stream, commits: [{ version: 4 }, { version: 5 }, { version: 6 }] });
  });

  test('[SYN-2] is told without a look at the state, where that is little', () => {
    const unread = new Proxy(bill(), {
      get: () => {
        throw new Error('the state was read');
      },
    });
    const answered = answerFor(stream, { ...loaded(9), state: unread }, { audience: 'guest', have: 1 });
    expect(answered).toMatchObject({ commits: { length: 8 } });
  });

  test('[SYN-2] is nothing for who has it all', () => {
    expect(ask(6, loaded(6))).toEqual({ stream, commits: [] });
  });

  test.each([
    { name: 'nothing is known', have: undefined, stored: loaded(6) },
    { name: 'the version is above the log’s', have: 7, stored: loaded(6) },
    { name: 'more is missed than is at hand', have: 2, stored: loaded(6, 3) },
    { name: 'more than 200 are missed', have: 0, stored: loaded(MAX_MISSED_PARTS + 1) },
  ])('[SYN-3] is the whole state where $name', ({ have, stored }) => {
    expect(ask(have, stored)).toMatchObject({ stream, version: stored.version, state: { status: 'open' } });
  });

  test('[SYN-3] is the state where the parts weigh more', () => {
    const light = { ...loaded(100), state: bill() };
    expect(ask(0, light)).toHaveProperty('state');
    expect(ask(95, light)).toHaveProperty('commits');
  });
});

describe('a page', () => {
  const big = (bytes: number) => async () => ({ stream, version: 1, state: 'x'.repeat(bytes) });
  const streams = Array.from({ length: 10 }, () => stream);

  test('[SYN-4] holds what fits, and the rest waits for the next', async () => {
    const page = await fillPage(streams, big(MAX_PAGE_BYTES / 4));
    expect([page.streams.length, page.rest.length]).toEqual([3, 7]);
  });

  test('[SYN-4] holds one stream at least, whatever its size', async () => {
    const page = await fillPage(streams, big(2 * MAX_PAGE_BYTES));
    expect([page.streams.length, page.rest.length]).toEqual([1, 9]);
  });

  test('[SYN-4] the last one leaves nothing', async () => {
    expect((await fillPage(streams, big(10))).rest).toEqual([]);
  });
});
