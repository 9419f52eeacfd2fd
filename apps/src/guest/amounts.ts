import type { OrderLine } from '@cafe/client-sdk';

/** What of a line makes its price. */
export interface Priced extends Pick<OrderLine, 'quantity' | 'unitPrice'> {
  readonly modifiers: readonly Pick<OrderLine['modifiers'][number], 'price' | 'quantity'>[];
}

/** What one unit costs with its modifiers, minor units; never below 0, as the hub reckons it too. */
export const unitOf = ({ unitPrice, modifiers }: Omit<Priced, 'quantity'>): number =>
  Math.max(
    0,
    modifiers.reduce((sum, { price, quantity }) => sum + price * quantity, unitPrice),
  );

/** What a line comes to, minor units. */
export const lineTotal = (line: Priced): number => line.quantity * unitOf(line);

export const sumOf = (lines: readonly Priced[]): number => lines.reduce((sum, line) => sum + lineTotal(line), 0);
