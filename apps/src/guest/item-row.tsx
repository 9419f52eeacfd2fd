import type { MenuItem } from '@cafe/client-sdk';
import { money } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Fit } from './filters.ts';
import { sayDiet, shownDiets } from './say-food.ts';
import { say } from './words.ts';

export interface ItemRowProps {
  readonly item: MenuItem;
  readonly fit: Fit;
  readonly currency: string;
  readonly isSoldOut: boolean;
  readonly onOpen: () => void;
  /** Absent where nothing is ordered by phone. */
  readonly onAdd: (() => void) | undefined;
}

/** The price, or the lowest of its sizes. */
export const priceOf = ({ price, variants = [] }: MenuItem, currency: string): string => {
  const prices = variants.map((variant) => variant.price);
  const least = prices.length > 0 ? Math.min(...prices) : price;
  const isFrom = prices.some((one) => one !== least);
  return isFrom ? say('priceFrom', { price: money(least, currency) }) : money(least, currency);
};

/** More would make a list of each dish; the rest is said where it is opened. */
const DIETS_IN_ROW = 2;

const Facts = ({ item, fit, isSoldOut }: Pick<ItemRowProps, 'item' | 'fit' | 'isSoldOut'>) => {
  const diets = shownDiets(item.diets).slice(0, DIETS_IN_ROW);
  return (
    <>
      {diets.length > 0 && (
        <span class="item-diets">
          <Icon name="leaf" size={18} />
          {diets.map(sayDiet).join(' · ')}
        </span>
      )}
      {fit === 'adaptable' && <Chip tone="warn" icon="note" children={say('adaptable')} />}
      {isSoldOut && <Chip tone="bad" icon="ban" children={say('soldOut')} />}
    </>
  );
};

/** A dish in the menu: a tap opens it, the plus adds it where there is nothing to choose. */
export const ItemRow = (props: ItemRowProps) => {
  const { item, currency, isSoldOut, onOpen, onAdd } = props;
  return (
    <li class={isSoldOut ? 'item item-sold-out' : 'item'}>
      <button type="button" class="item-open" onClick={onOpen}>
        <span class="item-name">{item.name}</span>
        <span class="item-price number">{priceOf(item, currency)}</span>
        <span class="item-facts">
          {item.description !== undefined && <span class="item-more">{item.description}</span>}
          <Facts {...props} />
        </span>
      </button>
      {onAdd && !isSoldOut && <Button icon="plus" label={say('addOne', { name: item.name })} onClick={onAdd} />}
    </li>
  );
};
