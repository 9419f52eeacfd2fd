import type { Timers } from './timers.ts';

/** What is known of the hub's time: how far its clock is from this device's, and when the hub was heard last. */
export class HubClock {
  readonly #timers: Pick<Timers, 'now'>;
  #offsetMs: number | undefined;
  /** When the hub was heard last, by this device's clock, milliseconds since 1970. */
  heardAtMs: number | undefined;

  constructor(timers: Pick<Timers, 'now'>) {
    this.#timers = timers;
  }

  // Arrow functions, because they are passed on.

  readonly now = (): number => this.#timers.now() + (this.#offsetMs ?? 0);
  readonly offsetMs = (): number | undefined => this.#offsetMs;
  /** By the hub's clock. */
  readonly heardAt = (): number | undefined => this.heardAtMs && this.heardAtMs + (this.#offsetMs ?? 0);

  readonly heard = (): void => {
    this.heardAtMs = this.#timers.now();
  };

  /** The hub said what time it is. */
  readonly said = (now: string): void => {
    this.#offsetMs = Date.parse(now) - this.#timers.now();
  };
}
