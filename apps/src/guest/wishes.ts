import { type CommandId, type LineId, type LineWish, type MenuState, newId, type OrderLine } from '@cafe/client-sdk';
import { priceLine } from '@cafe/client-sdk/pricing';
import { signal } from '@preact/signals';
import { fieldsOf, keep, kept } from '../session/browser-storage.ts';

/**
 * A line that was chosen here and is not in the table's cart yet: nobody is let in, or there is no connection. It has its ids
 * from the first moment on, so that it comes into the cart once, however often it has to be sent.
 */
export interface Wish extends LineWish {
  readonly lineId: LineId;
  readonly commandId: CommandId;
}

const wishesKey = (code: string): string => `cafe.guest.${code}.wishes`;

/** How long what nobody sent stays chosen, in milliseconds: an evening. */
const STALE_MS = 4 * 60 * 60_000;

interface Kept {
  readonly changedAtMs: number;
  readonly wishes: readonly Wish[];
}

const isWish = (value: unknown): value is Wish => {
  const { lineId, commandId, itemId, quantity } = fieldsOf(value);
  return [lineId, commandId, itemId].every((id) => typeof id === 'string') && Number.isSafeInteger(quantity);
};

const parse = (value: unknown): Kept | undefined => {
  const { changedAtMs, wishes } = fieldsOf(value);
  if (typeof changedAtMs !== 'number' || !Array.isArray(wishes)) return undefined;
  return { changedAtMs, wishes: wishes.filter(isWish) };
};

/** What is chosen on this phone, kept over a reload. */
export const createWishes = (code: string, nowMs: () => number) => {
  const list = signal<readonly Wish[]>(kept(wishesKey(code), parse)?.wishes ?? []);
  const set = (wishes: readonly Wish[]): void => {
    list.value = wishes;
    keep(wishesKey(code), { changedAtMs: nowMs(), wishes } satisfies Kept);
  };
  return {
    list,
    add: (line: Omit<LineWish, 'lineId'>): void => {
      set([...list.peek(), { ...line, lineId: newId<LineId>(), commandId: newId<CommandId>() }]);
    },
    change: (lineId: LineId, changed: Omit<LineWish, 'lineId'>): void =>
      // Another command: the hub may know the former under its id.
      set(
        list.peek().map((one) => (one.lineId === lineId ? { ...changed, lineId, commandId: newId<CommandId>() } : one)),
      ),
    remove: (lineIds: readonly LineId[]): void => {
      const rest = list.peek().filter(({ lineId }) => !lineIds.includes(lineId));
      if (rest.length < list.peek().length) set(rest);
    },
    /** Of yesterday's choosing nothing is left. */
    dropStale: (): void => {
      const before = kept(wishesKey(code), parse);
      if (before && before.wishes.length > 0 && nowMs() - before.changedAtMs > STALE_MS) set([]);
    },
  };
};
export type Wishes = ReturnType<typeof createWishes>;

/** A wish with what the menu says of it now. */
export interface QuotedWish extends Pick<OrderLine, 'name' | 'unitPrice' | 'modifiers' | 'quantity' | 'lineId'> {
  readonly wish: Wish;
  readonly variantName?: string | undefined;
  readonly note?: string | undefined;
  readonly isSoldOut: boolean;
}

const quoteOf = (menu: MenuState, wish: Wish, at: string): QuotedWish => {
  const { itemId, variantId, lineId, quantity, note } = wish;
  const modifiers = (wish.modifiers ?? []).map(({ modifierId, quantity: each = 1 }) => ({
    modifierId,
    quantity: each,
  }));
  const priced = priceLine(menu, { itemId, variantId, modifiers }, { serviceType: 'dine_in', at });
  const common = { wish, lineId, quantity, note };
  if (priced.ok) {
    const { name, variantName, unitPrice } = priced.line;
    return { ...common, name, variantName, unitPrice, modifiers: [...priced.line.modifiers], isSoldOut: false };
  }
  return { ...common, name: menu.items[itemId]?.name ?? '', unitPrice: 0, modifiers: [], isSoldOut: true };
};

/** Wishes with their prices; one that the menu has no more is priced at nothing, and said to be gone. */
export const quoted = (menu: MenuState, wishes: readonly Wish[], at: string): readonly QuotedWish[] =>
  wishes.map((wish) => quoteOf(menu, wish, at));
