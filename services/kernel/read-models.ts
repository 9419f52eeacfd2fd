import type { Instant } from '@cafe/contract';
import { type AnyState, kindOf, type StreamKind, type StreamName } from '@cafe/contract/folds';
import { backOffMs } from './back-off.ts';
import type { ReadModel } from './definition.ts';
import type { FailpointHook } from './failpoints.ts';
import type { LetOut } from './letting-out.ts';
import { byKind, type ModelsByKind, type RowsByCollection, rowsWhere } from './model-rows.ts';
import type { RowStore, StoredRow } from './row-store.ts';
import type { Timers } from './timers.ts';

export interface ReadModels {
  /** Notes what a commit changed; cheap, and called for every commit let out. */
  mark(letOut: LetOut): void;
  /** Notes a stream as it was folded from the log. */
  markStream(stream: StreamName, folded: Marked): void;
  /** Resolves when everything marked before is written: before a list is read, and in tests. */
  flush(): Promise<void>;
  /** Everything made at or before this moment, by whichever process, is in the collections. */
  asOf(): Date;
  /** The rows a stream's state stands for, by collection. */
  rowsOf(stream: StreamName, folded: Pick<Marked, 'state' | 'version'>): RowsByCollection;
  /** Whether any model is made of streams of a kind. */
  covers(kind: StreamKind): boolean;
  /** How many streams changed since they were written. */
  pending(): number;
  readonly collections: ReadonlySet<string>;
}

export interface Marked {
  readonly state: AnyState;
  readonly version: number;
  /** When the oldest change was made that is not yet written. */
  readonly since: Instant;
}

export interface ReadModelsOptions {
  readonly models: readonly ReadModel[];
  readonly rows: RowStore;
  readonly clock: () => Date;
  /** Every commit made at or before this moment was marked, in ms since the epoch. */
  readonly heardTo: () => number;
  readonly timers: Timers;
  readonly random: () => number;
  readonly report: (error: unknown) => void;
  readonly failpoint?: FailpointHook | undefined;
}

/** So many streams go into one write, so that a busy evening is written in small steps. */
const STREAMS_PER_WRITE = 64;
/** A write that took 10 ms is followed by 190 ms without one: at most a twentieth of the time goes into this. */
const REST_PER_WORK = 19;
const SHORTEST_REST_MS = 100;
const LONGEST_REST_MS = 5_000;
/** The sources of rows written last, of so many streams. */
const MAX_REMEMBERED = 2_048;

/**
 * The collections people query, kept up behind the acknowledgement: many commits of a stream become one write, and a row
 * whose source did not change is not written.
 */
export const createReadModels = (options: ReadModelsOptions): ReadModels => new Follower(options);

class Follower implements ReadModels {
  readonly collections: ReadonlySet<string>;
  readonly #options: ReadModelsOptions;
  readonly #models: ModelsByKind;
  readonly #marked = new Map<StreamName, Marked>();
  readonly #written = new Map<StreamName, ReadonlyMap<string, unknown>>();
  #writing: Promise<void> = Promise.resolve();
  #scheduled = false;
  #failures = 0;
  #restMs = SHORTEST_REST_MS;

  constructor(options: ReadModelsOptions) {
    this.#options = options;
    this.collections = new Set(options.models.map(({ collection }) => collection));
    this.#models = byKind(options.models);
  }

  covers(kind: StreamKind): boolean {
    return this.#models.has(kind);
  }

  pending(): number {
    return this.#marked.size;
  }

  mark({ commit, parts }: LetOut): void {
    for (const { part, after } of parts) {
      if (!this.covers(kindOf(part.stream))) continue;
      this.markStream(part.stream, { state: after, version: part.version, since: commit.at });
    }
  }

  markStream(stream: StreamName, folded: Marked): void {
    const before = this.#marked.get(stream);
    if (before && before.version > folded.version) return;
    this.#marked.set(stream, before ? { ...folded, since: before.since } : folded);
    this.#schedule();
  }

  async flush(): Promise<void> {
    // What is marked by now is at the front; what is marked meanwhile is not waited for.
    for (let left = this.#marked.size; left > 0; left -= STREAMS_PER_WRITE) await this.#write();
    await this.#writing;
  }

  asOf(): Date {
    let oldest = this.#options.heardTo();
    for (const { since } of this.#marked.values()) oldest = Math.min(oldest, Date.parse(since));
    return new Date(oldest);
  }

  rowsOf(stream: StreamName, folded: Pick<Marked, 'state' | 'version'>): RowsByCollection {
    return rowsWhere(this.#models, { stream, ...folded }, () => true);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const { timers, random, report } = this.#options;
    const delay = this.#failures === 0 ? this.#restMs : Math.max(this.#restMs, backOffMs(this.#failures, random));
    timers.after(delay, () => {
      this.#write()
        .catch(report)
        .finally(() => {
          this.#scheduled = false;
          if (this.#marked.size > 0) this.#schedule();
        });
    });
  }

  /** Writes the longest marked streams; one write after another. */
  #write(): Promise<void> {
    const written = this.#writing.then(() => this.#writeSome());
    this.#writing = written.catch(() => undefined); // told to whoever asked for this write
    return written;
  }

  async #writeSome(): Promise<void> {
    const { rows, clock, failpoint } = this.#options;
    const startedAt = clock().getTime();
    const batch = [...this.#marked].slice(0, STREAMS_PER_WRITE);
    const sources = new Map<StreamName, Map<string, unknown>>();
    const byCollection = new Map<string, StoredRow[]>();
    for (const [stream, marked] of batch) sources.set(stream, this.#collect(stream, marked, byCollection));
    failpoint?.('fold.before_bulkWrite');
    try {
      await Promise.all([...byCollection].map(([collection, changed]) => rows.write(collection, changed)));
    } catch (error) {
      this.#failures += 1;
      throw error;
    }
    this.#failures = 0;
    const since = new Date(startedAt).toISOString();
    for (const [stream, marked] of batch) this.#remember(stream, { marked, since }, sources.get(stream));
    const tookMs = clock().getTime() - startedAt;
    this.#restMs = Math.min(Math.max(tookMs * REST_PER_WORK, SHORTEST_REST_MS), LONGEST_REST_MS);
  }

  /** Adds a stream's changed rows to what is written; answers the sources of all of its rows. */
  #collect(stream: StreamName, marked: Marked, byCollection: Map<string, StoredRow[]>): Map<string, unknown> {
    const before = this.#written.get(stream);
    const sources = new Map<string, unknown>();
    const changed = (key: string, source: unknown): boolean => {
      sources.set(key, source);
      return !before?.has(key) || before.get(key) !== source;
    };
    try {
      for (const [collection, rows] of rowsWhere(this.#models, { stream, ...marked }, changed)) {
        byCollection.set(collection, [...(byCollection.get(collection) ?? []), ...rows]);
      }
    } catch (error) {
      // A model that fails on one stream must not keep the others from being written.
      this.#options.report(error);
    }
    return sources;
  }

  #remember(
    stream: StreamName,
    { marked, since }: { marked: Marked; since: Instant },
    sources: ReadonlyMap<string, unknown> | undefined,
  ): void {
    const latest = this.#marked.get(stream);
    this.#marked.delete(stream);
    // Changed while it was written: it goes to the end, so that a few busy streams do not keep the others waiting.
    if (latest && latest !== marked) this.#marked.set(stream, { ...latest, since });
    this.#written.delete(stream);
    if (sources) this.#written.set(stream, sources);
    for (const oldest of this.#written.keys()) {
      if (this.#written.size <= MAX_REMEMBERED) break;
      this.#written.delete(oldest);
    }
  }
}
