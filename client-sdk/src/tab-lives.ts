import { answerOf, durable, writing } from './indexed-db.ts';
import type { Timers } from './timers.ts';

/** Says which tabs of one outbox are there, so that what a dead one left is taken over, and what a living one has is not. */
export interface TabLives {
  /** Which of these tabs are there. */
  living(owners: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** This tab is gone from here on. */
  end(): void;
}

/** Each tab holds a lock of its own name for as long as it lives: the browser lets go of it, however the tab ends. */
export const livesByLocks = async (locks: LockManager, outbox: string, me: string): Promise<TabLives> => {
  const nameOf = (owner: string) => `cafe-outbox:${outbox}/${owner}`;
  let end = () => {};
  await new Promise<void>((resolve, reject) => {
    const held = new Promise<void>((release) => {
      end = release;
    });
    locks
      .request(nameOf(me), () => {
        resolve();
        return held;
      })
      .catch(reject);
  });
  return {
    async living(owners) {
      const { held = [] } = await locks.query();
      const names = new Set(held.map(({ name }) => name));
      return new Set([...owners].filter((owner) => names.has(nameOf(owner))));
    },
    end,
  };
};

/** How long a tab counts as living after it last said so, in milliseconds, and how often it says so. */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;

/**
 * Without a secure context there are no locks: each tab writes down until when it lives. One that the browser put to sleep
 * may be taken for dead; what it had is then sent by two tabs, with the same id, and done once.
 */
export const livesByLease = async (database: IDBDatabase, me: string, timers: Timers): Promise<TabLives> => {
  let stopTimer = () => {};
  let isOver = false;
  const renew = async (): Promise<void> => {
    const transaction = writing(database, 'leases');
    transaction.objectStore('leases').put({ owner: me, untilMs: timers.now() + LEASE_MS });
    await durable(transaction);
  };
  const goOn = (): void => {
    if (isOver) return;
    // A renewal that failed is tried again: a lease that ends meanwhile costs nothing but a second sender.
    stopTimer = timers.after(
      RENEW_MS,
      () =>
        void renew()
          .catch(() => {})
          .then(goOn),
    );
  };
  // A page that is left or loaded anew is gone at once; one that comes back out of the browser's cache says so again.
  const leave = () => void writing(database, 'leases').objectStore('leases').delete(me);
  globalThis.addEventListener?.('pagehide', leave);
  await renew();
  goOn();
  return {
    async living(owners) {
      const transaction = writing(database, 'leases');
      const leases = transaction.objectStore('leases');
      const rows: { owner: string; untilMs: number }[] = await answerOf(leases.getAll());
      for (const { owner, untilMs } of rows) if (untilMs <= timers.now()) leases.delete(owner);
      await durable(transaction);
      const now = timers.now();
      return new Set(rows.filter(({ owner, untilMs }) => owners.has(owner) && untilMs > now).map(({ owner }) => owner));
    },
    end() {
      isOver = true;
      stopTimer();
      globalThis.removeEventListener?.('pagehide', leave);
      leave();
    },
  };
};
