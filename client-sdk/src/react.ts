/** React bindings: `@cafe/client-sdk/react`. Everything a component reads is followed for as long as it is mounted. */
import type { OrderId, StationId, TableId } from '@cafe/contract';
import type { MenuState, StaffState, StoreState } from '@cafe/contract/folds';
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useSyncExternalStore,
} from 'react';
import type { Cafe } from './cafe.ts';
import { clientError } from './cafe-error.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Followed, FollowedFloor, FollowedKitchen, FollowedOrder, FollowedTable } from './followed.ts';
import type { Readable } from './readable.ts';
import type { SeatState } from './seat.ts';
import type { SyncState } from './sync-state.ts';

const CafeContext = createContext<Cafe | undefined>(undefined);

/** What a {@link CafeProvider} is given. */
export interface CafeProviderProps {
  /** Made outside of components, once: it stays connected however often they are drawn. */
  readonly cafe: Cafe;
  readonly children?: ReactNode;
}

/**
 * Lets the components below use one café. It neither makes nor stops it.
 *
 * @example
 * root.render(<CafeProvider cafe={cafe}><App /></CafeProvider>);
 */
export const CafeProvider = ({ cafe, children }: CafeProviderProps): ReactElement =>
  createElement(CafeContext.Provider, { value: cafe }, children);

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
 * The present snapshot of anything that has `getSnapshot` and `subscribe`. The component is drawn again when it changes,
 * and all components of one drawing see the same snapshot.
 *
 * @param readable the same object from drawing to drawing, as `cafe.order(id)` is
 * @example
 * const commands = useReadable(useCafe().outbox).commands;
 */
export const useReadable = <Value>(readable: Readable<Value>): Value =>
  useSyncExternalStore(readable.subscribe, readable.getSnapshot, readable.getSnapshot);

/**
 * One bill, open or not.
 *
 * @example
 * const { status, value } = useOrder(orderId);
 */
export const useOrder = (orderId: OrderId): Followed<FollowedOrder> => useReadable(useCafe().order(orderId));
/** What is at a table. For a guest it is their own order, whatever the table has next. */
export const useTable = (tableId: TableId): Followed<FollowedTable> => useReadable(useCafe().table(tableId));
/** The floor plan with every running order. For staff. */
export const useFloor = (): Followed<FollowedFloor> => useReadable(useCafe().floor());
/** What the kitchen has to do with, of one station or of all. For kitchen screens. */
export const useKitchen = (stationId?: StationId): Followed<FollowedKitchen> =>
  useReadable(useCafe().kitchen(stationId));
/** What can be ordered, with prices in minor units; archived things too. */
export const useMenu = (): Followed<MenuState> => useReadable(useCafe().menu());
/** The store's settings; for most, the few that are public. */
export const useStore = (): Followed<StoreState> => useReadable(useCafe().store());
/** People, roles and devices. For who may read them. */
export const useStaff = (): Followed<StaffState> => useReadable(useCafe().staff());
/** How things stand with the hub. */
export const useConnection = (): ConnectionState => useReadable(useCafe().connection);
/** Where what was sent is: with the hub, on its way, or kept on this device. */
export const useSync = (): SyncState => useReadable(useCafe().sync);
/** Who is signed in on this device. */
export const useSeat = (): SeatState => useReadable(useCafe().seat);
