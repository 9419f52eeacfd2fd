import type { OrderSize } from '../contestant.ts';

/** Whose server it is: our hub's, or a plain Socket.IO server with defaults, rooms and no store. */
export const SIDES = ['ours', 'stock'] as const;
export type SideName = (typeof SIDES)[number];

/** What a screen tells the crowd that it is part of. */
export interface ScreenHooks {
  /** The order is on the glass, live or caught up. Once per order. */
  has(orderId: string): void;
  /** The connection is lost. */
  gone(): void;
  /** It is connected again, and has whatever its side can tell it of the time in between. */
  back(): void;
}

/** One of many screens that follow the orders. It comes back by itself, as clients of its side do. */
export interface CrowdScreen {
  /** Stops reading for good; the connection stays. */
  stall(): void;
  close(): void;
}

/** Somebody who sends orders. It does not come back by itself. */
export interface Sender {
  /** Resolves when orders may be sent to so many bills. */
  open(bills: number): Promise<void>;
  /** Sends one order of two lines. Resolves when it is acknowledged. */
  send(bill: number, orderId: string): Promise<void>;
  /** Plays a whole bill (`COMMANDS_PER_BILL`). Absent where there are no bills. */
  playBill?(): Promise<void>;
  /** Resolves when the connection is lost; orders under way are never answered then. */
  readonly lost: Promise<void>;
  close(): void;
}

/** How one side's clients are connected. */
export interface CrowdSide {
  connectScreen(hooks: ScreenHooks): Promise<CrowdScreen>;
  connectSender(): Promise<Sender>;
  /** JSON bytes of the last order that came over a wire. */
  frameBytes(): number;
}

/** Where a crowd goes. */
export interface CrowdTarget {
  readonly side: SideName;
  readonly url: string;
  /** Where orders are sent, if that is another server. */
  readonly senderUrl: string;
  /** What our hub must be told to let somebody in, as `getAccess` gives it. */
  readonly access: string;
  readonly size: OrderSize;
}
