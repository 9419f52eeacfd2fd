import type { Cafe, LineId } from '@cafe/client-sdk';
import { signalOf } from '@cafe/client-sdk/preact';
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { hasToMake } from './all-day.ts';
import { callFor } from './calling.ts';
import { type Cell, cellsOf, cellsOnPage, type GridShape, pageCount } from './cells.ts';
import { keptSteps } from './kept-steps.ts';
import { settings } from './kitchen-settings.ts';
import { pendingSteps } from './pending-steps.ts';
import { nextSlots, type Slot } from './slots.ts';
import { type Steps, stepsOf } from './steps.ts';
import { type Ticket, type Tickets, ticketsOf } from './ticket.ts';

/** What is chosen by hand on a screen, and forgotten when the page is left. */
const chosenByHand = () => ({
  /** From 0. */
  page: signal(0),
  shape: signal<GridShape>({ columns: 4, rows: 2, middlePx: 220 }),
  /** The key of the card that keys are about, and the line in it. */
  selected: signal<string | undefined>(undefined),
  line: signal<LineId | undefined>(undefined),
  /** Keys of cards that nobody has touched since they came or changed. */
  unseen: signal<ReadonlySet<string>>(new Set()),
  /** What the cards are filtered by: a key of `allDayOf`. */
  filter: signal<string | undefined>(undefined),
  isAllDay: signal(false),
  /** What lies over the cards. */
  over: signal<'recall' | 'settings' | undefined>(undefined),
});

/** What a kitchen screen knows of itself. What the kitchen has is the SDK's; this is how it is looked at. */
export interface KitchenScreen extends ReturnType<typeof chosenByHand> {
  readonly steps: Steps;
  /** The hub's clock, by the second, milliseconds. */
  readonly now: ReadonlySignal<number>;
  readonly tickets: ReadonlySignal<Tickets>;
  /** The cards of every station. */
  readonly everywhere: ReadonlySignal<Tickets>;
  /** The places of this page, in the order in which one reads. */
  readonly cells: ReadonlySignal<readonly Cell[]>;
  /** How many tickets begin on later pages. */
  readonly later: ReadonlySignal<number>;
  readonly pages: ReadonlySignal<number>;
  /** The page that is shown, from 0. */
  readonly shownPage: ReadonlySignal<number>;
  /** Somebody has touched the screen: what lies under the finger stays there. */
  touched(): void;
  /** Somebody has seen a card. */
  sawCard(key: string): void;
  /** Follows the kitchen, until the function that it returns is called. */
  open(): () => void;
}

const TICK_MS = 1_000;

const filtered = (slots: readonly Slot[], filter: string | undefined): readonly Slot[] =>
  filter === undefined ? slots : slots.filter(({ ticket }) => hasToMake(ticket, filter));

/** The ticket that keys are about, as it is now. */
export const selectedTicket = ({ selected, tickets }: KitchenScreen): Ticket | undefined =>
  tickets.value.open.find(({ key }) => key === selected.value);

const followedBy = (cafe: Cafe) => {
  const orders = computed(() => signalOf(cafe.kitchen()).value.value?.orders);
  const kept = computed(() => keptSteps(signalOf(cafe.outbox).value.commands, orders.value ?? []));
  const pending = computed(() => new Map([...kept.value, ...pendingSteps.value]));
  const of = (stationId: typeof settings.value.stationId) =>
    ticketsOf(orders.value ?? [], { stationId, pending: pending.value });
  const tickets = computed(() => of(settings.value.stationId));
  const known = computed(() => (orders.value === undefined ? undefined : tickets.value));
  return { tickets, known, everywhere: computed(() => of(undefined)) };
};

/** The places of the cards, kept in order while the screen is followed. */
const placesOf = (tickets: ReadonlySignal<Tickets>, now: ReadonlySignal<number>) => {
  const slots = signal<readonly Slot[]>([]);
  const touchedAtMs = { value: 0 };
  let station = settings.peek().stationId;
  const keep = () => {
    const { stationId } = settings.value;
    const before = stationId === station ? slots.peek() : []; // of another station's cards none was here
    station = stationId;
    slots.value = nextSlots(before, tickets.value.open, { nowMs: now.value, touchedAtMs: touchedAtMs.value });
  };
  return { slots, touchedAtMs, keep };
};

const cellsIn = (slots: ReadonlySignal<readonly Slot[]>, chosen: ReturnType<typeof chosenByHand>) => {
  const all = computed(() => cellsOf(filtered(slots.value, chosen.filter.value), chosen.shape.value));
  const pages = computed(() => pageCount(all.value, chosen.shape.value));
  const shownPage = computed(() => Math.min(chosen.page.value, pages.value - 1));
  const cells = computed(() => cellsOnPage(all.value, shownPage.value, chosen.shape.value));
  const later = computed(() => {
    const { columns, rows } = chosen.shape.value;
    return all.value.slice((shownPage.value + 1) * columns * rows).filter(({ part }) => part === 1).length;
  });
  return { pages, shownPage, cells, later };
};

/** Makes a screen; once per page. */
export const createScreen = (cafe: Cafe): KitchenScreen => {
  const chosen = chosenByHand();
  const now = signal(cafe.now());
  const { tickets, known, everywhere } = followedBy(cafe);
  const { slots, touchedAtMs, keep } = placesOf(tickets, now);
  return {
    ...chosen,
    ...cellsIn(slots, chosen),
    steps: stepsOf(cafe, () => settings.peek().stationId),
    now,
    tickets,
    everywhere,
    touched() {
      touchedAtMs.value = cafe.now();
    },
    sawCard(key) {
      if (!chosen.unseen.peek().has(key)) return;
      chosen.unseen.value = new Set([...chosen.unseen.peek()].filter((one) => one !== key));
    },
    open() {
      const tick = () => {
        now.value = cafe.now();
      };
      const timer = setInterval(tick, TICK_MS);
      const stops = [effect(keep), callFor({ tickets: known, unseen: chosen.unseen })];
      return () => {
        clearInterval(timer);
        for (const stop of stops) stop();
      };
    },
  };
};
