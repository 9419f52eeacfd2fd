import type { Base, CommitsFrame, Head, Part, SyncPage } from '@cafe/contract';
import { concernsKitchen, kindOf, type OrderState, type StreamName } from '@cafe/contract/folds';
import { HeldParts } from './replica-held.ts';
import { type Applied, after, byImportance, isRunning, type Known, stateOf, type Taken } from './replica-known.ts';

/** How many versions one `sync` may name. */
const MAX_HAVE = 1_000;
/** Of how many finished orders the last version is remembered after their state was let go. */
const MAX_RETIRED = 1_000;

const isBase = (entry: object): entry is Base => 'state' in entry;

/**
 * A copy of the streams that one connection follows, folded by the code that the hub folds with. It knows no clock and no
 * network: it is told what came, and says what changed.
 *
 * A stream's parts are applied in their order, each once: `n + 1` is applied, `n` and below dropped, what is above is held
 * until what is missing came. Between {@link Replica.beginSync} and the first page of the answer everything that comes is
 * kept aside: it may be ahead of a base that is still on its way, or of another log.
 */
export class Replica {
  readonly #known = new Map<StreamName, Known>();
  readonly #held = new HeldParts();
  /** The highest versions the hub spoke of. */
  readonly #announced = new Map<StreamName, number>();
  /** Finished orders that nobody looks at any more. */
  readonly #retired = new Map<StreamName, number>();
  #early: (Part | Base)[] | undefined;
  #sent: ReadonlyMap<StreamName, number> = new Map();
  /** The log that all of it is of, and who hears it; undefined before the hub said. */
  epoch: string | undefined;

  #applied: Applied[] = [];
  #changed = new Set<StreamName>();
  #faults: unknown[] = [];

  /** What is known of a stream; undefined where nothing came yet. */
  read<Name extends StreamName>(stream: Name): Known<Name> | undefined {
    return this.#known.get(stream) as Known<Name> | undefined; // it was put there under its own name
  }

  /** Everything that is known, by stream. */
  all(): IterableIterator<[StreamName, Known]> {
    return this.#known.entries();
  }

  /** Takes in a `commits` frame. */
  commits(frame: CommitsFrame): Taken {
    if (this.#early) this.#early.push(...frame);
    else for (const entry of frame) this.#take(entry);
    return this.#taken();
  }

  /** Takes notice of the versions the hub announced. */
  heads(heads: readonly Head[]): void {
    for (const [stream, version] of heads) {
      this.#announced.set(stream, Math.max(version, this.#announced.get(stream) ?? 0));
    }
  }

  /** Whether something is missing: a version was announced, or a later part is held, and what comes before is not here. */
  isBehind(): boolean {
    for (const [stream, version] of this.#announced) {
      const at = this.#known.get(stream)?.version ?? this.#retired.get(stream) ?? 0;
      if (version > at && !this.#known.get(stream)?.outdated) return true;
    }
    return !this.#held.isEmpty;
  }

  /** What a `sync` says of what is here. From now until its first page, what comes is kept aside. */
  beginSync(): { readonly have: Head[]; readonly epoch?: string } {
    this.#early = [];
    this.#held.clear();
    this.#announced.clear();
    const named = [...this.#known].sort(byImportance);
    // What is not named is answered whole, so there is nothing to keep of it.
    for (const [stream] of named.splice(MAX_HAVE)) this.#known.delete(stream);
    const have = named.map(([stream, { version }]): Head => [stream, version]);
    this.#sent = new Map(have);
    return { have, ...(this.epoch !== undefined && { epoch: this.epoch }) };
  }

  /** Takes in one page of a `sync` answer, or what was kept of one, and, after the first, what was kept aside. */
  page({ epoch, streams, closed }: Pick<SyncPage, 'epoch' | 'streams' | 'closed'>): Taken {
    if (this.epoch !== undefined && this.epoch !== epoch) this.#startAnew();
    this.epoch = epoch;
    for (const stream of closed) this.#forget(stream);
    for (const answer of streams) {
      if (isBase(answer)) this.#answer(answer);
      else for (const part of answer.commits) this.#part(part);
    }
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const entry of early) this.#take(entry);
    return this.#taken();
  }

  /**
   * Lets go of orders that ended and concern the kitchen no more, unless they are wanted. Their versions are remembered.
   *
   * @param nowMs the hub's clock
   */
  retire(nowMs: number, isWanted: (stream: StreamName) => boolean): Taken {
    for (const [stream, { state, version }] of this.#known) {
      if (kindOf(stream) !== 'order' || isWanted(stream)) continue;
      const order = state as OrderState; // the stream's kind says which state it is
      if (order.status === 'none' || isRunning(order) || concernsKitchen(order, nowMs)) continue;
      this.#forget(stream);
      this.#retired.set(stream, version);
    }
    for (const stream of this.#retired.keys()) {
      if (this.#retired.size <= MAX_RETIRED) break;
      this.#retired.delete(stream);
    }
    return this.#taken();
  }

  #take(entry: Part | Base): void {
    if (isBase(entry)) this.#base(entry);
    else this.#part(entry);
  }

  /** A whole state that the hub put in front of a part: taken if it is newer than what is here. */
  #base({ stream, version, state }: Base): void {
    const known = this.#known.get(stream);
    if (known && (known.outdated || version <= known.version)) return;
    this.#put(stream, { version, state: stateOf(stream, state), outdated: false });
    this.#applied.push({ stream, version, as: 'base' });
    this.#release(stream, version);
  }

  /** A whole state as an answer: taken too where the log is behind what was said to be here, which was then another's. */
  #answer(base: Base): void {
    if (base.version < (this.#sent.get(base.stream) ?? 0)) this.#known.delete(base.stream);
    this.#base(base);
  }

  #part(part: Part): void {
    const known = this.#known.get(part.stream);
    const at = known?.version ?? 0;
    if (known?.outdated || part.version <= at) return;
    if (part.version > at + 1) this.#held.hold(part);
    else if (this.#apply(part)) this.#release(part.stream, part.version);
  }

  /** Applies what was held and is next now. */
  #release(stream: StreamName, version: number): void {
    for (let at = version; ; at += 1) {
      const next = this.#held.takeAfter(stream, at);
      if (!next || !this.#apply(next)) return;
    }
  }

  #apply(part: Part): boolean {
    const { stream, version } = part;
    const { known, fault } = after(part, this.#known.get(stream));
    this.#put(stream, known);
    if (known.outdated) {
      this.#faults.push(fault);
      this.#held.drop(stream);
      return false;
    }
    this.#applied.push({ stream, version, as: 'part' });
    return true;
  }

  #put(stream: StreamName, known: Known): void {
    this.#known.set(stream, known);
    this.#retired.delete(stream);
    this.#changed.add(stream);
  }

  #forget(stream: StreamName): void {
    if (this.#known.delete(stream)) this.#changed.add(stream);
    this.#held.drop(stream);
  }

  /** Another log: nothing of what is here is true of it. */
  #startAnew(): void {
    for (const stream of [...this.#known.keys()]) this.#forget(stream);
    this.#retired.clear();
    this.#sent = new Map();
  }

  #taken(): Taken {
    const taken = { applied: this.#applied, changed: this.#changed, faults: this.#faults };
    this.#applied = [];
    this.#changed = new Set();
    this.#faults = [];
    return taken;
  }
}
