import { Refusal } from '@cafe/services/kernel';

/**
 * So much of one connection waits for its turn at most: a whole burst, three times over. What waits was not counted by
 * the rate limits yet, so while the store is away nothing else bounds what one client can pile up.
 */
export const MOST_WAITING = 1_000;
/** When whoever sent too much may try again, in milliseconds. */
const FULL_RETRY_MS = 1_000;

const tooMany = (): Refusal =>
  new Refusal('actor.rate_limited', `more than ${MOST_WAITING} messages wait to be looked at`, {
    details: { retryAfterMs: FULL_RETRY_MS },
  });

/**
 * Runs work one after another by key, in the order in which it was asked for; different keys do not wait for each other.
 *
 * @throws {Refusal} `actor.rate_limited` with `retryAfterMs`, without the work, while {@link MOST_WAITING} have not ended
 */
export const createInOrder = () => {
  const last = new Map<string, Promise<unknown>>();
  let waiting = 0;
  return async <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    if (waiting >= MOST_WAITING) throw tooMany();
    waiting += 1;
    const before = last.get(key);
    const mine = before ? before.then(work, work) : work();
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      waiting -= 1;
      if (last.get(key) === mine) last.delete(key);
    }
  };
};
