import type { Ack } from '@cafe/contract';
import { asCafeError, CafeError, clientError, refusedBy } from './cafe-error.ts';
import type { Link } from './link.ts';
import type { QueuedCommand } from './outbox-store.ts';
import { Keeping } from './outgoing-keeping.ts';
import { Lanes } from './outgoing-lanes.ts';
import type { OutgoingOptions } from './outgoing-options.ts';
import {
  needsConnection,
  type Pending,
  pendingOf,
  type Receipt,
  receiptOf,
  restoredOf,
  sameBody,
  settle,
  type ToSend,
  type Waiter,
} from './outgoing-pending.ts';
import type { Readable } from './readable.ts';
import { repeatAfterMs } from './repeating.ts';
import { SyncKeeper, type SyncState } from './sync-state.ts';

/** How many commands wait for their answers at once. */
const WINDOW = 32;

/**
 * Commands on their way to the hub. Each is sent until the hub has answered it, always with the same id, so that it is done
 * once however often it is sent: a link that ends before the answer leaves it to the next one. What was sent first of one
 * stream is answered first. What may wait is written into the outbox before it goes out, where there is one.
 */
export class Outgoing {
  readonly #options: OutgoingOptions;
  readonly #lanes = new Lanes();
  readonly #sync = new SyncKeeper();
  readonly #keeping: Keeping;
  #link: Link | undefined;
  #isAway = false;
  #inFlight = 0;
  #stopped: CafeError | undefined;

  constructor(options: OutgoingOptions) {
    this.#options = options;
    this.#keeping = new Keeping(options.outbox, options.timers);
  }

  get sync(): Readable<SyncState> {
    return this.#sync.readable;
  }

  /**
   * Resolves when the hub has recorded a command.
   *
   * @throws {CafeError} the hub's refusal, `client.timeout`, `client.needs_connection`, `client.outbox_full`,
   *   `client.outbox_failed`, `client.stopped` or why this client was stopped
   */
  send(toSend: ToSend): Promise<Receipt> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    const known = this.#lanes.find(toSend.id);
    if (known && !sameBody(known, toSend)) {
      return Promise.reject(new CafeError('command.id_reused', 'another command with this id is on its way'));
    }
    const pending = known ?? pendingOf(toSend);
    if (!known && pending.patience === 'now' && this.#isAway) return Promise.reject(needsConnection(pending));
    return new Promise((resolve, reject) => {
      this.#wait(pending, { resolve, reject, stopTimer: () => {} }, toSend.timeoutMs);
      if (!known) this.#begin(pending);
      if (!known && this.#keeping.may(pending)) void this.#save(pending, toSend.onSaved);
      this.#pump();
    });
  }

  /** What the outbox had: it goes out before what is new. */
  restore(commands: readonly QueuedCommand[]): void {
    if (this.#stopped) return;
    for (const command of commands) {
      if (command.refusal || this.#lanes.find(command.id)) continue;
      const pending = restoredOf(command);
      this.#lanes.restore(pending);
      this.#options.began(pending);
    }
    this.#pump();
  }

  /** A link is there: whatever waits goes out, what was not answered on the last one first. */
  linkUp(link: Link): void {
    this.#link = link;
    this.#isAway = false;
    this.#pump();
  }

  /** There is no link: what must not wait, and is not with the hub already, is refused. */
  linkDown(): void {
    this.#link = undefined;
    this.#isAway = true;
    for (const pending of [...this.#lanes.all()]) {
      if (pending.patience === 'now' && !pending.wasSent) this.#end(pending, needsConnection(pending));
    }
    this.#pump();
  }

  /** Nothing is sent any more; whoever waits hears why. What is in the outbox stays there. */
  stop(reason: CafeError): void {
    this.#stopped = reason;
    this.#link = undefined;
    for (const pending of [...this.#lanes.all()]) {
      this.#lanes.remove(pending);
      settle(pending, reason);
    }
    this.#pump();
  }

  #begin(pending: Pending): void {
    this.#lanes.add(pending);
    this.#options.began(pending);
  }

  #wait(pending: Pending, waiter: Waiter, asked: number | undefined): void {
    pending.waiters.add(waiter);
    const timeoutMs = asked ?? (this.#keeping.may(pending) ? undefined : this.#options.timeoutMs);
    if (timeoutMs !== undefined) this.#limit(pending, waiter, timeoutMs);
  }

  /** After its time a sender hears no more. What the hub may have is still asked for: nothing else says what became of it. */
  #limit(pending: Pending, waiter: Waiter, timeoutMs: number): void {
    const { id, command } = pending.envelope;
    waiter.stopTimer = this.#options.timers.after(timeoutMs, () => {
      if (!pending.waiters.delete(waiter)) return;
      const late = clientError('client.timeout', `no answer to ${command.type} within ${timeoutMs} ms`, {
        details: { commandId: id },
      });
      waiter.reject(late);
      const isOurs = !pending.isKept && !pending.isSaving && !pending.wasSent;
      if (isOurs && pending.waiters.size === 0) this.#end(pending, late);
    });
  }

  async #save(pending: Pending, onSaved: (() => void) | undefined): Promise<void> {
    const error = await this.#keeping.save(pending);
    if (!error) onSaved?.();
    // The hub may still take it; without a connection it would be nowhere, and its sender has to know.
    else if (this.#isAway) this.#end(pending, error);
    else for (const waiter of pending.waiters) this.#limit(pending, waiter, this.#options.timeoutMs);
    this.#pump();
  }

  #pump(): void {
    const link = this.#link;
    if (link) {
      for (const head of this.#lanes.heads()) {
        if (this.#inFlight >= WINDOW) break;
        if (!head.isBusy && !head.isSaving) void this.#transmit(link, head);
      }
    }
    this.#sync.update(this.#lanes, link !== undefined);
  }

  async #transmit(link: Link, pending: Pending): Promise<void> {
    pending.isBusy = true;
    pending.wasSent = true;
    this.#inFlight += 1;
    let answer: Ack | CafeError;
    try {
      answer = await link.command(pending.envelope);
    } catch (thrown) {
      answer = asCafeError(thrown);
      if (this.#link === link) this.#link = undefined; // it is over; the connection brings the next one
    }
    this.#inFlight -= 1;
    if ('ok' in answer && answer.ok) this.#end(pending, receiptOf(answer));
    else await this.#refused(pending, 'ok' in answer ? refusedBy(answer.refusal) : answer);
    this.#pump();
  }

  /** What passes is sent again, in its place; anything else is its sender's to know. */
  async #refused(pending: Pending, error: CafeError): Promise<void> {
    const afterMs = repeatAfterMs(error, pending, this.#options.timers.random());
    if (afterMs === undefined) {
      this.#end(pending, error);
      return;
    }
    // A lost link is no refusal: it was not answered, and the next link asks again.
    if (error.code !== 'client.connection_lost') pending.refusals += 1;
    if (error.code === 'auth.expired') await this.#options.renew();
    if (afterMs > 0) await new Promise<void>((resolve) => void this.#options.timers.after(afterMs, resolve));
    pending.isBusy = false;
  }

  #end(pending: Pending, outcome: Receipt | CafeError): void {
    if (!this.#lanes.remove(pending)) return; // it ended before: its time was over
    void this.#keeping.ended(pending, outcome);
    settle(pending, outcome); // first: what hears of the end may throw
    this.#options.ended(pending, outcome);
    this.#pump();
  }
}
