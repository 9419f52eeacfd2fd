import { clientError } from './cafe-error.ts';

/**
 * A value that changes: what React's `useSyncExternalStore` and every signal library take. `getSnapshot` gives the same
 * reference until something changed.
 */
export interface Readable<Value> {
  getSnapshot(): Value;
  /** Calls the listener after each change, never at once. Returns how to stop; stopping twice is harmless. */
  subscribe(listener: () => void): () => void;
}

/** A value of this package's own that it sets. */
export interface Cell<Value> extends Readable<Value> {
  set(value: Value): void;
}

/** Listeners of one thing. One that throws does not keep the others from hearing: its error is thrown on its own. */
export const createListeners = () => {
  const listeners = new Set<{ readonly call: () => void }>();
  return {
    size: () => listeners.size,
    add(call: () => void): () => void {
      const entry = { call };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    call() {
      for (const { call } of [...listeners]) {
        try {
          call();
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
};

export const createCell = <Value>(initial: Value): Cell<Value> => {
  const listeners = createListeners();
  let value = initial;
  return {
    getSnapshot: () => value,
    subscribe: listeners.add,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      listeners.call();
    },
  };
};

export interface WhenOptions {
  /** How long to wait, in milliseconds; without it, for ever. */
  readonly timeoutMs?: number;
}

/**
 * Waits until a snapshot is as wanted and resolves with what `find` makes of it: anything but `undefined` and `false`.
 * Looks at the present snapshot first, and keeps the thing subscribed meanwhile.
 *
 * @throws {CafeError} `client.timeout`
 * @example
 * const bill = await when(cafe.order(orderId), ({ value }) => value?.bill.status === 'closed' && value.bill);
 */
export const when = <Value, Found>(
  readable: Readable<Value>,
  find: (value: Value) => Found | undefined | false,
  { timeoutMs }: WhenOptions = {},
): Promise<Found> =>
  new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      clearTimeout(timer);
      unsubscribe();
    };
    const look = () => {
      try {
        const found = find(readable.getSnapshot());
        if (found === undefined || found === false) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const unsubscribe = readable.subscribe(look);
    if (timeoutMs !== undefined) {
      const late = () => clientError('client.timeout', `it was not so within ${timeoutMs} ms`);
      timer = setTimeout(() => {
        stop();
        reject(late());
      }, timeoutMs);
    }
    look();
  });
