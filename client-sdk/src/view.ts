import type { Topic } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Followed } from './followed.ts';
import type { Following } from './following.ts';
import { createListeners, type Readable } from './readable.ts';
import type { Replica } from './replica.ts';
import type { Unsent } from './unsent.ts';

/** What is known, and what is on its way. */
export interface Seen {
  readonly replica: Replica;
  readonly unsent: Unsent;
}

/** What a view is made of. */
export interface ViewSource<Value> {
  readonly topic: Topic;
  /** Whether a change of that stream can change the value. */
  readonly concerns: (stream: StreamName) => boolean;
  /** The value from what is known; undefined while what it needs is not here. */
  readonly derive: (seen: Seen) => Value | undefined;
}

const sameItems = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => Object.is(item, other[index]));

const sameFields = (one: object, other: object): boolean => {
  const before = Object.entries(one);
  const after = new Map(Object.entries(other));
  return (
    before.length === after.size &&
    before.every(([key, value]) => {
      const next: unknown = after.get(key);
      if (Array.isArray(value) && Array.isArray(next)) return sameItems(value, next);
      return Object.is(value, next);
    })
  );
};

/** The former value where the new one says the same: what did not change keeps its reference. */
const settled = <Value>(former: Value | undefined, next: Value | undefined): Value | undefined => {
  if (typeof former !== 'object' || typeof next !== 'object' || !former || !next) return next;
  return sameFields(former, next) ? former : next;
};

/** One followed thing. Its topic is followed while somebody listens; between two changes its snapshot is one object. */
export class View<Value> implements Readable<Followed<Value>> {
  readonly #source: ViewSource<Value>;
  readonly #seen: Seen;
  readonly #following: Following;
  readonly #listeners = createListeners();
  #snapshot: Followed<Value> = { status: 'loading', value: undefined };
  #isFresh = false;
  /** Whether all of it was here once: before that, a part of it would look like the whole. */
  #wasLive = false;
  #unfollow: (() => void) | undefined;

  constructor(source: ViewSource<Value>, { seen, following }: { seen: Seen; following: Following }) {
    this.#source = source;
    this.#seen = seen;
    this.#following = following;
  }

  // Arrow functions, because apps pass them on: `useSyncExternalStore(view.subscribe, view.getSnapshot)`.

  readonly getSnapshot = (): Followed<Value> => {
    // Nobody tells a view of changes that nobody listens to.
    if (!this.#isFresh || this.#listeners.size() === 0) {
      this.#isFresh = true;
      this.#snapshot = settled(this.#snapshot, this.#make()) ?? this.#snapshot;
    }
    return this.#snapshot;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    const remove = this.#listeners.add(listener);
    this.#unfollow ??= this.#following.follow(this.#source.topic);
    return () => {
      remove();
      if (this.#listeners.size() > 0) return;
      this.#unfollow?.();
      this.#unfollow = undefined;
      this.#wasLive = false;
    };
  };

  /**
   * Looks anew after a change, and answers whether the snapshot is another now. Nobody is told yet: a listener may look at
   * any view, so all of them come first.
   *
   * @param streams those that changed; without them it is how topics stand
   */
  refresh(streams?: ReadonlySet<StreamName>): boolean {
    if (streams && ![...streams].some(this.#source.concerns)) return false;
    const before = this.#snapshot;
    this.#isFresh = false;
    return this.getSnapshot() !== before;
  }

  /** Calls the listeners. */
  tell(): void {
    this.#listeners.call();
  }

  #make(): Followed<Value> {
    const standing = this.#following.standing(this.#source.topic);
    if (standing.kind === 'refused') return { status: 'refused', value: undefined, error: standing.error };
    if (standing.kind !== 'loading') this.#wasLive = true;
    if (!this.#wasLive) return { status: 'loading', value: undefined };
    const value = settled(this.#snapshot.value, this.#source.derive(this.#seen));
    if (this.#isOutdated()) return { status: 'outdated', value };
    return { status: standing.kind === 'live' ? 'live' : 'stale', value };
  }

  #isOutdated(): boolean {
    for (const [stream, { outdated }] of this.#seen.replica.all()) {
      if (outdated && this.#source.concerns(stream)) return true;
    }
    return false;
  }
}
