import type { Audience, DeviceId, GuestId, OrderId, StaffId, TableId, Topic } from '@cafe/contract';

/**
 * Who sits at the other end of a connection, as its verified tokens and the present folds say. It is made anew whenever
 * either changes; nothing in it comes from the client's own words.
 */
export type Actor =
  | {
      readonly kind: 'staff';
      readonly staffId: StaffId;
      readonly deviceId?: DeviceId | undefined;
      /** Kitchen people see what the kitchen sees. */
      readonly kitchen: boolean;
      readonly may: (permission: string) => boolean;
    }
  | {
      readonly kind: 'device';
      readonly deviceId: DeviceId;
      readonly kitchen: boolean;
      readonly may: (permission: string) => boolean;
    }
  | {
      readonly kind: 'guest';
      readonly guestId: GuestId;
      readonly orderId: OrderId;
      readonly tableId?: TableId | undefined;
      /** Whether they were let in; until then the bill of the others is not theirs to see. */
      readonly admitted: boolean;
      readonly may: (permission: string) => boolean;
    }
  /** Another program of the store's own: it sees what staff see. */
  | { readonly kind: 'service'; readonly may: (permission: string) => boolean };

/** What an actor is shown. */
export const audienceOf = (actor: Actor): Audience => {
  switch (actor.kind) {
    case 'staff':
      return actor.kitchen ? 'kitchen' : 'staff';
    case 'device':
      return actor.kitchen ? 'kitchen' : 'public';
    case 'guest':
      return 'guest';
    case 'service':
      return 'staff';
  }
};

/** Whether an actor may follow a topic; denied by default. What the topic's rooms carry is redacted besides. */
export const mayFollow = (actor: Actor, topic: Topic): boolean => {
  if (topic === 'menu' || topic === 'store') return true;
  switch (actor.kind) {
    case 'service':
      return true;
    case 'staff':
      if (topic === 'staff') return !actor.kitchen && actor.may('staff.read');
      return actor.kitchen ? topic === 'kitchen' : true;
    case 'device':
      return actor.kitchen && topic === 'kitchen';
    case 'guest':
      return actor.admitted && (topic === `order:${actor.orderId}` || topic === `table:${actor.tableId}`);
  }
};

/** The topic a guest's wish comes to: a guest hears one order, never whoever sits at the table next. */
export const topicFor = (actor: Actor, topic: Topic): Topic =>
  actor.kind === 'guest' && topic.startsWith('table:') ? `order:${actor.orderId}` : topic;
