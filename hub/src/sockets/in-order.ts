/** Runs work one after another by key, in the order in which it was asked for; different keys do not wait for each other. */
export const createInOrder = () => {
  const last = new Map<string, Promise<unknown>>();
  return async <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
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
export type InOrder = ReturnType<typeof createInOrder>;
