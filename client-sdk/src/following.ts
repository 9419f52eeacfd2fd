import type { CommitsFrame, Head, SyncAnswer, SyncPage, Topic } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { asCafeError, type CafeError, refusedBy } from './cafe-error.ts';
import type { Link } from './link.ts';
import type { Replica } from './replica.ts';
import type { Taken } from './replica-known.ts';
import { createSleeper, type Sleeper, type Timers } from './timers.ts';

/** How long a gap may last before the hub is asked: what is missing is often just behind, in the next frame. */
const GAP_MS = 250;
/** How long to wait before a refused sync is tried again. */
const RETRY_MS = 1_000;

/** How a topic stands on the present link; `kept`: all of it was here once, and on this link it did not come yet. */
export type TopicStanding =
  | { readonly kind: 'loading' | 'live' | 'kept' }
  | { readonly kind: 'refused'; readonly error: CafeError };

export interface FollowingOptions {
  readonly replica: Replica;
  readonly timers: Timers;
  /** What a message or a page changed in the replica. */
  readonly taken: (taken: Taken) => void;
  /** How some topic stands has changed. */
  readonly standingChanged: () => void;
  readonly heardClock: (now: string) => void;
  readonly report: (error: unknown) => void;
}

/** Follows topics, each for as long as somebody wants it, and keeps the replica whole: asks `sync` whenever it may not be. */
export class Following {
  readonly #options: FollowingOptions;
  readonly #wanted = new Map<Topic, number>();
  #live: ReadonlySet<Topic> = new Set();
  #refused: ReadonlyMap<string, CafeError> = new Map();
  /** Topics of which everything is here that may be. */
  whole: readonly Topic[] = [];
  #link: Link | undefined;
  /** Counts what makes the sync under way worthless. */
  #generation = 0;
  /** What is here may be of two moments. */
  isSyncing = false;
  #scheduled = false;
  #stopGapTimer: (() => void) | undefined;
  readonly #sleeper: Sleeper;

  constructor(options: FollowingOptions) {
    this.#options = options;
    this.#sleeper = createSleeper(options.timers);
  }

  /** Follows a topic until the function it returns is called. Changes of one tick are asked for together. */
  follow(topic: Topic): () => void {
    const count = this.#wanted.get(topic) ?? 0;
    this.#wanted.set(topic, count + 1);
    if (count === 0) this.#schedule();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#wanted.get(topic) ?? 1) - 1;
      if (left > 0) this.#wanted.set(topic, left);
      else {
        this.#wanted.delete(topic);
        this.#schedule();
      }
    };
  }

  isWanted(topic: Topic): boolean {
    return this.#wanted.has(topic);
  }

  standing(topic: Topic): TopicStanding {
    const error = this.#refused.get(topic);
    if (error) return { kind: 'refused', error };
    return { kind: this.#live.has(topic) ? 'live' : this.whole.includes(topic) ? 'kept' : 'loading' };
  }

  linkUp(link: Link): void {
    this.#link = link;
    if (this.#wanted.size > 0) this.resync();
  }

  linkDown(): void {
    this.#link = undefined;
    this.#supersede();
    this.#live = new Set();
    this.#stopGapTimer?.();
    this.#stopGapTimer = undefined;
    this.#options.standingChanged();
  }

  /** Asks anew for everything that is wanted. */
  resync(): void {
    this.#supersede();
    if (!this.isSyncing) void this.#run();
  }

  commits(frame: CommitsFrame): void {
    this.#options.taken(this.#options.replica.commits(frame));
    this.#minGap();
  }

  heads(heads: readonly Head[]): void {
    this.#options.replica.heads(heads);
    this.#minGap();
  }

  #supersede(): void {
    this.#generation += 1;
    this.#sleeper.wake();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.resync();
    });
  }

  /** Gives what is missing a moment to come by itself, then asks. */
  #minGap(): void {
    const { replica, timers } = this.#options;
    if (this.#stopGapTimer || !replica.isBehind()) return;
    this.#stopGapTimer = timers.after(GAP_MS, () => {
      this.#stopGapTimer = undefined;
      // A sync that is under way brings it, or the next frame says that it did not.
      if (!this.isSyncing && replica.isBehind()) this.resync();
    });
  }

  async #run(): Promise<void> {
    this.isSyncing = true;
    try {
      for (let link = this.#link; link; link = this.#link) {
        const generation = this.#generation;
        const refusal = await this.#syncOnce(link, generation);
        if (generation !== this.#generation) continue; // another link, another wish: once more
        if (!refusal) break;
        if (refusal.code !== 'client.connection_lost') this.#options.report(refusal);
        await this.#sleeper.sleep(refusal.code === 'sync.expired' ? GAP_MS : RETRY_MS);
      }
    } finally {
      this.isSyncing = false;
    }
    this.#minGap();
  }

  /** One sync from its first page to its last; answers why it failed. */
  async #syncOnce(link: Link, generation: number): Promise<CafeError | undefined> {
    const topics = [...this.#wanted.keys()];
    try {
      let answer = await link.sync({ subscribe: topics, ...this.#options.replica.beginSync() });
      const refused = answer.ok ? answer.refused : [];
      for (;;) {
        if (generation !== this.#generation) return undefined;
        const page = this.#pageOf(answer);
        this.#options.heardClock(page.now);
        if (page.epoch !== this.#options.replica.epoch) this.whole = [];
        this.#options.taken(this.#options.replica.page(page));
        if (page.next === undefined) break;
        answer = await link.sync({ next: page.next });
      }
      this.#settled(topics, refused);
      return undefined;
    } catch (thrown) {
      return asCafeError(thrown);
    }
  }

  #pageOf(answer: SyncAnswer): SyncPage {
    if (!answer.ok) throw refusedBy(answer.refusal);
    return answer;
  }

  #settled(topics: readonly Topic[], refused: SyncPage['refused']): void {
    this.#refused = new Map(refused.map(({ topic, refusal }) => [topic, refusedBy(refusal)]));
    this.#live = new Set(topics);
    this.whole = topics;
    this.#options.standingChanged();
  }

  /** Whether a stream is wanted by its own name, not only as one of many. */
  wantsStream(stream: StreamName): boolean {
    // An order's stream has the name of its topic.
    return this.#wanted.has(stream as Topic);
  }
}
