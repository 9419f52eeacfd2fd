import type { OrderLine } from '@cafe/client-sdk';
import type { ComponentChildren } from 'preact';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { toast } from '../ui/toast-list.ts';
import { choiceOf, MOST, wishOf } from './choice.ts';
import { LineText, type ReadLine } from './line-text.tsx';
import { changeLine, changeWish } from './open-item.ts';
import { Stepper } from './stepper.tsx';
import type { Visit } from './visit.ts';
import type { QuotedWish } from './wishes.ts';
import { say } from './words.ts';

interface RowProps {
  readonly line: ReadLine;
  readonly currency: string;
  readonly isBusy: boolean;
  readonly onQuantity: (quantity: number) => void;
  readonly onChange: () => void;
  readonly onRemove: () => void;
  readonly children?: ComponentChildren;
}

const Row = ({ line, currency, isBusy, onQuantity, onChange, onRemove, children }: RowProps) => (
  <li class="line" aria-busy={isBusy ? true : undefined}>
    <LineText line={line} currency={currency} />
    {children}
    <div class="line-keys">
      <Stepper
        label={say('quantityOf', { name: line.name })}
        value={line.quantity}
        least={1}
        most={MOST}
        disabled={isBusy}
        onChange={onQuantity}
      />
      <span class="grow" />
      <Button
        kind="quiet"
        icon="note"
        label={say('changeOne', { name: line.name })}
        disabled={isBusy}
        onClick={onChange}
      />
      <Button
        kind="quiet"
        icon="trash"
        label={say('removeOne', { name: line.name })}
        disabled={isBusy}
        onClick={onRemove}
      />
    </div>
  </li>
);

/** One of my own lines in the cart; mine alone to change. */
export const DraftRow = ({ visit, line }: { readonly visit: Visit; readonly line: OrderLine }) => {
  const table = visit.table.value;
  const menu = visit.menu.value;
  if (!table || !menu) return null;
  const { edits, rejections } = table;
  const reason = rejections.reasons.value[line.lineId];
  const remove = async () => {
    const item = menu.items[line.itemId];
    await edits.remove(line);
    const undo = item && (() => visit.wishes.add(wishOf(menu, item, choiceOf(line))));
    toast({ text: say('removed', { name: line.name }), ...(undo && { undo }) });
  };
  return (
    <Row
      line={line}
      currency={visit.facts.value?.store.currency ?? 'EUR'}
      isBusy={edits.busy.value.has(line.lineId)}
      onQuantity={(quantity) => void edits.change(line, { quantity })}
      onChange={() => changeLine(menu, line)}
      onRemove={() => void remove()}
    >
      {reason !== undefined && <Banner tone="bad" icon="undo" title={say('givenBack')} children={reason} />}
    </Row>
  );
};

/** One of my own that waits on this phone: until somebody lets me in, or the connection is back. */
export const WishRow = ({ visit, quoted }: { readonly visit: Visit; readonly quoted: QuotedWish }) => {
  const menu = visit.menu.value;
  const { lineId, isSoldOut, wish } = quoted;
  const isBusy = visit.table.value?.inFlight.value.has(lineId) ?? false;
  if (!menu) return null;
  return (
    <Row
      line={quoted}
      currency={visit.facts.value?.store.currency ?? 'EUR'}
      isBusy={isBusy}
      onQuantity={(quantity) => visit.wishes.change(lineId, { ...wish, quantity })}
      onChange={() => changeWish(menu, wish)}
      onRemove={() => visit.wishes.remove([lineId])}
    >
      {isSoldOut ? (
        <Chip tone="bad" icon="ban" children={say('soldOut')} />
      ) : (
        <Chip icon="device" children={say(isBusy ? 'beingAdded' : 'onThisPhone')} />
      )}
    </Row>
  );
};
