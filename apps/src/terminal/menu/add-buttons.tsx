import type { MenuItem } from '@cafe/client-sdk';
import { useStore } from '@cafe/client-sdk/preact';
import { money } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Stepper } from '../order/stepper.tsx';
import { say } from '../words.ts';

export interface AddButtonsProps {
  readonly item: MenuItem;
  readonly isChange: boolean;
  readonly isComplete: boolean;
  /** Added to the price of one. */
  readonly extra: number;
  readonly quantity: number;
  readonly onQuantity: (quantity: number) => void;
  readonly onDone: (variantId?: NonNullable<MenuItem['variants']>[number]['variantId']) => void;
}

const Sizes = ({ item, isComplete, extra, quantity, onDone }: AddButtonsProps) => {
  const currency = useStore().value.value?.currency ?? 'EUR';
  const { variants = [] } = item;
  const priced = (price: number) => money((price + extra) * quantity, currency);
  if (variants.length === 0) {
    return (
      <Button kind="primary" size="large" icon="plus" autoFocus disabled={!isComplete} onClick={() => onDone()}>
        <span>{say('addOne')}</span> <span class="number">{priced(item.price)}</span>
      </Button>
    );
  }
  return variants.map(({ variantId, name, price }, at) => (
    <Button
      key={variantId}
      kind={at === 0 ? 'primary' : 'plain'}
      size="large"
      icon="plus"
      autoFocus={at === 0}
      disabled={!isComplete}
      onClick={() => onDone(variantId)}
    >
      <span>{name}</span> <span class="number">{priced(price)}</span>
    </Button>
  ));
};

/** How many, and one button for each size: choosing it is adding it. A line that is changed is saved. */
export const AddButtons = (props: AddButtonsProps) => {
  const { isChange, isComplete, quantity, onQuantity, onDone } = props;
  if (isChange) {
    return (
      <Button kind="primary" size="large" icon="check" autoFocus disabled={!isComplete} onClick={() => onDone()}>
        {say('saveLine')}
      </Button>
    );
  }
  return (
    <>
      <Stepper label={say('quantity')} value={quantity} least={1} most={99} onChange={onQuantity} />
      <div class="variants">
        <Sizes {...props} />
      </div>
    </>
  );
};
