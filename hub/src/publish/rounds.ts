import type { Instant } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { type EventLog, parseKey } from '@cafe/services/kernel';
import type { Backlog } from './backlog.ts';
import type { Cursors } from './cursors.ts';
import { PAGE_KEYS, UNREADABLE_MS } from './pages.ts';
import type { Positions } from './positions.ts';

/** How far back behind the last one a round by time begins: clocks differ, and a commit is dated before it is in. */
export const OVERLAP_MS = 60_000;
/** A round by time reads the log in windows of so long. */
export const WINDOW_MS = 3_600_000;

export interface RoundsOptions {
  readonly log: EventLog;
  readonly positions: Positions;
  readonly cursors: Cursors;
  readonly backlog: Backlog;
  readonly clock: () => Date;
  readonly report: (error: unknown) => void;
  /** Publishes a page of the backlog; false where it is to end here. */
  readonly goOn: () => Promise<boolean>;
}

/** The log has a later part of a stream and not the next one. It is never skipped. */
export class MissingPart extends Error {
  override readonly name = 'MissingPart';
  constructor(stream: StreamName, { published, head }: { readonly published: number; readonly head: number }) {
    super(`the log has ${stream}#${head}, and nothing that follows #${published}`);
  }
}

/** Finds in the log what nobody told, and stays until it is published. */
export class Rounds {
  readonly #options: RoundsOptions;
  /** Up to where this process has looked, in ms since the epoch; what could not go on yet is in the backlog. */
  #lookedTo: number | undefined;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** Every stream changed since the last round. Every stream there is, where none was. Resolves with whether it came to its end. */
  async byTime(): Promise<boolean> {
    const { log, positions, clock } = this.#options;
    const end = clock().getTime();
    const noted = this.#lookedTo === undefined ? await positions.checkpoint() : instant(this.#lookedTo);
    if (noted === undefined) return this.overAll();
    const since = Date.parse(noted);
    let from = since - OVERLAP_MS;
    for (; from + WINDOW_MS < end; from += WINDOW_MS) {
      const keys = await log.since(instant(from), instant(from + WINDOW_MS));
      if (!(await this.#publishUpTo(headsIn(keys), Math.max(from, since)))) return false;
      await this.#note(from + WINDOW_MS);
    }
    if (!(await this.#publishUpTo(headsIn(await log.since(instant(from))), Math.max(from, since)))) return false;
    await this.#note(end);
    return true;
  }

  /** Every stream there is, whatever the clocks said. Resolves with whether it came to its end. */
  async overAll(): Promise<boolean> {
    const { log, clock } = this.#options;
    const end = clock().getTime();
    if (!(await this.#publishUpTo(await log.heads(), end))) return false;
    await this.#note(end);
    return true;
  }

  async #note(to: number): Promise<void> {
    // What is behind the checkpoint is not looked for again: how far it is published stands there before.
    await this.#options.cursors.save();
    this.#lookedTo = Math.max(to, this.#lookedTo ?? 0);
    // What cannot go on yet is remembered by where the next process begins.
    if (this.#options.backlog.aside === 0) await this.#options.positions.saveCheckpoint(instant(to));
  }

  async #publishUpTo(heads: ReadonlyMap<StreamName, number>, at: number): Promise<boolean> {
    const all = [...heads];
    for (let from = 0; from < all.length; from += PAGE_KEYS) {
      const some = new Map(all.slice(from, from + PAGE_KEYS));
      for (let left = await this.#behind(some); left.length > 0; left = await this.#behind(some)) {
        for (const stream of left) this.#options.backlog.mark(stream, at);
        if (!(await this.#options.goOn())) return false;
        await this.#lookForHoles(some);
      }
    }
    return true;
  }

  async #behind(heads: ReadonlyMap<StreamName, number>): Promise<readonly StreamName[]> {
    const { cursors, backlog } = this.#options;
    const versions = await cursors.of([...heads.keys()]);
    return [...heads]
      .filter(([stream, head]) => (versions.get(stream) ?? 0) < head && !backlog.isAside(stream))
      .map(([stream]) => stream);
  }

  /** A stream whose page is done and that has not come to its head goes no further: it is said, and tried again later. */
  async #lookForHoles(heads: ReadonlyMap<StreamName, number>): Promise<void> {
    const { cursors, backlog, clock, report } = this.#options;
    const stuck = (await this.#behind(heads)).filter((stream) => !backlog.isWaiting(stream));
    if (stuck.length === 0) return;
    const versions = await cursors.of(stuck);
    for (const stream of stuck) {
      report(new MissingPart(stream, { published: versions.get(stream) ?? 0, head: heads.get(stream) ?? 0 }));
      backlog.setAside(stream, clock().getTime() + UNREADABLE_MS);
    }
  }
}

const instant = (ms: number): Instant => new Date(ms).toISOString();

const headsIn = (keys: readonly string[]): ReadonlyMap<StreamName, number> => {
  const heads = new Map<StreamName, number>();
  for (const key of keys) {
    const { stream, version } = parseKey(key);
    heads.set(stream, Math.max(version, heads.get(stream) ?? 0));
  }
  return heads;
};
