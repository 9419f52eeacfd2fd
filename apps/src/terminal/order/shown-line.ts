import type { FollowedOrder, LineId, MenuState, OrderLine, PendingLine } from '@cafe/client-sdk';
import { priceLine } from '@cafe/client-sdk/pricing';

/** A line as the bill draws it: one of the hub's, or one that is on its way there. */
export interface ShownLine {
  readonly lineId: LineId;
  readonly itemId: OrderLine['itemId'];
  readonly variantId: OrderLine['variantId'];
  readonly name: string;
  readonly variantName: string | undefined;
  readonly quantity: number;
  /** Of the whole line, minor units; of one that is on its way an estimate, and undefined where the menu has none. */
  readonly price: number | undefined;
  readonly modifiers: readonly { readonly modifierId: string; readonly name: string; readonly quantity: number }[];
  readonly allergens: readonly string[];
  readonly note: string | undefined;
  /** `unsaved`: the hub has not answered yet. */
  readonly state: OrderLine['state'] | 'unsaved';
  readonly version: number;
  readonly round: number | undefined;
  readonly sentAt: string | undefined;
  /** The guest who added it. */
  readonly guestId: string | undefined;
  readonly voided: OrderLine['void'];
}

const each = (unit: number, modifiers: readonly { readonly price: number; readonly quantity: number }[]): number =>
  modifiers.reduce((sum, { price, quantity }) => sum + price * quantity, unit);

const known = (line: OrderLine): ShownLine => ({
  lineId: line.lineId,
  itemId: line.itemId,
  variantId: line.variantId,
  name: line.name,
  variantName: line.variantName,
  quantity: line.quantity,
  price: line.quantity * each(line.unitPrice, line.modifiers),
  modifiers: line.modifiers,
  allergens: line.allergens,
  note: line.note,
  state: line.state,
  version: line.version,
  round: line.round,
  sentAt: line.sentAt,
  guestId: line.addedBy.kind === 'guest' ? line.addedBy.id : undefined,
  voided: line.void,
});

export interface Estimating {
  readonly menu: MenuState | undefined;
  readonly serviceType: FollowedOrder['bill']['serviceType'];
  /** The hub's time, as it writes it. */
  readonly at: string;
}

const coming = (line: PendingLine, { menu, serviceType, at }: Estimating): ShownLine => {
  const priced = menu && priceLine(menu, line, { serviceType, at });
  const quote = priced?.ok ? priced.line : undefined;
  return {
    lineId: line.lineId,
    itemId: line.itemId,
    variantId: line.variantId,
    name: quote?.name ?? menu?.items[line.itemId]?.name ?? '…',
    variantName: quote?.variantName,
    quantity: line.quantity,
    price: quote && line.quantity * each(quote.unitPrice, quote.modifiers),
    modifiers: quote?.modifiers ?? [],
    allergens: quote?.allergens ?? [],
    note: line.note,
    state: 'unsaved',
    version: 1, // what the hub will give it; commands of one order come to the hub in order
    round: undefined,
    sentAt: undefined,
    guestId: undefined,
    voided: undefined,
  };
};

/** All lines of an order as they are drawn, in the order in which they came. Pure. */
export const shownLines = ({ bill, pending }: FollowedOrder, estimating: Estimating): readonly ShownLine[] => [
  ...bill.lines.map(known),
  ...pending.map((line) => coming(line, estimating)),
];
