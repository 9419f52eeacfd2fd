import { type Commit, senderOf } from '@cafe/contract';
import { backOffMs } from './back-off.ts';
import { type EventLog, type InsertOutcome, keysOf, UnreadableCommit } from './event-log.ts';
import type { FailpointHook } from './failpoints.ts';
import type { Timers } from './timers.ts';
import { weightOfParts } from './weight.ts';

/**
 * What became of a commit, for certain. `in`: this commit, or the one by which the same command succeeded elsewhere, is
 * durable. `moved`: another commit took one of its versions. `reused`: its command id belongs to another command or sender.
 */
export type Appended =
  | { readonly kind: 'in'; readonly commit: Commit }
  | { readonly kind: 'moved' }
  | { readonly kind: 'reused' };

export interface Appender {
  /**
   * Resolves when the outcome is certain, however long that takes; never rejects.
   *
   * @throws {Error} a commit that names a stream twice
   */
  append(commit: Commit): Promise<Appended>;
}

export interface AppenderOptions {
  readonly log: EventLog;
  readonly timers: Timers;
  readonly random: () => number;
  readonly report: (error: unknown) => void;
  readonly failpoint?: FailpointHook | undefined;
}

interface Entry {
  readonly commit: Commit;
  readonly bytes: number;
  readonly done: (appended: Appended) => void;
  unknowns: number;
}

const MAX_BATCH = 256;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
/**
 * So many commits have collected behind an insert before a second one goes beside it. Fewer wait for its end: each insert costs hub
 * and store something of its own, and a store that is slow for a moment is not hurried by more questions (measured, docs/performance.md).
 */
const WORTH_A_SECOND = 16;
const MAX_IN_FLIGHT = 2;
/** One whose outcome stayed unknown so often goes alone, so that a document no store takes cannot hold up the others. */
const ALONE_AFTER = 2;

/**
 * Group commit: what collects while an insert is in flight is written by the next one. No timer, no delay when idle. Two inserts
 * beside each other are safe because a stream's queue lets one of its commits come here at a time.
 */
export const createAppender = (options: AppenderOptions): Appender => new GroupCommit(options);

class GroupCommit implements Appender {
  readonly #options: AppenderOptions;
  #waiting: Entry[] = [];
  /** Inserts in flight, or about to be. */
  #pumps = 0;

  constructor(options: AppenderOptions) {
    this.#options = options;
  }

  append(commit: Commit): Promise<Appended> {
    // A unique index does not look inside one document, so this is not left to it.
    if (namesAStreamTwice(commit)) throw new Error(`a commit names a stream twice: ${keysOf(commit).join(', ')}`);
    return new Promise((done) => {
      this.#waiting.push({ commit, bytes: weightOfParts(commit.parts), done, unknowns: 0 });
      this.#start();
    });
  }

  #start(): void {
    const enough = this.#pumps === 0 ? 1 : WORTH_A_SECOND;
    if (this.#pumps >= MAX_IN_FLIGHT || this.#waiting.length < enough) return;
    this.#pumps += 1;
    this.#pump().catch(this.#options.report);
  }

  async #pump(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What arrived in the same turn of the loop goes into the same insert.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const batch = this.#takeBatch();
      if (batch.length > 0) this.#settle(batch, await this.#insert(batch));
    }
    this.#pumps -= 1;
  }

  #takeBatch(): readonly Entry[] {
    let count = 0;
    let bytes = 0;
    for (const entry of this.#waiting) {
      const alone = entry.unknowns >= ALONE_AFTER;
      if (count > 0 && (alone || count >= MAX_BATCH || bytes + entry.bytes > MAX_BATCH_BYTES)) break;
      count += 1;
      bytes += entry.bytes;
      if (alone) break;
    }
    return this.#waiting.splice(0, count);
  }

  async #insert(batch: readonly Entry[]): Promise<readonly InsertOutcome[]> {
    const { log, failpoint, report } = this.#options;
    try {
      failpoint?.('append.before_insert');
      const inserting = log.insert(batch.map(({ commit }) => commit));
      // The command is on its way by then, and not yet answered.
      if (failpoint) setImmediate(() => failpoint('append.mid_batch'));
      const outcomes = await inserting;
      failpoint?.('append.after_insert');
      return outcomes;
    } catch (error) {
      report(error);
      return batch.map(() => 'unknown');
    }
  }

  #settle(batch: readonly Entry[], outcomes: readonly InsertOutcome[]): void {
    const duplicates: Entry[] = [];
    const unknowns: Entry[] = [];
    batch.forEach((entry, index) => {
      const outcome = outcomes[index];
      if (outcome === 'inserted') entry.done({ kind: 'in', commit: entry.commit });
      else if (outcome === 'duplicate') duplicates.push(entry);
      else unknowns.push(entry);
    });
    if (duplicates.length > 0) this.#findOut(duplicates).catch(this.#options.report);
    this.#insertAgain(unknowns);
  }

  /** A duplicate key proves that a document exists, not whose: look up command ids and keys together. */
  async #findOut(entries: readonly Entry[]): Promise<void> {
    try {
      const holders = await this.#holders(entries);
      const unfound = entries.filter((entry) => {
        const appended = holders(entry.commit);
        if (appended) entry.done(appended);
        return !appended;
      });
      this.#insertAgain(unfound);
    } catch (error) {
      this.#options.report(error);
      const [only, ...others] = entries;
      // Where it was to go lies what this version cannot read. It is not waited for: whoever reads on hears of it.
      if (only && others.length === 0 && error instanceof UnreadableCommit) only.done({ kind: 'moved' });
      else this.#insertAgain(entries);
    }
  }

  async #holders(entries: readonly Entry[]): Promise<(commit: Commit) => Appended | undefined> {
    const { log } = this.#options;
    const [byId, byKey] = await Promise.all([
      log.byCommand(entries.map(({ commit }) => commit.commandId)),
      log.byKeys(entries.flatMap(({ commit }) => keysOf(commit))),
    ]);
    const commands = new Map([...byId, ...byKey].map((commit) => [commit.commandId, commit]));
    const keys = new Set(byKey.flatMap(keysOf));
    return (commit) => {
      const found = commands.get(commit.commandId);
      if (found) return isSameCommand(found, commit) ? { kind: 'in', commit: found } : { kind: 'reused' };
      return keysOf(commit).some((key) => keys.has(key)) ? { kind: 'moved' } : undefined;
    };
  }

  /** Neither in nor taken, as far as is known: the same document is inserted again until the answer is certain. */
  #insertAgain(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    for (const entry of entries) entry.unknowns += 1;
    const tries = Math.max(...entries.map(({ unknowns }) => unknowns));
    const { timers, random } = this.#options;
    timers.after(backOffMs(tries, random), () => {
      this.#waiting.unshift(...entries);
      this.#start();
    });
  }
}

const namesAStreamTwice = ({ parts }: Commit): boolean =>
  parts.length > 1 && new Set(parts.map(({ stream }) => stream)).size < parts.length;

/** Whether a commit found under a command id came from the same command of the same sender. */
export const isSameCommand = (found: Commit, asked: Pick<Commit, 'bodyHash' | 'by'>): boolean =>
  found.bodyHash === asked.bodyHash && senderOf(found.by) === senderOf(asked.by);
