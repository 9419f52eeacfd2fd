import { afterEach, describe, expect, test } from '@jest/globals';
import { CafeError } from './cafe-error.ts';
import { createReadList } from './lists.ts';
import type { TokenReason } from './token-source.ts';

const reasons: TokenReason[] = [];
const asked: string[] = [];
afterEach(() => {
  reasons.length = 0;
  asked.length = 0;
});

/** Answers pages in order; an error is thrown. */
const reading = (...answers: unknown[]) =>
  createReadList(
    async <Answer>({ path, token }: { readonly path: string; readonly token?: string | undefined }) => {
      asked.push(`${path} ${token}`);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer as Answer;
    },
    () => async (why) => {
      reasons.push(why);
      return `token-${reasons.length}`;
    },
  );

describe('a list', () => {
  test('[SDK-78] is read page by page, each when it is wanted, and leaving it ends the reading', async () => {
    const read = reading({ items: [1, 2], next: '2026-11-23T18:00:00.000Z' }, { items: [3], next: 'x' });
    const seen: unknown[] = [];
    for await (const one of read('/orders', { status: 'closed', tableId: undefined })) {
      seen.push(one);
      if (one === 2) expect(asked).toHaveLength(1);
      if (one === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(asked).toEqual([
      '/orders?status=closed&limit=100 token-1',
      '/orders?status=closed&limit=100&after=2026-11-23T18%3A00%3A00.000Z token-2',
    ]);
  });

  test('[SDK-78] asks nothing before it is read, and once more with a fresh token where one has expired', async () => {
    const read = reading(new CafeError('auth.expired', 'it ended', { retryable: true }), { items: [1] });
    const list = read('/payments', {});
    expect(asked).toEqual([]);
    expect((await list.next()).value).toBe(1);
    expect((await list.next()).done).toBe(true);
    expect(reasons).toEqual(['connect', 'expired']);
  });

  test('[SDK-78] that may not be read says so', async () => {
    const read = reading(new CafeError('actor.forbidden', 'not for you'));
    await expect(read('/orders', {}).next()).rejects.toMatchObject({ code: 'actor.forbidden' });
  });
});
