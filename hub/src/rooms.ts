import type { Audience, OrderId, StoreId, TableId, Topic } from '@cafe/contract';
import { type AnyState, concernsKitchen, idOf, kindOf, type OrderState, type StreamName } from '@cafe/contract/folds';

/** The name of a room: the store, what it is about, and who sits in it. One room has one audience. */
export const roomOf = (storeId: StoreId, topic: Topic, audience: Audience): string => `${storeId}|${topic}|${audience}`;

/** All audiences a room can have; each hears the same commits, redacted for it. */
export const AUDIENCES: readonly Audience[] = ['staff', 'kitchen', 'guest', 'public'];

export const tableTopic = (tableId: TableId): Topic => `table:${tableId}`;
export const orderTopic = (orderId: OrderId): Topic => `order:${orderId}`;

/** The topics an order belongs to while it is in a state, at a moment: what it was may have left the kitchen by then. */
const topicsOfOrder = (stream: StreamName, state: OrderState, nowMs: number): Topic[] => {
  const topics: Topic[] = [orderTopic(idOf(stream) as OrderId)]; // the id in an order's stream name is its order id
  if (state.status === 'none') return topics;
  const running = state.status === 'open' || state.status === 'waiting';
  const cooking = concernsKitchen(state, nowMs);
  if (running || cooking) topics.push('floor');
  if (cooking) topics.push('kitchen');
  if (running && state.tableId) topics.push(tableTopic(state.tableId));
  return topics;
};

/** The topics a stream in that state belongs to at that moment. */
export const topicsOf = (stream: StreamName, state: AnyState, nowMs: number): readonly Topic[] => {
  switch (kindOf(stream)) {
    case 'order':
      return topicsOfOrder(stream, state as OrderState, nowMs); // the stream's kind says which state it is
    case 'floor':
      return ['floor'];
    case 'menu':
      return ['menu'];
    case 'store':
      return ['store'];
    case 'staff':
      return ['staff'];
    case 'receipts':
    case 'stock':
      return []; // nobody follows them: what people see of them is on order and menu
  }
};

/** What a wider topic already brings, so that a socket in both hears a commit once. */
export const withoutAbsorbed = (topics: readonly Topic[]): Topic[] =>
  topics.includes('floor')
    ? topics.filter((topic) => topic !== 'kitchen' && !topic.startsWith('table:'))
    : [...new Set(topics)];
