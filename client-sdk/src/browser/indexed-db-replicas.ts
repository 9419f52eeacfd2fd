import type { StreamName } from '@cafe/contract/folds';
import { newId } from '../ids.ts';
import { answerOf, durable } from '../indexed-db.ts';
import { hasIndexedDb } from '../indexed-db-outbox.ts';
import type { KeepReplica } from '../kept-replica.ts';
import type { Known } from '../replica-known.ts';
import { keepingIn } from './replica-keeper.ts';
import type { OpenReplicaStore, ReplicaStore, Writing } from './replica-store.ts';
import type { StoredFacts, StoredStream } from './stored-replica.ts';

/** The one row of its store: of which replica the streams are, and which page wrote it last. */
interface FactsRow extends StoredFacts {
  readonly name: 'facts';
  readonly writer: string;
}

const open = (name: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(`cafe-replica:${name}`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('facts', { keyPath: 'name' });
    request.result.createObjectStore('streams', { keyPath: 'stream' });
  };
  return answerOf(request);
};

/** A replica in IndexedDB. Of several tabs the last one to write has it: what others wrote is not mixed with its own. */
class IndexedDbReplica implements ReplicaStore {
  readonly #database: IDBDatabase;
  readonly #me = newId<string>();

  constructor(database: IDBDatabase) {
    this.#database = database;
  }

  async load() {
    const transaction = this.#database.transaction(['facts', 'streams']);
    const facts: Promise<unknown> = answerOf(transaction.objectStore('facts').get('facts'));
    const streams: Promise<unknown[]> = answerOf(transaction.objectStore('streams').getAll());
    const stored = { facts: await facts, streams: await streams };
    return stored.facts === undefined ? undefined : stored;
  }

  async save({ facts, streams, changed, gone }: Writing): Promise<void> {
    const transaction = this.#database.transaction(['facts', 'streams'], 'readwrite');
    const end = durable(transaction);
    const [about, rows] = [transaction.objectStore('facts'), transaction.objectStore('streams')];
    const before: FactsRow | undefined = await answerOf(about.get('facts'));
    const isMine = before?.writer === this.#me;
    const put = (stream: StreamName, known: Known | undefined) => {
      if (known) rows.put({ stream, version: known.version, state: known.state } satisfies StoredStream);
    };
    if (!isMine) rows.clear();
    for (const stream of isMine ? gone : []) rows.delete(stream);
    for (const stream of isMine ? changed : streams.keys()) put(stream, streams.get(stream));
    about.put({ ...facts, name: 'facts', writer: this.#me } satisfies FactsRow);
    await end;
  }

  async clear(): Promise<void> {
    const transaction = this.#database.transaction(['facts', 'streams'], 'readwrite');
    for (const name of ['facts', 'streams']) transaction.objectStore(name).clear();
    await durable(transaction);
  }
}

const openStore: OpenReplicaStore = async (name) => {
  const database = await open(name);
  // Somebody deletes it, or needs a newer one: this tab does not stand in the way.
  database.onversionchange = () => database.close();
  return new IndexedDbReplica(database);
};

/**
 * Keeps what a client follows in this browser, for the option `replicas`. It is of one device, and of the sign-in that saw it:
 * with the end of that, or of the device, it is deleted. What is of another version of this package is not taken up.
 *
 * @see client-sdk/RULES.md, SDK-90 to SDK-94
 * @example
 * const cafe = createCafe({ url, getToken, replicas: indexedDbReplicas });
 */
export const indexedDbReplicas: KeepReplica = async (source) => {
  if (hasIndexedDb()) await keepingIn(openStore)(source);
};
