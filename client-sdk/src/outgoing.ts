import type { Ack, Approval, Command, CommandEnvelope, CommandId, SessionId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { asCafeError, CafeError, clientError, refusedBy } from './cafe-error.ts';
import type { Link } from './link.ts';
import { repeatAfterMs } from './repeating.ts';
import type { Timers } from './timers.ts';

/** How many commands wait for their answers at once. */
const WINDOW = 32;

/** What the hub says of a command that is durable. Asked again with the same id, it says the same for ever. */
export interface Receipt {
  readonly stream: StreamName;
  /** The version of that stream after the command. */
  readonly version: number;
  /** What the command's own documentation says. */
  readonly result: Readonly<Record<string, unknown>>;
}

export interface SendOptions {
  /** The command's id, to ask again for one that was sent before; made here when absent. */
  readonly id?: CommandId;
  /** Another person's PIN for this one command. It is kept nowhere but here, until the answer. */
  readonly approval?: Approval;
  /** How long to try, in milliseconds; 30,000 when absent. */
  readonly timeoutMs?: number;
}

export interface ToSend {
  readonly id: CommandId;
  readonly command: Command;
  readonly session: SessionId | undefined;
  readonly approval: Approval | undefined;
  readonly timeoutMs: number;
}

/** One command on its way. */
interface Pending {
  readonly envelope: CommandEnvelope;
  readonly settle: { resolve(receipt: Receipt): void; reject(error: CafeError): void };
  readonly lane: string;
  /** Waits for its answer, or for the time to be sent again. */
  busy: boolean;
  /** How often it was refused with what passes. */
  refusals: number;
  stopTimer: () => void;
}

export interface OutgoingOptions {
  readonly timers: Timers;
  /** Fetches and shows a fresh token; resolves when that was tried. */
  readonly renew: () => Promise<void>;
}

/** Commands of one order go out one after another, those of different orders beside each other. */
const laneOf = (command: Command): string =>
  'orderId' in command ? command.orderId : command.type.slice(0, command.type.indexOf('.'));

const receiptOf = ({ stream, version, result = {} }: Extract<Ack, { ok: true }>): Receipt => ({
  stream,
  version,
  result,
});

/**
 * Commands on their way to the hub. Each is sent until the hub has answered it, always with the same id, so that it is done
 * once however often it is sent: a link that ends before the answer leaves it to the next one. What was sent first of one
 * stream is answered first.
 */
export class Outgoing {
  readonly #options: OutgoingOptions;
  readonly #lanes = new Map<string, Pending[]>();
  #link: Link | undefined;
  #inFlight = 0;
  #stopped: CafeError | undefined;

  constructor(options: OutgoingOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the hub has recorded a command.
   *
   * @throws {CafeError} the hub's refusal, `client.timeout`, `client.stopped` or why this client was stopped
   */
  send({ id, command, session, approval, timeoutMs }: ToSend): Promise<Receipt> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    const envelope = { id, command, ...(session && { session }), ...(approval && { approval }) };
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        envelope,
        settle: { resolve, reject },
        lane: laneOf(command),
        busy: false,
        refusals: 0,
        stopTimer: () => {},
      };
      pending.stopTimer = this.#options.timers.after(timeoutMs, () => {
        const details = { commandId: id };
        this.#end(
          pending,
          clientError('client.timeout', `no answer to ${command.type} within ${timeoutMs} ms`, { details }),
        );
      });
      const lane = this.#lanes.get(pending.lane);
      if (lane) lane.push(pending);
      else this.#lanes.set(pending.lane, [pending]);
      this.#pump();
    });
  }

  /** A link is there: whatever waits goes out, what was not answered on the last one first. */
  linkUp(link: Link): void {
    this.#link = link;
    this.#pump();
  }

  linkDown(): void {
    this.#link = undefined;
  }

  /** Nothing is sent any more; whoever waits hears why. */
  stop(reason: CafeError): void {
    this.#stopped = reason;
    this.#link = undefined;
    for (const lane of [...this.#lanes.values()]) for (const pending of [...lane]) this.#end(pending, reason);
  }

  #pump(): void {
    const link = this.#link;
    if (!link) return;
    for (const [head] of this.#lanes.values()) {
      if (this.#inFlight >= WINDOW) return;
      if (head && !head.busy) void this.#transmit(link, head);
    }
  }

  async #transmit(link: Link, pending: Pending): Promise<void> {
    pending.busy = true;
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
    const afterMs = repeatAfterMs(error, pending.refusals, this.#options.timers.random());
    if (afterMs === undefined) {
      this.#end(pending, error);
      return;
    }
    // A lost link is no refusal: it was not answered, and the next link asks again.
    if (error.code !== 'client.connection_lost') pending.refusals += 1;
    if (error.code === 'auth.expired') await this.#options.renew();
    if (afterMs > 0) await new Promise<void>((resolve) => void this.#options.timers.after(afterMs, resolve));
    pending.busy = false;
  }

  #end(pending: Pending, outcome: Receipt | CafeError): void {
    const lane = this.#lanes.get(pending.lane);
    const index = lane?.indexOf(pending) ?? -1;
    if (!lane || index < 0) return; // it ended before: its time was over
    lane.splice(index, 1);
    if (lane.length === 0) this.#lanes.delete(pending.lane);
    pending.stopTimer();
    if (outcome instanceof CafeError) pending.settle.reject(outcome);
    else pending.settle.resolve(outcome);
    this.#pump();
  }
}
