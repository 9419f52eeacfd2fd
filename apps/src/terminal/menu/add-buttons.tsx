import type { MenuItem } from '@cafe/client-sdk';
import { useStore } from '@cafe/client-sdk/preact';
import { money } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { say } from '../words.ts';

export interface AddButtonsProps {
  readonly item: MenuItem;
  readonly isChange: boolean;
  readonly isComplete: boolean;
  /** Added to the price of one. */
  readonly extra: number;
  readonly quantity: number;
  readonly onDone: (variantId?: NonNullable<MenuItem['variants']>[number]['variantId']) => void;
}

/** One button for each size: choosing it is adding it. */
export const AddButtons = ({ item, isChange, isComplete, extra, quantity, onDone }: AddButtonsProps) => {
  const currency = useStore().value.value?.currency ?? 'EUR';
  const { variants = [] } = item;
  const priced = (price: number) => money((price + extra) * quantity, currency);
  if (isChange || variants.length === 0) {
    const text = isChange ? say('saveLine') : `${say('addOne')} · ${priced(item.price)}`;
    return (
      <Button kind="primary" size="large" icon="check" autoFocus disabled={!isComplete} onClick={() => onDone()}>
        {text}
      </Button>
    );
  }
  return (
    <div class="variants">
      {variants.map(({ variantId, name, price }, at) => (
        <Button
          key={variantId}
          kind={at === 0 ? 'primary' : 'plain'}
          size="large"
          icon="plus"
          autoFocus={at === 0}
          disabled={!isComplete}
          onClick={() => onDone(variantId)}
        >
          {name} · {priced(price)}
        </Button>
      ))}
    </div>
  );
};
