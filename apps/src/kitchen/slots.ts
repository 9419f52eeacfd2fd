import type { Ticket } from './ticket.ts';

/** A place on the screen. A card that is gone leaves its place for a moment, so that no other one comes under the finger. */
export interface Slot {
  readonly key: string;
  /** As it was last seen. */
  readonly ticket: Ticket;
  /** Since when it is gone, milliseconds by the hub's clock; absent while it is there. */
  readonly goneAtMs?: number;
}

/** As long as a bump can be taken back by one tap, in milliseconds. */
export const LEFT_OPEN_MS = 5_000;
/** The places close up only where nobody has touched the screen for so long, in milliseconds. */
export const QUIET_MS = 1_500;

export interface SlotTime {
  readonly nowMs: number;
  readonly touchedAtMs: number;
}

const sameTicket = (slot: Slot, ticket: Ticket): Slot =>
  slot.ticket === ticket && slot.goneAtMs === undefined ? slot : { key: slot.key, ticket };

/** Where a card belongs that has no place yet: at the end, unless it was there before and is older than others. */
const insert = (slots: Slot[], ticket: Ticket): void => {
  const at = slots.findIndex((slot) => slot.ticket.sentAt > ticket.sentAt);
  slots.splice(at === -1 ? slots.length : at, 0, { key: ticket.key, ticket });
};

/** The places after the cards, or the time, have changed. The same array where nothing did. */
export const nextSlots = (slots: readonly Slot[], open: readonly Ticket[], time: SlotTime): readonly Slot[] => {
  const there = new Map(open.map((ticket) => [ticket.key, ticket]));
  const mayClose = time.nowMs - time.touchedAtMs >= QUIET_MS;
  const kept: Slot[] = [];
  for (const slot of slots) {
    const ticket = there.get(slot.key);
    there.delete(slot.key);
    if (ticket) kept.push(sameTicket(slot, ticket));
    else if (slot.goneAtMs === undefined) kept.push({ ...slot, goneAtMs: time.nowMs });
    else if (!mayClose || time.nowMs - slot.goneAtMs < LEFT_OPEN_MS) kept.push(slot);
  }
  for (const ticket of there.values()) insert(kept, ticket);
  const isSame = kept.length === slots.length && kept.every((slot, at) => slot === slots[at]);
  return isSame ? slots : kept;
};
