import type { Instant, StoreId } from '@cafe/contract';
import type { StateOf, StreamName } from '@cafe/contract/folds';
import type { Context, Desk } from './definition.ts';
import type { Queues } from './queues.ts';
import type { CachedStream, StreamCache } from './stream-cache.ts';

/** Thrown out of a decision that asks for a stream this process does not hold: it is loaded, and decided again. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
  readonly stream: StreamName;
  constructor(stream: StreamName) {
    super(`${stream} is not loaded`);
    this.stream = stream;
  }
}

/** One decision's moment and setting. */
export interface DeskSetting {
  readonly storeId: StoreId;
  readonly context: Context;
  readonly at: Instant;
  readonly businessDay: string;
  /** The streams whose queues are held; the desk takes further ones that are free. */
  readonly held: Set<StreamName>;
}

/**
 * A desk that looks at each stream once, so that a decision sees one state of it however long its `gather` took.
 *
 * A guarded stream whose queue somebody else holds is shown as it is and noted in `missing`: what is decided on it is
 * not used, but names in one go what else the decision needs.
 */
export class CachedDesk implements Desk {
  /** Guarded streams that are not held: leave all queues and start anew with these too. */
  readonly missing = new Set<StreamName>();
  /** Every stream looked at, and how far it was known then. */
  readonly seen = new Map<StreamName, Pick<CachedStream, 'state' | 'version'>>();
  readonly #setting: DeskSetting;
  readonly #cache: StreamCache;
  readonly #queues: Queues;

  constructor(setting: DeskSetting, { cache, queues }: { readonly cache: StreamCache; readonly queues: Queues }) {
    this.#setting = setting;
    this.#cache = cache;
    this.#queues = queues;
  }

  get storeId(): StoreId {
    return this.#setting.storeId;
  }
  get by(): Context['by'] {
    return this.#setting.context.by;
  }
  get at(): Instant {
    return this.#setting.at;
  }
  get businessDay(): string {
    return this.#setting.businessDay;
  }
  may(permission: string): boolean {
    return this.#setting.context.may(permission);
  }
  state<Name extends StreamName>(stream: Name): StateOf<Name> {
    this.hold(stream);
    return this.#look(stream).state as StateOf<Name>; // the cache folds a stream by its own name's fold
  }
  version(stream: StreamName): number {
    this.hold(stream);
    return this.#look(stream).version;
  }
  fact<Name extends StreamName>(stream: Name): StateOf<Name> {
    return this.#look(stream).state as StateOf<Name>; // same
  }

  /** Sees to it that a stream's queue is held, or notes that it is not. */
  hold(stream: StreamName): void {
    const { held } = this.#setting;
    if (held.has(stream)) return;
    // A state looked at as a fact, before the queue was held, may be behind by now; the insert would tell.
    if (this.#queues.tryTake(stream)) held.add(stream);
    else this.missing.add(stream);
  }

  #look(stream: StreamName): Pick<CachedStream, 'state' | 'version'> {
    const known = this.seen.get(stream);
    if (known) return known;
    const cached = this.#cache.get(stream);
    if (!cached) throw new NotLoaded(stream);
    const look = { state: cached.state, version: cached.version };
    this.seen.set(stream, look);
    return look;
  }
}
