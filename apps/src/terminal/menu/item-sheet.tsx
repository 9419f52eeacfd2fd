import './modifier-sheet.css';
import { type ItemId, isSoldOut, type OrderId } from '@cafe/client-sdk';
import { useCafe, useMenu } from '@cafe/client-sdk/preact';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { closeOverlay, overlay } from '../screen.ts';
import { instantOf } from '../use-now.ts';
import { say } from '../words.ts';
import { setSoldOut } from './add-item.ts';
import { Allergens } from './allergens.tsx';

/** What a held item tells: what it is, what is in it, and the two things to do with it. */
export const ItemSheet = ({ itemId, orderId }: { readonly itemId: ItemId; readonly orderId: OrderId }) => {
  const cafe = useCafe();
  const item = useMenu().value.value?.items[itemId];
  if (!item) return null;
  const isOut = isSoldOut(item, instantOf(cafe.now()));
  const change = () => {
    closeOverlay();
    void setSoldOut(cafe, item, !isOut);
  };
  const choose = () => {
    overlay.value = { kind: 'choose', choosing: { orderId, itemId, quantity: 1 } };
  };
  return (
    <Dialog title={item.name} onClose={closeOverlay}>
      <div class="stack choose-item">
        {item.description !== undefined && <p class="muted">{item.description}</p>}
        <Allergens of={item.allergens} />
        <Button kind={isOut ? 'primary' : 'danger'} size="large" icon={isOut ? 'check' : 'ban'} wide onClick={change}>
          {say(isOut ? 'backOnMenu' : 'soldOut')}
        </Button>
        {!isOut && (
          <Button size="large" icon="note" wide onClick={choose}>
            {say('addWithOptions')}
          </Button>
        )}
      </div>
    </Dialog>
  );
};
