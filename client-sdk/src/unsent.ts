import type { CommandId, OrderId, Part, RequestedLine } from '@cafe/contract';
import { foldPart, idOf, initialOf, kindOf, type OrderState, orderStream, type StreamName } from '@cafe/contract/folds';
import { CafeError } from './cafe-error.ts';
import type { FollowedOrder } from './followed.ts';
import type { Pending, Receipt } from './outgoing-pending.ts';
import type { Known } from './replica-known.ts';

/** A line that the hub has not answered yet: it has no price and no state, and may still be refused. */
export interface PendingLine extends RequestedLine {
  /** The command it is part of. */
  readonly commandId: CommandId;
}

/** What one command will have brought to its order. */
interface Wish {
  readonly commandId: CommandId;
  readonly lines: readonly PendingLine[];
  /** The bill as it will be opened, where the command opens one. */
  readonly opens: FollowedOrder | undefined;
  /** The version it is in, once the hub has said so: until that version is here, it is still to be seen. */
  doneAt: number | undefined;
}

const NONE: readonly PendingLine[] = [];
/** How many answered wishes are remembered of orders that nobody follows. */
const MAX_DONE = 200;

const linesIn = ({ envelope: { id, command } }: Pending): PendingLine[] => {
  const lines = command.type === 'order.addLines' || command.type === 'order.send' ? command.lines : undefined;
  return (lines ?? []).map((line) => ({ ...line, commandId: id }));
};

/** What was sent and is not in what the hub has told yet: it is shown at once, beside what is known. */
export class Unsent {
  readonly #wishes = new Map<OrderId, readonly Wish[]>();
  readonly #shown = new WeakMap<
    Known,
    { readonly wishes: readonly Wish[] | undefined; readonly order: FollowedOrder }
  >();
  readonly #now: () => number;

  /** @param now the hub's clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A command is on its way; answers the stream that reads differently now. */
  began(pending: Pending): StreamName | undefined {
    const { id: commandId, command } = pending.envelope;
    const lines = linesIn(pending);
    const opens = command.type === 'order.open' ? this.#opened(command) : undefined;
    if (!('orderId' in command) || (lines.length === 0 && !opens)) return undefined;
    this.#set(command.orderId, [...this.#of(command.orderId), { commandId, lines, opens, doneAt: undefined }]);
    return orderStream(command.orderId);
  }

  /** The hub has answered: what it refused is not to be seen any more. Answers the stream that reads differently now. */
  ended({ envelope: { id, command } }: Pending, outcome: Receipt | CafeError): StreamName | undefined {
    if (!('orderId' in command)) return undefined;
    const wishes = this.#of(command.orderId);
    const wish = wishes.find(({ commandId }) => commandId === id);
    if (!wish) return undefined;
    if (outcome instanceof CafeError) {
      this.#set(
        command.orderId,
        wishes.filter((one) => one !== wish),
      );
    } else {
      wish.doneAt = outcome.version;
      this.#forgetOldest();
    }
    return orderStream(command.orderId);
  }

  /** A stream came to a version: what is in it needs not be shown beside it. */
  came(stream: StreamName, version: number): void {
    if (kindOf(stream) !== 'order') return;
    const orderId = idOf(stream) as OrderId; // the id in an order's stream name is its order id
    const wishes = this.#wishes.get(orderId);
    if (!wishes?.some(({ doneAt }) => doneAt !== undefined && doneAt <= version)) return;
    this.#set(
      orderId,
      wishes.filter(({ doneAt }) => doneAt === undefined || doneAt > version),
    );
  }

  /** An order with what is on its way to it: the same object while neither changed. */
  orderOf(stream: StreamName, known: Known): FollowedOrder | undefined {
    const bill = known.state as OrderState; // only asked for orders' streams
    const orderId = idOf(stream) as OrderId; // likewise
    const wishes = this.#wishes.get(orderId);
    if (bill.status === 'none') return this.#openedWith(wishes);
    const shown = this.#shown.get(known);
    if (shown && shown.wishes === wishes) return shown.order;
    const there = new Set(bill.lines.map(({ lineId }) => lineId));
    const pending = (wishes ?? []).flatMap(({ lines }) => lines.filter(({ lineId }) => !there.has(lineId)));
    const order = { orderId, version: known.version, bill, pending: pending.length > 0 ? pending : NONE };
    this.#shown.set(known, { wishes, order });
    return order;
  }

  /** Orders that the hub has not told of yet, but for those that are known. */
  opened(isKnown: (stream: StreamName) => boolean): FollowedOrder[] {
    const orders: FollowedOrder[] = [];
    for (const [orderId, wishes] of this.#wishes) {
      const order = isKnown(orderStream(orderId)) ? undefined : this.#openedWith(wishes);
      if (order) orders.push(order);
    }
    return orders;
  }

  readonly #openedShown = new WeakMap<readonly Wish[], FollowedOrder>();

  #openedWith(wishes: readonly Wish[] | undefined): FollowedOrder | undefined {
    const opens = wishes?.find((wish) => wish.opens)?.opens;
    if (!wishes || !opens) return undefined;
    const shown = this.#openedShown.get(wishes) ?? { ...opens, pending: wishes.flatMap(({ lines }) => lines) };
    this.#openedShown.set(wishes, shown);
    return shown;
  }

  /** A bill as the hub will open it, but for its number and its business day, which only the hub knows. */
  #opened({ orderId, type: _type, ...facts }: Extract<Pending['envelope']['command'], { type: 'order.open' }>) {
    const at = new Date(this.#now()).toISOString();
    const stream = orderStream(orderId);
    const events: Part['events'] = [{ type: 'order.opened', waiting: false, businessDay: at.slice(0, 10), ...facts }];
    const bill = foldPart(stream, initialOf(stream), { at, by: { kind: 'service' }, events });
    return bill.status === 'none' ? undefined : { orderId, version: 0, bill, pending: NONE };
  }

  #of(orderId: OrderId): readonly Wish[] {
    return this.#wishes.get(orderId) ?? [];
  }

  #set(orderId: OrderId, wishes: readonly Wish[]): void {
    if (wishes.length > 0) this.#wishes.set(orderId, wishes);
    else this.#wishes.delete(orderId);
  }

  #forgetOldest(): void {
    let done = 0;
    for (const [orderId, wishes] of [...this.#wishes].reverse()) {
      if (!wishes.every(({ doneAt }) => doneAt !== undefined)) continue;
      done += 1;
      if (done > MAX_DONE) this.#wishes.delete(orderId);
    }
  }
}
