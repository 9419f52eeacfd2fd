import type { CommandId } from '@cafe/contract';
import type { CafeError } from './cafe-error.ts';
import {
  type OpenOutbox,
  type OutboxPlace,
  type OutboxStore,
  outboxError,
  type QueuedCommand,
} from './outbox-store.ts';
import { createCell, type Readable } from './readable.ts';

/** How often it is looked whether somebody left commands behind, in milliseconds. */
const ADOPT_MS = 5_000;

/** How long storage may take, in milliseconds. */
const PATIENCE_MS = 5_000;

/** What this device keeps for the hub. */
export interface OutboxState {
  /** `off` nothing is kept here · `failing` the last write failed, and `error` says why: what is sent now may be lost */
  readonly status: 'off' | 'opening' | 'ready' | 'failing';
  readonly error?: CafeError;
  /**
   * What people should know of though nothing failed now: that the browser does not promise to keep what is stored
   * (`client.outbox_not_persistent`), or that it deleted commands which were not sent (`client.outbox_evicted`).
   */
  readonly warnings: readonly CafeError[];
  /** Everything that was not answered yet, and what was refused and nobody has discarded, in order. */
  readonly commands: readonly QueuedCommand[];
}

export interface OutboxOptions extends Omit<OutboxPlace, 'report'> {
  readonly open: OpenOutbox;
  readonly report: (error: unknown) => void;
  /** Told what was taken over from a life before, or from a tab that is gone. */
  readonly adopted: (commands: readonly QueuedCommand[]) => void;
}

export const OUTBOX_OFF: OutboxState = { status: 'off', warnings: [], commands: [] };

/** Keeps commands until the hub has answered them. What it is told to keep, it says when it is durable. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #cell = createCell<OutboxState>({ status: 'opening', warnings: [], commands: [] });
  #opening: Promise<OutboxStore> | undefined;
  #closing: Promise<void> = Promise.resolve();
  #stopTimer: () => void = () => {};
  #isClosed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  get state(): Readable<OutboxState> {
    return this.#cell;
  }

  /** Resolves when what was left from before has been taken over, or cannot be for now. */
  async start(): Promise<void> {
    await this.#soon(this.adopt()).catch((cause: unknown) => this.#failed(cause));
    if (this.#cell.getSnapshot().status === 'opening') this.#set({ status: 'ready' });
    this.#look();
  }

  /** Takes over what nobody looks after. Never rejects. */
  async adopt(): Promise<void> {
    try {
      // A store that was opened anew gives what is looked after already.
      const adopted = (await this.#with((store) => store.adopt())).filter(({ id }) => !this.find(id));
      if (adopted.length === 0) return;
      this.#set({ commands: [...this.#cell.getSnapshot().commands, ...adopted] });
      this.#options.adopted(adopted);
    } catch (cause) {
      this.#failed(cause);
    }
  }

  /** Resolves when the command is durable. @throws {CafeError} `client.outbox_full`, `client.outbox_failed` */
  async put(command: QueuedCommand): Promise<void> {
    try {
      await this.#soon(this.#with((store) => store.put(command)));
    } catch (cause) {
      throw this.#failed(cause);
    }
    const { commands, warnings } = this.#cell.getSnapshot();
    this.#cell.set({ status: 'ready', warnings, commands: [...commands, command] });
  }

  /** The hub has answered, or nobody needs to see the refusal any more. Never rejects: what stays is only sent once more. */
  async remove(id: CommandId): Promise<void> {
    this.#set({ commands: this.#cell.getSnapshot().commands.filter((one) => one.id !== id) });
    await this.#soon(this.#with((store) => store.remove(id))).catch((cause: unknown) => this.#failed(cause));
  }

  /** The hub refused it, and whoever sent it is not here to hear. Never rejects. */
  async refuse(id: CommandId, { code, message, retryable, remedy, details, requestId }: CafeError): Promise<void> {
    const said = { ...(remedy && { remedy }), ...(details && { details }), ...(requestId && { requestId }) };
    const refusal = { code, message, retryable, ...said };
    const commands = this.#cell.getSnapshot().commands.map((one) => (one.id === id ? { ...one, refusal } : one));
    this.#set({ commands });
    await this.#with((store) => store.refuse(id, refusal)).catch((cause: unknown) => this.#failed(cause));
  }

  find(id: CommandId): QueuedCommand | undefined {
    return this.#cell.getSnapshot().commands.find((one) => one.id === id);
  }

  /** What is kept stays kept; this life looks after it no more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopTimer();
    // One that was never opened was said then.
    void this.#opening?.catch(() => undefined).then((store) => store?.close().catch(this.#options.report));
  }

  #look(): void {
    if (this.#isClosed) return;
    this.#stopTimer = this.#options.timers.after(ADOPT_MS, () => void this.adopt().then(() => this.#look()));
  }

  /** Opens the store at its first use; one that could not be opened, or failed, is opened anew at the next. */
  async #with<Result>(run: (store: OutboxStore) => Promise<Result>): Promise<Result> {
    const { open, name, timers } = this.#options;
    const report = (warning: CafeError) => this.#warned(warning);
    this.#opening ??= this.#closing.then(() => open({ name, timers, report }));
    const opening = this.#opening;
    try {
      return await run(await opening);
    } catch (cause) {
      // A full one is as good as before. Any other may have been closed below us: a browser was told to clear its data.
      const isBroken = outboxError(cause).code !== 'client.outbox_full';
      if (isBroken && this.#opening === opening) {
        this.#opening = undefined;
        this.#closing = opening.then((store) => store.close()).catch(() => {}); // it failed before, which was said
      }
      throw cause;
    }
  }

  /** Storage that does not answer has failed: neither a sender nor the connection waits for it for ever. */
  #soon<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const stopTimer = this.#options.timers.after(PATIENCE_MS, () => {
        reject(new Error('it did not answer in time'));
      });
      work.then(resolve, reject).finally(stopTimer);
    });
  }

  #set(change: Partial<OutboxState>): void {
    this.#cell.set({ ...this.#cell.getSnapshot(), ...change });
  }

  #warned(warning: CafeError): void {
    const others = this.#cell.getSnapshot().warnings.filter(({ code }) => code !== warning.code);
    this.#set({ warnings: [...others, warning] });
    this.#options.report(warning);
  }

  #failed(cause: unknown): CafeError {
    const error = outboxError(cause);
    this.#set({ status: 'failing', error });
    this.#options.report(error);
    return error;
  }
}
