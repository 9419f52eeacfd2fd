/** Preact bindings: `@cafe/client-sdk/preact`. Everything followed, as signals: it is followed while something uses the signal. */
import type { OrderId, StationId, TableId } from '@cafe/contract';
import type { MenuState, StaffState, StoreState } from '@cafe/contract/folds';
import { type ReadonlySignal, signal } from '@preact/signals';
import { type ComponentChildren, createContext, h } from 'preact';
import { useContext } from 'preact/hooks';
import type { Cafe } from './cafe.ts';
import { clientError } from './cafe-error.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Followed, FollowedFloor, FollowedKitchen, FollowedOrder, FollowedTable } from './followed.ts';
import type { Readable } from './readable.ts';
import type { SeatState } from './seat.ts';
import type { SyncState } from './sync-state.ts';

const SIGNALS = new WeakMap<Readable<unknown>, ReadonlySignal<unknown>>();

const makeSignal = <Value>(readable: Readable<Value>): ReadonlySignal<Value> => {
  let stop = () => {};
  const made = signal(readable.getSnapshot(), {
    watched() {
      const take = () => {
        made.value = readable.getSnapshot();
      };
      stop = readable.subscribe(take);
      take(); // it may have changed since the signal was made, or used last
    },
    unwatched: () => stop(),
  });
  return made;
};

/**
 * Anything that has `getSnapshot` and `subscribe`, as a signal: the same signal for the same thing. It is subscribed to
 * while a component, an effect or a computed uses the signal; while nothing does, its value is the last one that was used:
 * read `getSnapshot()` there instead.
 *
 * @example
 * const kitchen = signalOf(cafe.kitchen());
 * effect(() => draw(kitchen.value));
 */
export const signalOf = <Value>(readable: Readable<Value>): ReadonlySignal<Value> => {
  const known = SIGNALS.get(readable) as ReadonlySignal<Value> | undefined; // it was put there for this very readable
  if (known) return known;
  const made = makeSignal(readable);
  SIGNALS.set(readable, made);
  return made;
};

const CafeContext = createContext<Cafe | undefined>(undefined);

/** What a {@link CafeProvider} is given. */
export interface CafeProviderProps {
  /** Made outside of components, once: it stays connected however often they are drawn. */
  readonly cafe: Cafe;
  readonly children?: ComponentChildren;
}

/**
 * Lets the components below use one café. It neither makes nor stops it.
 *
 * @example
 * render(<CafeProvider cafe={cafe}><App /></CafeProvider>, root);
 */
export const CafeProvider = ({ cafe, children }: CafeProviderProps): ComponentChildren =>
  h(CafeContext.Provider, { value: cafe, children });

/**
 * The café of the provider above: for commands.
 *
 * @throws {CafeError} `client.bad_option` where there is no provider; so does every hook below
 * @example
 * const { orders } = useCafe();
 */
export const useCafe = (): Cafe => {
  const cafe = useContext(CafeContext);
  if (!cafe) throw clientError('client.bad_option', 'there is no CafeProvider above this component');
  return cafe;
};

/**
 * One bill, open or not.
 *
 * @example
 * const { status, value } = useOrder(orderId).value;
 */
export const useOrder = (orderId: OrderId): ReadonlySignal<Followed<FollowedOrder>> =>
  signalOf(useCafe().order(orderId));
/** What is at a table. For a guest it is their own order, whatever the table has next. */
export const useTable = (tableId: TableId): ReadonlySignal<Followed<FollowedTable>> =>
  signalOf(useCafe().table(tableId));
/** The floor plan with every running order. For staff. */
export const useFloor = (): ReadonlySignal<Followed<FollowedFloor>> => signalOf(useCafe().floor());
/** What the kitchen has to do with, of one station or of all. For kitchen screens. */
export const useKitchen = (stationId?: StationId): ReadonlySignal<Followed<FollowedKitchen>> =>
  signalOf(useCafe().kitchen(stationId));
/** What can be ordered, with prices in minor units; archived things too. */
export const useMenu = (): ReadonlySignal<Followed<MenuState>> => signalOf(useCafe().menu());
/** The store's settings; for most, the few that are public. */
export const useStore = (): ReadonlySignal<Followed<StoreState>> => signalOf(useCafe().store());
/** People, roles and devices. For who may read them. */
export const useStaff = (): ReadonlySignal<Followed<StaffState>> => signalOf(useCafe().staff());
/** How things stand with the hub. */
export const useConnection = (): ReadonlySignal<ConnectionState> => signalOf(useCafe().connection);
/** Where what was sent is: with the hub, on its way, or kept on this device. */
export const useSync = (): ReadonlySignal<SyncState> => signalOf(useCafe().sync);
/** Who is signed in on this device. */
export const useSeat = (): ReadonlySignal<SeatState> => signalOf(useCafe().seat);
