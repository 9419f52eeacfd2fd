import type { CafeError } from './cafe-error.ts';
import { createCell, type Readable } from './readable.ts';
import type { Timers } from './timers.ts';

/**
 * How things stand with the hub. `reconnecting` becomes `offline` when it takes longer than usual; both go on trying.
 * `stopped` is for good: by the app, or by a refusal, which `reason` then is.
 */
export interface ConnectionState {
  readonly state: 'connecting' | 'online' | 'reconnecting' | 'offline' | 'stopped';
  /** Why it is not online, where that is known. */
  readonly reason?: CafeError;
}

/** From one hub to another takes this long at most, in milliseconds; what takes longer is a lost connection. */
const MOVED_WITHIN_MS = 2_000;

/** Keeps what an app is told of its connection. */
export class StateKeeper {
  readonly #timers: Pick<Timers, 'after'>;
  readonly #offlineAfterMs: number;
  readonly #cell = createCell<ConnectionState>({ state: 'connecting' });
  #wasOnline = false;
  #stopTimer: () => void = () => {};
  #stopMoving: () => void = () => {};
  #isMoving = false;

  /** @param offlineAfterMs after so many milliseconds without a connection it is called offline */
  constructor(timers: Pick<Timers, 'after'>, offlineAfterMs: number) {
    this.#timers = timers;
    this.#offlineAfterMs = offlineAfterMs;
  }

  get readable(): Readable<ConnectionState> {
    return this.#cell;
  }

  get now(): ConnectionState['state'] {
    return this.#cell.getSnapshot().state;
  }

  get isStopped(): boolean {
    return this.now === 'stopped';
  }

  /** There is no connection from now on, and one is sought. */
  seeking(): void {
    this.#stopTimer();
    this.#stopTimer = this.#timers.after(this.#offlineAfterMs, () => {
      this.#cell.set({ ...this.#cell.getSnapshot(), state: 'offline' });
    });
  }

  /**
   * The hub is about to stop and another takes over: nobody has to know of it, unless it takes longer than usual.
   */
  moving(): void {
    this.seeking();
    this.#isMoving = true;
    this.#stopMoving = this.#timers.after(MOVED_WITHIN_MS, () => this.failed(undefined));
  }

  online(): void {
    this.#stopTimer();
    this.#stopMoving();
    this.#isMoving = false;
    this.#wasOnline = true;
    this.#cell.set({ state: 'online' });
  }

  /** An attempt failed, or the connection was lost. */
  failed(reason: CafeError | undefined): void {
    this.#stopMoving();
    if (this.now === 'online' && !this.#isMoving) this.seeking();
    this.#isMoving = false;
    const state = this.now === 'offline' ? 'offline' : this.#wasOnline ? 'reconnecting' : 'connecting';
    this.#cell.set({ state, ...(reason && { reason }) });
  }

  stopped(reason: CafeError | undefined): void {
    this.#stopTimer();
    this.#stopMoving();
    this.#cell.set({ state: 'stopped', ...(reason && { reason }) });
  }
}
