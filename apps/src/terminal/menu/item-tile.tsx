import './item-tile.css';
import { isSoldOut, type MenuItem } from '@cafe/client-sdk';
import { useStore } from '@cafe/client-sdk/preact';
import { money } from '../../i18n/format.ts';
import { Chip } from '../../ui/chip.tsx';
import { overlay } from '../screen.ts';
import { instantOf } from '../use-now.ts';
import { say } from '../words.ts';
import { type Adding, tapItem } from './add-item.ts';
import { colourOf, priceOf } from './menu-parts.ts';
import { useHold } from './use-hold.ts';

export interface ItemTileProps {
  readonly item: MenuItem;
  readonly adding: Adding;
  readonly quantity: number;
  /** Where the keyboard is in a list of results. */
  readonly isChosen?: boolean;
  readonly onTapped?: () => void;
}

/** One thing of the menu: a tap adds it, a hold says what it is, and that it is sold out. */
export const ItemTile = ({ item, adding, quantity, isChosen = false, onTapped }: ItemTileProps) => {
  const currency = useStore().value.value?.currency ?? 'EUR';
  const isOut = isSoldOut(item, instantOf(adding.cafe.now()));
  const { least, isFrom } = priceOf(item);
  const price = money(least, currency);
  const hold = useHold(
    () => {
      tapItem(adding, item, quantity);
      onTapped?.();
    },
    () => {
      overlay.value = { kind: 'item', orderId: adding.orderId, itemId: item.itemId };
    },
  );
  const colour = colourOf(adding.menu, item);
  return (
    <button
      type="button"
      class={isChosen ? 'item item-chosen' : 'item'}
      data-sold-out={isOut}
      style={colour ? { '--category': colour } : {}}
      {...hold}
    >
      <span class="item-name">{item.name}</span>
      <span class="item-end">
        {isOut ? (
          <Chip tone="bad" icon="ban">
            {say('soldOut')}
          </Chip>
        ) : (
          <span class="number">{isFrom ? say('priceFrom', { price }) : price}</span>
        )}
        {item.plu !== undefined && <span class="item-plu number">{item.plu}</span>}
      </span>
    </button>
  );
};
