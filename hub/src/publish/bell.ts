import type { Timers } from '@cafe/services/kernel';

/** What a loop waits by: until there is work, or only until it is to end. */
export class Bell {
  readonly #timers: Timers;
  #rung = false;
  #wake: (() => void) | undefined;
  #hurry: (() => void) | undefined;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** There is work. Who is not asleep hears it when they would be. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Nothing is to be waited for any more. */
  hurry(): void {
    this.ring();
    this.#hurry?.();
  }

  /** Resolves after so long, or when there is work. */
  async sleep(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        this.#wake = this.#after(ms, resolve);
      });
    }
    this.#wake = undefined;
    this.#rung = false;
  }

  /** Resolves after so long, however much work there is; at once when it is to end. */
  async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#hurry = this.#after(ms, resolve);
    });
    this.#hurry = undefined;
  }

  #after(ms: number, resolve: () => void): () => void {
    const callOff = this.#timers.after(ms, resolve);
    return () => {
      callOff();
      resolve();
    };
  }
}
