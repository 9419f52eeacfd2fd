import type { OrderId, StoreId, TableId, Topic } from '@cafe/contract';
import {
  type FloorState,
  floorStream,
  menuStream,
  orderStream,
  type StreamName,
  staffStream,
  storeStream,
} from '@cafe/contract/folds';

/** What the streams of a topic are looked up in, as it is now. */
export interface TopicFacts {
  readonly storeId: StoreId;
  readonly floor: FloorState;
  readonly kitchenOrders: readonly StreamName[];
}

/** The orders at a table: the one that occupies it and the one that waits. */
const ordersAt = (floor: FloorState, tableId: TableId): StreamName[] => {
  const table = floor.tables[tableId];
  return [table?.orderId, table?.waitingOrderId].filter((id) => id !== undefined).map(orderStream);
};

/** The streams a topic holds now, open orders first behind the lists they stand in. */
export const streamsOfTopic = (topic: Topic, { storeId, floor, kitchenOrders }: TopicFacts): readonly StreamName[] => {
  switch (topic) {
    case 'floor': {
      // Keys of `orders` are order ids by the state's type.
      const running = (Object.keys(floor.orders) as OrderId[]).map(orderStream);
      return [...new Set<StreamName>([floorStream(storeId), ...running, ...kitchenOrders])];
    }
    case 'kitchen':
      return kitchenOrders;
    case 'menu':
      return [menuStream(storeId)];
    case 'store':
      return [storeStream(storeId)];
    case 'staff':
      return [staffStream(storeId)];
    default: {
      const [kind, id = ''] = topic.split(':');
      // The topic's schema allows `table:` and `order:` with an id here, and nothing else.
      return kind === 'table' ? ordersAt(floor, id as TableId) : [orderStream(id as OrderId)];
    }
  }
};
