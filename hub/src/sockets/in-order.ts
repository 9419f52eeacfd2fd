import { createTurns, Refusal } from '@cafe/services/kernel';

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
 * Turns by key, of which so many wait at most.
 *
 * @throws {Refusal} `actor.rate_limited` with `retryAfterMs`, without the work, while {@link MOST_WAITING} have not ended
 */
export const createInOrder = () => {
  const inTurn = createTurns<string>();
  let waiting = 0;
  return async <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    if (waiting >= MOST_WAITING) throw tooMany();
    waiting += 1;
    try {
      return await inTurn(key, work);
    } finally {
      waiting -= 1;
    }
  };
};
