import { backOffMs } from '@cafe/services/kernel';
import type { Backlog } from './backlog.ts';
import type { Bell } from './bell.ts';
import { type BrokerSession, SessionOver } from './broker.ts';
import { Cursors } from './cursors.ts';
import type { LogPublisherOptions } from './log-publisher.ts';
import { Pages } from './pages.ts';
import { Rounds } from './rounds.ts';

/** How often the log is asked by time for what nobody told. */
export const ROUND_EVERY_MS = 10_000;
/** The same where nobody tells anything. */
export const ROUND_ALONE_MS = 2_000;
/** How often every stream is looked at, whatever the clocks of its writers said. */
export const ALL_EVERY_MS = 24 * 3_600_000;

export interface FollowOptions extends LogPublisherOptions {
  readonly backlog: Backlog;
  readonly bell: Bell;
  readonly lagSeconds: () => number;
}

/** Follows the log over one connection after another: a round where one is due, a page where something waits. */
export class Follow {
  readonly #options: FollowOptions;
  readonly #cursors: Cursors;
  readonly #pages: Pages;
  #roundAt = 0;
  /** When every stream is to be looked at. */
  #allAt = 0;
  #failures = 0;
  #refusals = 0;
  #rounds = 0;

  constructor(options: FollowOptions) {
    this.#options = options;
    const { metrics } = options;
    this.#cursors = new Cursors(options.positions);
    this.#pages = new Pages({ ...options, cursors: this.#cursors, published: () => metrics.published() });
  }

  /** How many rounds came to their end. */
  get rounds(): number {
    return this.#rounds;
  }

  /** What was heard is not complete: every stream is looked at by the next round. */
  lookAtAll(): void {
    this.#allAt = 0;
    this.#roundAt = 0;
  }

  /** Publishes until the connection ends or nothing more is wanted. */
  async over(session: BrokerSession, wanted: () => boolean): Promise<void> {
    const { bell } = this.#options;
    let isOver = false;
    void session.over.then(() => {
      isOver = true;
      bell.hurry();
    });
    const isOpen = () => !isOver && wanted();
    this.#cursors.forget();
    this.#roundAt = 0;
    const rounds = new Rounds({
      ...this.#options,
      cursors: this.#cursors,
      goOn: async () => {
        if (isOpen()) await this.#publishPage(session);
        return isOpen();
      },
    });
    while (isOpen()) await this.#step(session, rounds);
  }

  /** Waits where something fails, and where there is nothing to do. */
  async #step(session: BrokerSession, rounds: Rounds): Promise<void> {
    const { backlog, bell, report, random } = this.#options;
    const now = this.#now();
    backlog.release(now);
    if (backlog.tellOverflow()) this.lookAtAll();
    try {
      if (now >= this.#roundAt) await this.#lookAround(rounds);
      else if (backlog.size > 0) await this.#publishPage(session);
      else await bell.sleep(this.#roundAt - now);
    } catch (error) {
      if (error instanceof SessionOver) return;
      this.#failures += 1;
      report(error);
      await bell.pause(backOffMs(this.#failures, random));
    }
  }

  async #lookAround(rounds: Rounds): Promise<void> {
    const now = this.#now();
    let isDone = await rounds.byTime();
    if (isDone && now >= this.#allAt) {
      isDone = await rounds.overAll();
      if (isDone) this.#allAt = now + ALL_EVERY_MS;
    }
    if (!isDone) return;
    this.#rounds += 1;
    this.#failures = 0;
    this.#roundAt = now + (this.#options.onCommit ? ROUND_EVERY_MS : ROUND_ALONE_MS);
  }

  async #publishPage(session: BrokerSession): Promise<void> {
    const { bell, random, metrics, lagSeconds } = this.#options;
    const wasTaken = await this.#pages.publishNext(session);
    metrics.publishLag(lagSeconds());
    this.#refusals = wasTaken ? 0 : this.#refusals + 1;
    // A broker that refuses is full: it is not hurried.
    if (!wasTaken) await bell.pause(backOffMs(this.#refusals, random));
  }

  #now(): number {
    return this.#options.clock().getTime();
  }
}
