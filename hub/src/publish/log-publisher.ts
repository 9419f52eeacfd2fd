import { backOffMs, type CommitListener, type EventLog, type Timers } from '@cafe/services/kernel';
import { Backlog } from './backlog.ts';
import { Bell } from './bell.ts';
import { type Broker, type BrokerSession, TurnTaken } from './broker.ts';
import { Follow } from './follow.ts';
import type { Positions } from './positions.ts';

/** What is counted of publishing. */
export interface PublishMetrics {
  /** The broker confirmed one part more. */
  published(): void;
  /** How old the oldest part is that is known of and not confirmed; 0 where there is none. */
  publishLag(seconds: number): void;
}

export interface LogPublisherOptions {
  readonly log: EventLog;
  /** The log's own name. */
  readonly epoch: string;
  readonly positions: Positions;
  readonly broker: Broker;
  /** Where commits are heard of at once; without it the log is asked more often. */
  readonly onCommit?: ((listener: CommitListener) => () => void) | undefined;
  readonly clock: () => Date;
  readonly timers: Timers;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly metrics: PublishMetrics;
  readonly report: (error: unknown) => void;
}

/** `publishing`: it follows the log. `standby`: another process does. `away`: there is no broker. */
export type Standing = 'publishing' | 'standby' | 'away' | 'stopped';

/** Publishes the log of a store: every part at least once, each stream in its order, from where it was when it stopped. */
export interface LogPublisher {
  start(): void;
  /** Lets what is on its way be confirmed, for a moment, and stores it. Resolves when it is still; repeating it is safe. */
  stop(): Promise<void>;
  readonly standing: Standing;
  /** How old the oldest part is that is known of and not confirmed, in seconds; 0 where there is none. */
  readonly lagSeconds: number;
}

/** How long to wait before asking whether the other process is still there. */
export const STANDBY_MS = 10_000;
/** How long stopping waits for confirmations. */
const STOP_WITHIN_MS = 2_000;
const LAG_EVERY_MS = 5_000;

export const createLogPublisher = (options: LogPublisherOptions): LogPublisher => new Publishing(options);

class Publishing implements LogPublisher {
  readonly #options: LogPublisherOptions;
  readonly #backlog = new Backlog();
  readonly #bell: Bell;
  readonly #follow: Follow;
  #standing: Standing = 'stopped';
  #isWanted = true;
  #running: Promise<void> | undefined;
  #session: BrokerSession | undefined;
  #callOffs: readonly (() => void)[] = [];
  /** How far the log was published when this process began, in ms since the epoch. */
  #beganAt: number | undefined;
  #isTold = false;

  constructor(options: LogPublisherOptions) {
    this.#options = options;
    this.#bell = new Bell(options.timers);
    const { backlog, bell } = { backlog: this.#backlog, bell: this.#bell };
    this.#follow = new Follow({ ...options, backlog, bell, lagSeconds: () => this.lagSeconds });
  }

  get standing(): Standing {
    return this.#standing;
  }

  get lagSeconds(): number {
    if (this.#standing === 'standby') return 0; // that is the other's
    // Before it has looked, it knows only since when it has not.
    const began = this.#follow.rounds === 0 ? this.#beganAt : undefined;
    const oldest = Math.min(this.#backlog.oldest() ?? Infinity, began ?? Infinity);
    return oldest === Infinity ? 0 : Math.max(0, (this.#options.clock().getTime() - oldest) / 1_000);
  }

  start(): void {
    if (this.#running) return;
    const { onCommit, timers, metrics } = this.#options;
    this.#standing = 'away';
    this.#callOffs = [
      ...(onCommit ? [onCommit(this.#hear)] : []),
      timers.every(LAG_EVERY_MS, () => metrics.publishLag(this.lagSeconds)),
    ];
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    for (const callOff of this.#callOffs) callOff();
    this.#bell.hurry();
    // A broker that does not answer does not hold up the end: what it did not confirm is sent again by the next start.
    let callOff = (): void => undefined;
    const patience = new Promise<void>((resolve) => {
      callOff = this.#options.timers.after(STOP_WITHIN_MS, resolve);
    });
    await Promise.race([this.#running, patience]);
    callOff();
    await this.#session?.close();
    this.#standing = 'stopped';
  }

  /** What it is, the log has: a name is enough, and costs nothing while the broker is away. */
  readonly #hear: CommitListener = ({ commit, parts }) => {
    if (this.#standing === 'standby') return;
    for (const { part } of parts) this.#backlog.hear(part.stream, Date.parse(commit.at));
    this.#bell.ring();
  };

  async #run(): Promise<void> {
    const { positions, report, random } = this.#options;
    const began = await positions.checkpoint().catch(report);
    this.#beganAt = typeof began === 'string' ? Date.parse(began) : undefined;
    for (let failures = 0; this.#isWanted; ) {
      const before = this.#follow.rounds;
      try {
        await this.#publish();
        this.#standing = 'away';
      } catch (error) {
        if (error instanceof TurnTaken) this.#standBy();
        else this.#standing = 'away';
        this.#tell(error);
      }
      failures = this.#follow.rounds > before ? 1 : failures + 1;
      const waitMs = this.#standing === 'standby' ? STANDBY_MS : backOffMs(failures, random);
      if (this.#isWanted) await this.#bell.pause(waitMs);
    }
  }

  /** The first of an outage is said; the others say the same. */
  #tell(error: unknown): void {
    if (this.#standing === 'away' && !this.#isTold) this.#options.report(error);
    this.#isTold = this.#standing === 'away';
  }

  async #publish(): Promise<void> {
    const session = await this.#options.broker.open();
    this.#session = session;
    this.#standing = 'publishing';
    this.#isTold = false;
    try {
      await this.#follow.over(session, () => this.#isWanted);
    } finally {
      await session.close();
      this.#session = undefined;
    }
  }

  /** The other process publishes what is heard here; when its turn comes to this one, it looks at everything. */
  #standBy(): void {
    this.#standing = 'standby';
    this.#backlog.clear();
    this.#follow.lookAtAll();
    this.#options.metrics.publishLag(0);
  }
}
