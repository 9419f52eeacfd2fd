import type { ItemId, LineId, OrderId, TableId } from '@cafe/client-sdk';
import { fieldsOf } from '../session/browser-storage.ts';
import { asCount, asText } from '../session/typed.ts';
import type { Choosing, Overlay } from './screen.ts';

type Line = NonNullable<Choosing['change']>[number];
type Modifier = NonNullable<Choosing['modifiers']>[number];

const listOf = <Item>(value: unknown, parse: (item: unknown) => Item | undefined): readonly Item[] | undefined =>
  Array.isArray(value) ? value.flatMap((item) => parse(item) ?? []) : undefined;

const asLine = (value: unknown): Line | undefined => {
  const { lineId, version } = fieldsOf(value);
  if (asText(lineId) === undefined || asCount(version) === undefined) return undefined;
  return { lineId: lineId as LineId, version: Number(version) }; // a text, as this very page wrote it down
};

const asModifier = (value: unknown): Modifier | undefined => {
  const { modifierId, quantity } = fieldsOf(value);
  if (typeof modifierId !== 'string' || asCount(quantity) === undefined) return undefined;
  return { modifierId, quantity: Number(quantity) };
};

const asChoosing = (value: unknown): Choosing | undefined => {
  const { orderId, itemId, quantity, change, modifiers, note } = fieldsOf(value);
  if (asText(orderId) === undefined || asText(itemId) === undefined) return undefined;
  const [lines, chosen, words] = [listOf(change, asLine), listOf(modifiers, asModifier), asText(note)];
  return {
    orderId: orderId as OrderId, // texts, as this very page wrote them down
    itemId: itemId as ItemId,
    quantity: asCount(quantity) ?? 1,
    ...(lines && { change: lines }),
    ...(chosen && { modifiers: chosen }),
    ...(words !== undefined && { note: words }),
  };
};

/** What lay above the screen before a reload. A question that waits for an answer is asked anew by whoever asked it. */
export const asOverlay = (value: unknown): Overlay | undefined => {
  const { kind, choosing, orderId, tableId } = fieldsOf(value);
  if (kind === 'newOrder') return { kind };
  if (kind === 'table' && asText(tableId) !== undefined) return { kind, tableId: tableId as TableId }; // as above
  if (kind === 'cash' && asText(orderId) !== undefined) return { kind, orderId: orderId as OrderId }; // as above
  const chosen = kind === 'choose' ? asChoosing(choosing) : undefined;
  return chosen && { kind: 'choose', choosing: chosen };
};
