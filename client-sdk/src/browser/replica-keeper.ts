import type { SessionId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Client } from '../client.ts';
import type { KeepReplica } from '../kept-replica.ts';
import type { Known } from '../replica-known.ts';
import { type ReplicaSource, replicaSource } from './replica-source.ts';
import type { OpenReplicaStore, ReplicaStore } from './replica-store.ts';
import { FORMAT, readStored } from './stored-replica.ts';

/** What changes within so many milliseconds is written at once. */
const SAVE_MS = 250;
/** So long storage may take before the client connects without it, in milliseconds. */
const PATIENCE_MS = 2_000;

/** Keeps one client's replica in a store. */
class ReplicaKeeper {
  readonly #source: ReplicaSource;
  readonly #store: Promise<ReplicaStore>;
  /** What lies there, as far as this life wrote it. */
  #written: ReadonlyMap<StreamName, Known> = new Map();
  #session: SessionId | undefined;
  #stopTimer: (() => void) | undefined;
  #isOver = false;
  /** One thing after another: nothing is written between a look and what follows from it. */
  #last: Promise<void>;

  constructor(source: ReplicaSource, open: OpenReplicaStore) {
    this.#source = source;
    this.#store = open(source.name);
    this.#last = this.#store.then(
      () => undefined,
      (cause: unknown) => {
        this.#isOver = true;
        source.report(cause);
      },
    );
  }

  /** Restores what was kept, unless storage is too slow or has nothing for whoever is there. */
  async restore(): Promise<void> {
    let isLate = false;
    const late = new Promise<void>((resolve) => {
      this.#stopTimer = this.#source.timers.after(PATIENCE_MS, () => {
        isLate = true;
        resolve();
      });
    });
    const restoring = this.#after(async (store) => {
      const stored = await store.load();
      const kept = stored && readStored(stored, this.#sessionNow());
      if (kept && !isLate) this.#source.restore(kept);
      else if (stored) await store.clear();
    });
    await Promise.race([restoring, late]);
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  /** Writes down what changes, and forgets all of it when it is not to be seen here any more. */
  watch(): void {
    const { onChange, seat, connection } = this.#source;
    this.#session = this.#sessionNow();
    onChange(() => this.#soon());
    seat.subscribe(() => {
      if (this.#sessionNow() === this.#session) return;
      this.#session = this.#sessionNow();
      this.#forget();
    });
    connection.subscribe(() => {
      const { state, reason } = connection.getSnapshot();
      if (state !== 'stopped') return;
      // Whom the hub turned away keeps nothing of it; one that is only too old may be shown to the next version.
      if (reason && reason.code !== 'client.outdated') this.#forget();
      this.#isOver = true;
    });
  }

  #sessionNow(): SessionId | undefined {
    return this.#source.seat.getSnapshot().session;
  }

  #after(run: (store: ReplicaStore) => Promise<void>): Promise<void> {
    if (!this.#isOver) {
      this.#last = this.#last
        .then(() => this.#store)
        .then(run)
        .catch(this.#source.report);
    }
    return this.#last;
  }

  #soon(): void {
    if (this.#stopTimer || this.#isOver) return;
    this.#stopTimer = this.#source.timers.after(SAVE_MS, () => {
      this.#stopTimer = undefined;
      void this.#after((store) => this.#save(store));
    });
  }

  async #save(store: ReplicaStore): Promise<void> {
    const kept = this.#isOver ? undefined : this.#source.read();
    if (!kept) return;
    const { epoch, topics, heardAtMs } = kept;
    const streams = new Map(kept.streams);
    const written = this.#written;
    await store.save({
      facts: { format: FORMAT, session: this.#session, epoch, topics, heardAtMs },
      streams,
      changed: [...streams.keys()].filter((stream) => streams.get(stream) !== written.get(stream)),
      gone: [...written.keys()].filter((stream) => !streams.has(stream)),
    });
    this.#written = streams;
  }

  #forget(): void {
    void this.#after(async (store) => {
      await store.clear();
      this.#written = new Map();
    });
  }
}

/** Keeps replicas where `open` says. */
export const keepingIn =
  (open: OpenReplicaStore): KeepReplica =>
  async (client) => {
    const source = replicaSource(client as unknown as Client); // nobody but a client calls this, with itself
    const keeper = new ReplicaKeeper(source, open);
    await keeper.restore();
    keeper.watch();
  };
