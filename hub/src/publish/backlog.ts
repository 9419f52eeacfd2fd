import type { StreamName } from '@cafe/contract/folds';

/** Names beyond so many are not kept: then every stream of the log is looked at. */
export const MAX_NAMES = 4_096;

/** Streams that have something to publish, the longest known first. Names alone: what it is, the log has. */
export class Backlog {
  /** Each with the moment of what it waits with, in ms since the epoch. */
  readonly #waiting = new Map<StreamName, number>();
  readonly #taken = new Map<StreamName, number>();
  readonly #aside = new Map<StreamName, { readonly at: number; readonly until: number }>();
  #overflowed = false;

  get size(): number {
    return this.#waiting.size;
  }

  /** How many cannot go on for now. */
  get aside(): number {
    return this.#aside.size;
  }

  /** Whether names were dropped since it was last asked. */
  tellOverflow(): boolean {
    const overflowed = this.#overflowed;
    this.#overflowed = false;
    return overflowed;
  }

  /** A stream was heard of. Where there are too many, it is one of those that a look at all will find. */
  hear(stream: StreamName, at: number): void {
    if (this.#waiting.size >= MAX_NAMES && !this.#waiting.has(stream)) this.#overflowed = true;
    else this.mark(stream, at);
  }

  /** A stream was found to have more. */
  mark(stream: StreamName, at: number): void {
    if (!this.#waiting.has(stream) && !this.#aside.has(stream)) this.#waiting.set(stream, at);
  }

  /** Takes so many to work on; each of them is then `done`, or waits `again`, or is set aside. */
  take(count: number): readonly StreamName[] {
    const taken: StreamName[] = [];
    for (const [stream, at] of this.#waiting) {
      if (taken.length >= count) break;
      taken.push(stream);
      this.#taken.set(stream, at);
      this.#waiting.delete(stream);
    }
    return taken;
  }

  done(stream: StreamName): void {
    this.#taken.delete(stream);
  }

  /** It has more, of that moment; it goes behind the others. */
  again(stream: StreamName, at: number): void {
    this.#taken.delete(stream);
    this.#waiting.set(stream, at);
  }

  /** Whatever was taken and not said to be done waits again. */
  takeBack(): void {
    for (const [stream, at] of [...this.#taken]) this.again(stream, at);
  }

  setAside(stream: StreamName, until: number): void {
    const at = this.#taken.get(stream) ?? this.#waiting.get(stream) ?? until;
    this.#taken.delete(stream);
    this.#waiting.delete(stream);
    this.#aside.set(stream, { at, until });
  }

  /** Those set aside until then wait again. */
  release(now: number): void {
    for (const [stream, { at, until }] of [...this.#aside]) {
      if (until > now) continue;
      this.#aside.delete(stream);
      this.#waiting.set(stream, at);
    }
  }

  isAside(stream: StreamName): boolean {
    return this.#aside.has(stream);
  }

  isWaiting(stream: StreamName): boolean {
    return this.#waiting.has(stream);
  }

  /** The moment of the oldest that is known of and not published; undefined where nothing is. */
  oldest(): number | undefined {
    const moments = [
      ...this.#waiting.values(),
      ...this.#taken.values(),
      ...[...this.#aside.values()].map(({ at }) => at),
    ];
    return moments.length === 0 ? undefined : moments.reduce((one, other) => Math.min(one, other));
  }

  clear(): void {
    this.#waiting.clear();
    this.#taken.clear();
    this.#aside.clear();
  }
}
