import type { CommandId, RefusalBody } from '@cafe/contract';
import { clientError } from './cafe-error.ts';
import { type EvictionMark, evictionMark } from './eviction-mark.ts';
import { newId } from './ids.ts';
import { answerOf, durable, openDatabase, type StoredRow, writing } from './indexed-db.ts';
import type { OpenOutbox, OutboxPlace, OutboxStore, QueuedCommand } from './outbox-store.ts';
import { livesByLease, livesByLocks, type TabLives } from './tab-lives.ts';

/** Whether a browser, or what behaves like one, is around. */
export const hasIndexedDb = (): boolean => typeof indexedDB !== 'undefined';

const plain = ({ sequence: _sequence, owner: _owner, ...command }: StoredRow): QueuedCommand => command;

/** One tab's view of the outbox that all tabs of a device share. */
class IndexedDbOutbox implements OutboxStore {
  readonly #me: string;
  readonly #database: IDBDatabase;
  readonly #lives: TabLives;
  readonly #mark: EvictionMark;

  constructor(me: string, database: IDBDatabase, { lives, mark }: { lives: TabLives; mark: EvictionMark }) {
    this.#me = me;
    this.#database = database;
    this.#lives = lives;
    this.#mark = mark;
  }

  async adopt(): Promise<readonly QueuedCommand[]> {
    // Owners first, then who lives: a tab is there before it puts anything, so one that came meanwhile is not taken for dead.
    const before: StoredRow[] = await answerOf(this.#database.transaction('commands').objectStore('commands').getAll());
    const owners = new Set(before.map(({ owner }) => owner).filter((owner) => owner !== this.#me));
    if (owners.size === 0) return [];
    const living = await this.#lives.living(owners);
    const gone = new Set([...owners].filter((owner) => !living.has(owner)));
    if (gone.size === 0) return [];
    // Within one transaction: of two tabs that find the same, one does.
    const transaction = writing(this.#database, 'commands');
    const commands = transaction.objectStore('commands');
    const rows: StoredRow[] = await answerOf(commands.getAll());
    const left = rows.filter(({ owner }) => gone.has(owner));
    for (const row of left) commands.put({ ...row, owner: this.#me });
    await durable(transaction);
    return left.map(plain);
  }

  async put(command: QueuedCommand): Promise<void> {
    const transaction = writing(this.#database, 'commands', 'counters');
    const end = durable(transaction);
    const commands = transaction.objectStore('commands');
    const counters = transaction.objectStore('counters');
    const isThere = await answerOf(commands.index('id').getKey(command.id));
    const counter: { value: number } | undefined = await answerOf(counters.get('sequence'));
    const sequence = (counter?.value ?? 0) + 1;
    if (isThere === undefined) {
      counters.put({ name: 'sequence', value: sequence });
      commands.add({ ...command, sequence, owner: this.#me } satisfies StoredRow);
    }
    const waiting = commands.count();
    await end;
    this.#mark.write({ sequence, waiting: waiting.result });
  }

  async remove(id: CommandId): Promise<void> {
    const transaction = writing(this.#database, 'commands', 'counters');
    const end = durable(transaction);
    const commands = transaction.objectStore('commands');
    const key = await answerOf(commands.index('id').getKey(id));
    if (key !== undefined) commands.delete(key);
    const counter: IDBRequest<{ value: number } | undefined> = transaction.objectStore('counters').get('sequence');
    const waiting = commands.count();
    await end;
    this.#mark.write({ sequence: counter.result?.value ?? 0, waiting: waiting.result });
  }

  async refuse(id: CommandId, refusal: RefusalBody): Promise<void> {
    const transaction = writing(this.#database, 'commands');
    const end = durable(transaction);
    const commands = transaction.objectStore('commands');
    const row: StoredRow | undefined = await answerOf(commands.index('id').get(id));
    if (row) commands.put({ ...row, refusal });
    await end;
  }

  async close(): Promise<void> {
    this.#lives.end();
    this.#database.close();
  }
}

/** Asks the browser not to delete what is stored when it wants the space, and says so where it will not promise that. */
const askToPersist = async ({ report }: OutboxPlace): Promise<void> => {
  // Typed as always there, and undefined on a page without a secure context.
  const storage = globalThis.navigator?.storage as StorageManager | undefined;
  const isKept = (await storage?.persist?.().catch(() => false)) ?? false;
  if (!isKept) {
    report(clientError('client.outbox_not_persistent', 'the browser may delete what is in the outbox'));
  }
};

/** What was put here and is not: the mark outside of the database knows of more than the database does. */
const lookForEviction = async (database: IDBDatabase, mark: EvictionMark, { report }: OutboxPlace): Promise<void> => {
  const counters = database.transaction('counters').objectStore('counters');
  const counter: { value: number } | undefined = await answerOf(counters.get('sequence'));
  const marked = mark.read();
  if (!marked || marked.sequence <= (counter?.value ?? 0) || marked.waiting === 0) return;
  const lost = Math.min(marked.waiting, marked.sequence - (counter?.value ?? 0));
  const error = clientError('client.outbox_evicted', `the browser deleted ${lost} commands that were not sent`, {
    details: { lost },
  });
  report(error);
  mark.write({ sequence: 0, waiting: 0 });
};

/**
 * The outbox of a browser: shared by all its tabs, each of which sends what it put, and takes over what a dead one left.
 * Tabs know of one another by Web Locks, or, on a page without a secure context, by leases.
 */
export const openIndexedDbOutbox: OpenOutbox = async (place) => {
  const me = newId();
  const database = await openDatabase(place.name);
  // Somebody deletes the database, or needs a newer one: this tab does not stand in the way, and its next write says so.
  database.onversionchange = () => database.close();
  const mark = evictionMark(place.name);
  await lookForEviction(database, mark, place);
  void askToPersist(place);
  // Typed as always there, and undefined on a page without a secure context.
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  const lives = locks ? await livesByLocks(locks, place.name, me) : await livesByLease(database, me, place.timers);
  return new IndexedDbOutbox(me, database, { lives, mark });
};
