import type { QueuedCommand } from './outbox-store.ts';

/** A command as it lies in IndexedDB. */
export interface StoredRow extends QueuedCommand {
  /** Counts what this device ever kept, from 1. */
  readonly sequence: number;
  /** The tab that looks after it. */
  readonly owner: string;
}

/** Resolves with what a request found. */
export const answerOf = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Resolves when all of a transaction is durable. */
export const durable = (transaction: IDBTransaction): Promise<void> => {
  const end = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the transaction was aborted'));
  });
  end.catch(() => {}); // a request of it that failed is heard first, and then nobody waits for the end
  return end;
};

/** Opens the database of one outbox, or makes it. */
export const openDatabase = (name: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(`cafe-outbox:${name}`, 1);
  request.onupgradeneeded = () => {
    const { result: database } = request;
    database.createObjectStore('commands', { keyPath: 'sequence' }).createIndex('id', 'id', { unique: true });
    database.createObjectStore('leases', { keyPath: 'owner' });
    database.createObjectStore('counters', { keyPath: 'name' });
  };
  return answerOf(request);
};

/** Begins to write. What it resolves for has reached the disk, not only the browser. */
export const writing = (database: IDBDatabase, ...stores: string[]): IDBTransaction =>
  database.transaction(stores, 'readwrite', { durability: 'strict' });
