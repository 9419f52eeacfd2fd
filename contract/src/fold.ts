import type { By } from './actor.ts';
import type { DomainEvent } from './events.ts';
import { evolveFloor, initialFloor } from './floor/evolve.ts';
import type { FloorState } from './floor/state.ts';
import { evolveMenu, initialMenu, type MenuState } from './menu/state.ts';
import { evolveStock, initialStock, type StockState } from './menu/stock-state.ts';
import { evolveOrder } from './order/evolve.ts';
import { evolveReceipts, initialReceipts, type ReceiptsState } from './order/receipts-state.ts';
import { initialOrder, type OrderState } from './order/state.ts';
import type { Instant } from './scalars.ts';
import { kindOf, type StreamKind, type StreamName } from './streams.ts';
import { evolveStaff, initialStaff, type StaffState } from './user/staff-state.ts';
import { evolveStore, initialStore, type StoreState } from './user/store-state.ts';

/** What each kind of stream folds to. All of it is plain JSON: it travels in snapshots. */
export interface States {
  readonly order: OrderState;
  readonly floor: FloorState;
  readonly receipts: ReceiptsState;
  readonly menu: MenuState;
  readonly stock: StockState;
  readonly staff: StaffState;
  readonly store: StoreState;
}
/** The state a stream of that name folds to. */
export type StateOf<Name extends StreamName> = Name extends `${infer Kind extends StreamKind}:${string}`
  ? States[Kind]
  : never;
export type AnyState = States[StreamKind];

/** What a fold may know of the commit an event came in: when it was made, and by whom. */
export interface EventMeta {
  readonly at: Instant;
  readonly by: By;
}

type Fold = {
  readonly [Kind in StreamKind]: {
    readonly initial: States[Kind];
    /** Bump when the fold of old events changes: stored snapshots of another version are discarded. */
    readonly foldVersion: number;
    readonly evolve: (state: States[Kind], event: never, meta: EventMeta) => States[Kind];
  };
};

export const FOLDS: Fold = {
  order: { initial: initialOrder, foldVersion: 1, evolve: evolveOrder },
  floor: { initial: initialFloor, foldVersion: 1, evolve: evolveFloor },
  receipts: { initial: initialReceipts, foldVersion: 1, evolve: evolveReceipts },
  menu: { initial: initialMenu, foldVersion: 1, evolve: evolveMenu },
  stock: { initial: initialStock, foldVersion: 1, evolve: evolveStock },
  staff: { initial: initialStaff, foldVersion: 1, evolve: evolveStaff },
  store: { initial: initialStore, foldVersion: 1, evolve: evolveStore },
};

/** The state of a stream nothing was written to. */
export const initialOf = <Name extends StreamName>(stream: Name): StateOf<Name> =>
  // The table above gives each kind its own state; TypeScript does not follow the name through it.
  FOLDS[kindOf(stream)].initial as StateOf<Name>;

/**
 * The state after a part's events. Pure: the same events give the same state on the server and on every screen.
 *
 * @throws {UnknownCase} an event of a newer version: keep the state from before, and say `outdated`
 */
export const foldPart = <Name extends StreamName>(
  stream: Name,
  state: StateOf<Name>,
  part: EventMeta & { readonly events: readonly DomainEvent[] },
): StateOf<Name> => {
  // Each evolve handles the events of its own stream and names any other as unknown.
  const evolve = FOLDS[kindOf(stream)].evolve as (state: AnyState, event: DomainEvent, meta: EventMeta) => AnyState;
  let next: AnyState = state;
  for (const event of part.events) next = evolve(next, event, part);
  return next as StateOf<Name>; // same reason as in initialOf
};
