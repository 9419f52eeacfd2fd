import type { CommandType, Commit, CommitPart } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { EventLog } from './event-log.ts';
import { type Cursor, readOn } from './read-on.ts';
import type { Evolved, StreamCache } from './stream-cache.ts';
import type { StreamLoader } from './stream-loader.ts';

/** A durable commit, told to whoever lives by it. `parts` are those that were not let out before: nearly always all. */
export interface LetOut extends Origin {
  readonly commit: Commit;
  readonly parts: readonly Evolved[];
}

/** How a process came to know a commit. */
export interface Origin {
  /** It appended it, another process told it, or it found it in the log. */
  readonly origin: 'here' | 'told' | 'swept';
  /** The type of the command it came from, where that is known: the log does not say. */
  readonly commandType?: CommandType | undefined;
}

export type CommitListener = (letOut: LetOut) => void;

export interface LettingOut {
  onCommit(listener: CommitListener): () => void;
  /** Lets a durable commit out, at once when it is next on its streams, else as soon as the missing ones were read. */
  hear(commit: Commit, origin: Origin): void;
  /** The same for many, in any order; resolves when they are out. What could not be read is left to the next sweep. */
  hearAll(commits: readonly Commit[]): Promise<void>;
}

export interface LettingOutOptions {
  readonly log: EventLog;
  readonly cache: StreamCache;
  readonly loader: StreamLoader;
  readonly report: (error: unknown) => void;
}

interface Heard {
  readonly commit: Commit;
  readonly origin: Origin;
}
const FOUND: Origin = { origin: 'swept' };
const found = (commit: Commit): Heard => ({ commit, origin: FOUND });

/** What stands between a commit and its being let out. */
type Standing = 'known' | 'next' | 'early' | 'unloaded';

/** Rounds of reading what is missing before it is left to the next sweep. */
const MAX_ROUNDS = 8;

/**
 * Evolves the cache and tells the listeners: each part once, in version order of its stream, whoever appended it. A
 * stream that is not held is held from here on, as it was before the commit.
 */
export const createLettingOut = (options: LettingOutOptions): LettingOut => new Outlet(options);

class Outlet implements LettingOut {
  readonly #listeners = new Set<CommitListener>();
  readonly #options: LettingOutOptions;

  constructor(options: LettingOutOptions) {
    this.#options = options;
  }

  onCommit(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  hear(commit: Commit, origin: Origin): void {
    if (!this.#tryLetOut(commit, origin)) this.#hearAll([{ commit, origin }]).catch(this.#options.report);
  }

  hearAll(commits: readonly Commit[]): Promise<void> {
    return this.#hearAll(commits.map(found));
  }

  async #hearAll(commits: readonly Heard[]): Promise<void> {
    let left = this.#letOutAll(commits);
    for (let round = 0; left.length > 0 && round < MAX_ROUNDS; round += 1) {
      const known = new Set(left.map(({ commit }) => commit.commandId)); // those were told, whether or not they are found as well
      const missing = (await this.#missingOf(left)).filter(({ commandId }) => !known.has(commandId));
      left = this.#letOutAll([...left, ...missing.map(found)]);
    }
  }

  /** Lets out what can be, until nothing more can; answers the rest, which waits for what is missing. */
  #letOutAll(commits: readonly Heard[]): readonly Heard[] {
    let left: readonly Heard[] = [...commits].sort(byFirstVersion);
    for (let before = left.length + 1; left.length > 0 && left.length < before; ) {
      before = left.length;
      left = left.filter(({ commit, origin }) => !this.#tryLetOut(commit, origin));
    }
    return left;
  }

  /** Whether nothing of the commit waits any more. */
  #tryLetOut(commit: Commit, origin: Origin): boolean {
    const next: CommitPart[] = [];
    for (const part of commit.parts) {
      const standing = this.#standingOf(part);
      if (standing === 'early' || standing === 'unloaded') return false;
      if (standing === 'next') next.push(part);
    }
    if (next.length === 0) return true;
    try {
      this.#tell({ commit, parts: this.#options.cache.evolve(commit, next), ...origin });
    } catch (error) {
      // A fold that cannot go on keeps its last state and says so at every sweep; the other streams go on.
      this.#options.report(error);
    }
    return true;
  }

  #standingOf({ stream, version }: CommitPart): Standing {
    const known = this.#options.cache.get(stream)?.version;
    if (known === undefined) return 'unloaded';
    if (version <= known) return 'known';
    return version === known + 1 ? 'next' : 'early';
  }

  async #missingOf(heard: readonly Heard[]): Promise<readonly Commit[]> {
    const { cache, loader, log } = this.#options;
    const early = new Map<StreamName, Cursor>();
    for (const part of heard.flatMap(({ commit }) => commit.parts)) {
      const standing = this.#standingOf(part);
      if (standing === 'unloaded') await loader.loadUntil(part.stream, part.version - 1);
      const after = cache.get(part.stream)?.version;
      if (standing === 'early' && after !== undefined) early.set(part.stream, { stream: part.stream, after });
    }
    return early.size === 0 ? [] : readOn(log, [...early.values()]);
  }

  #tell(letOut: LetOut): void {
    for (const listener of this.#listeners) {
      try {
        listener(letOut);
      } catch (error) {
        this.#options.report(error);
      }
    }
  }
}

const firstVersionOf = ({ commit }: Heard): number => commit.parts[0]?.version ?? 0;
const byFirstVersion = (one: Heard, other: Heard): number => firstVersionOf(one) - firstVersionOf(other);
