import type { Cafe, LineWish, MenuItem, ModifierId } from '@cafe/client-sdk';
import { attempt } from '../attempt.ts';
import { type Choosing, closeOverlay } from '../screen.ts';
import { say } from '../words.ts';
import { addLine } from './add-item.ts';
import type { Chosen } from './modifier-choice.ts';

export interface Choice {
  readonly chosen: Chosen;
  readonly quantity: number;
  /** Nothing, where it is empty. */
  readonly note: string;
  readonly variantId: LineWish['variantId'] | undefined;
}

const modifiersOf = (chosen: Chosen) =>
  Object.entries(chosen).map(([modifierId, quantity]) => ({
    modifierId: modifierId as ModifierId, // it came from the menu's own options
    quantity,
  }));

/** What the sheet of modifiers comes to: a new line, or lines that are different from now on. */
export const useFinish =
  (cafe: Cafe, choosing: Choosing, item: MenuItem) =>
  ({ chosen, quantity, note, variantId }: Choice): void => {
    const { orderId, change } = choosing;
    const modifiers = modifiersOf(chosen);
    closeOverlay();
    if (!change) {
      const wish = {
        itemId: item.itemId,
        quantity,
        modifiers,
        ...(note !== '' && { note }),
        ...(variantId && { variantId }),
      };
      void addLine({ cafe, orderId }, item.name, wish);
      return;
    }
    const changed = { modifiers, note: note === '' ? null : note };
    for (const { lineId, version } of change) {
      void attempt(say('doChange', { name: item.name }), (options) =>
        cafe.orders.changeLine({ orderId, lineId, expectedVersion: version, ...changed }, options),
      );
    }
  };
