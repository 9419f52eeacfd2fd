import type { Commit, CommitPart } from '@cafe/contract';
import {
  type AnyState,
  type EventMeta,
  FOLDS,
  foldPart,
  initialOf,
  kindOf,
  type OrderLine,
  type StreamKind,
  type StreamName,
} from '@cafe/contract/folds';
import { weightOfParts } from './weight.ts';

/** How streams are folded: the contract's folds, or a small one in a test. */
export interface StreamFold {
  initial(stream: StreamName): AnyState;
  part(stream: StreamName, state: AnyState, part: EventMeta & Pick<CommitPart, 'events'>): AnyState;
  /** Stored snapshots of another version are discarded. */
  version(kind: StreamKind): number;
}

export const CONTRACT_FOLD: StreamFold = {
  initial: initialOf,
  part: foldPart,
  version: (kind) => FOLDS[kind].foldVersion,
};

/** A stream as this process knows it. It changes in place: take `state` and `version` in one step. */
export interface CachedStream {
  readonly stream: StreamName;
  readonly state: AnyState;
  readonly version: number;
  /** The last commits of the stream, ending at `version`, for those who missed a few. */
  readonly latest: readonly Commit[];
}

/** A part and the states around it. */
export interface Evolved {
  readonly part: CommitPart;
  readonly before: AnyState;
  readonly after: AnyState;
}

interface Entry extends CachedStream {
  state: AnyState;
  version: number;
  readonly latest: Commit[];
  readonly weights: number[];
  weight: number;
  usedAt: number;
}

/** Streams held in memory. */
export interface StreamCache {
  readonly size: number;
  get(stream: StreamName): CachedStream | undefined;
  all(): IterableIterator<CachedStream>;
  /** Holds a stream as it was loaded; one that is held already stays as it is. */
  put(stream: StreamName, loaded: Pick<CachedStream, 'state' | 'version' | 'latest'>): CachedStream;
  /** Goes on by parts that are next on streams held here: all of them, or none when one cannot be folded. */
  evolve(commit: Commit, parts: readonly CommitPart[]): readonly Evolved[];
  /** The commits above a version, if they are all still here; undefined when a snapshot is the better answer. */
  missed(stream: StreamName, after: number): readonly Commit[] | undefined;
}

export interface StreamCacheOptions {
  readonly fold?: StreamFold;
  /** Streams at rest beyond so many are forgotten, the longest unused first. Default 1,024. */
  readonly maxAtRest?: number;
  /** Whether nothing more is expected of a stream, so that it may be forgotten. Default: an order that ended, in the kitchen too. */
  readonly atRest?: (stream: StreamName, state: AnyState) => boolean;
}

/** Beyond these a snapshot is the better answer to a resume. */
const MAX_LATEST = 200;
const MAX_LATEST_BYTES = 64 * 1024;
/** Looking for streams to forget is done for so many at a time. */
const SLACK = 256;

const orderEnded = (stream: StreamName, state: AnyState): boolean => {
  if (kindOf(stream) !== 'order' || !('status' in state)) return false;
  if (state.status === 'none') return true;
  // What the kitchen still follows is not at rest, whatever became of the bill.
  return state.status !== 'open' && state.status !== 'waiting' && !state.lines.some(isInKitchen);
};
const isInKitchen = ({ state, void: mark }: OrderLine): boolean =>
  state === 'fired' || state === 'preparing' || state === 'ready' || mark?.acknowledged === false;

/** A cache of folds. It decides nothing: what it knows may be behind, and an insert proves whether it was. */
export const createStreamCache = (options: StreamCacheOptions = {}): StreamCache => new FoldCache(options);

class FoldCache implements StreamCache {
  readonly #entries = new Map<StreamName, Entry>();
  readonly #fold: StreamFold;
  readonly #maxAtRest: number;
  readonly #atRest: (stream: StreamName, state: AnyState) => boolean;
  #uses = 0;
  #lookAt: number;

  constructor({ fold = CONTRACT_FOLD, maxAtRest = 1_024, atRest = orderEnded }: StreamCacheOptions) {
    this.#fold = fold;
    this.#maxAtRest = maxAtRest;
    this.#atRest = atRest;
    this.#lookAt = maxAtRest + SLACK;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(stream: StreamName): Entry | undefined {
    const entry = this.#entries.get(stream);
    if (entry) entry.usedAt = ++this.#uses;
    return entry;
  }

  all(): IterableIterator<CachedStream> {
    return this.#entries.values();
  }

  put(
    stream: StreamName,
    { state, version, latest }: Pick<CachedStream, 'state' | 'version' | 'latest'>,
  ): CachedStream {
    const known = this.get(stream);
    if (known) return known;
    if (this.#entries.size >= this.#lookAt) this.#forget();
    const entry: Entry = { stream, state, version, latest: [], weights: [], weight: 0, usedAt: ++this.#uses };
    for (const commit of latest) remember(entry, commit);
    this.#entries.set(stream, entry);
    return entry;
  }

  evolve(commit: Commit, parts: readonly CommitPart[]): readonly Evolved[] {
    const evolved = parts.map((part) => this.#folded(commit, part));
    for (const { entry, part, after } of evolved) {
      entry.state = after;
      entry.version = part.version;
      remember(entry, commit);
    }
    return evolved;
  }

  missed(stream: StreamName, after: number): readonly Commit[] | undefined {
    const entry = this.get(stream);
    if (!entry) return undefined;
    const count = entry.version - after;
    if (count < 0 || count > entry.latest.length) return undefined;
    return count === 0 ? [] : entry.latest.slice(-count);
  }

  #folded(commit: Commit, part: CommitPart): Evolved & { readonly entry: Entry } {
    const entry = this.#entries.get(part.stream);
    if (entry?.version !== part.version - 1) throw new Error(`${part.stream}#${part.version} is not next`);
    const before = entry.state;
    const after = this.#fold.part(part.stream, before, { at: commit.at, by: commit.by, events: part.events });
    return { part, before, after, entry };
  }

  #forget(): void {
    const resting = [...this.#entries.values()].filter(({ stream, state }) => this.#atRest(stream, state));
    resting.sort((one, other) => one.usedAt - other.usedAt);
    const tooMany = Math.max(0, resting.length - this.#maxAtRest);
    for (const { stream } of resting.slice(0, tooMany)) this.#entries.delete(stream);
    this.#lookAt = this.#entries.size + SLACK;
  }
}

const remember = (entry: Entry, commit: Commit): void => {
  const weight = weightOfParts(commit.parts);
  entry.latest.push(commit);
  entry.weights.push(weight);
  entry.weight += weight;
  let drop = Math.max(0, entry.latest.length - MAX_LATEST);
  for (let index = 0; index < drop; index += 1) entry.weight -= entry.weights[index] ?? 0;
  while (entry.weight > MAX_LATEST_BYTES && drop < entry.latest.length) {
    entry.weight -= entry.weights[drop] ?? 0;
    drop += 1;
  }
  if (drop > 0) {
    entry.latest.splice(0, drop);
    entry.weights.splice(0, drop);
  }
};
