/**
 * Runs work one after another by key, in the order in which it was asked for; different keys do not wait for each other.
 * What fails is told to whoever asked for it; who comes next only waits.
 */
export const createTurns = <Key>() => {
  const last = new Map<Key, Promise<unknown>>();
  return async <Result>(key: Key, work: () => Promise<Result>): Promise<Result> => {
    const before = last.get(key);
    const mine = before ? before.then(work, work) : work();
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
};
