import type { ItemId, LineId, OrderId, SendOptions, TableId } from '@cafe/client-sdk';
import { signal } from '@preact/signals';

/** Where the terminal is. It stays there while it is locked: whoever comes finds the bill that was open. */
export type Screen =
  | { readonly at: 'floor' }
  | { readonly at: 'order'; readonly orderId: OrderId; readonly tableId?: TableId | undefined };

/** What a sheet of modifiers is for: a new line, or one that is changed. */
export interface Choosing {
  readonly orderId: OrderId;
  readonly itemId: ItemId;
  readonly quantity: number;
  /** The lines that are changed, each with the version that was seen. */
  readonly change?: readonly { readonly lineId: LineId; readonly version: number }[];
  readonly modifiers?: readonly { readonly modifierId: string; readonly quantity: number }[];
  readonly note?: string | undefined;
}

/** A command that another person has to allow, and how it is done when they have. */
export interface Approving {
  readonly what: string;
  readonly run: (options: Pick<SendOptions, 'approval'>) => Promise<unknown>;
  /** Called once, when it is over: allowed and done, or given up. */
  readonly ended: () => void;
}

/** What lies above the screen; one at a time. */
export type Overlay =
  | { readonly kind: 'help' }
  | { readonly kind: 'table'; readonly tableId: TableId }
  | { readonly kind: 'newOrder' }
  | { readonly kind: 'choose'; readonly choosing: Choosing }
  | { readonly kind: 'item'; readonly orderId: OrderId; readonly itemId: ItemId }
  | { readonly kind: 'reason'; readonly ask: ReasonAsked }
  | { readonly kind: 'cash'; readonly orderId: OrderId }
  | { readonly kind: 'approve'; readonly approving: Approving };

/** A question for a reason: why something is taken away. */
export interface ReasonAsked {
  readonly title: string;
  readonly action: string;
  readonly reasons: readonly string[];
  /** How many of so many, where a part can be meant. */
  readonly upTo?: number;
  readonly run: (reason: string, quantity: number) => void;
}

export const screen = signal<Screen>({ at: 'floor' });
export const overlay = signal<Overlay | undefined>(undefined);

export const closeOverlay = (): void => {
  overlay.value = undefined;
};

export const showOrder = (orderId: OrderId, tableId?: TableId): void => {
  overlay.value = undefined;
  screen.value = { at: 'order', orderId, tableId };
};

export const showFloor = (): void => {
  overlay.value = undefined;
  screen.value = { at: 'floor' };
};
