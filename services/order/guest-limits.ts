import type { PricedLine } from '@cafe/contract';
import { type Guest, moneyOf, type OrderLine, type RunningBill, storeStream } from '@cafe/contract/folds';
import type { Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { totalsOf } from './pricing.ts';
import { isOf } from './running-bill.ts';

/** What a guest's command would make of the bill. */
interface Wish {
  readonly guest: Guest;
  /** How many lines it adds. */
  readonly added: number;
  /** All lines of the bill after it, sent or not. */
  readonly lines: readonly (OrderLine | PricedLine)[];
}

/** [ORD-70] Nothing while the store takes no orders from phones · [ORD-71] so many lines each · [ORD-72] so much unpaid. */
export const requireWithinLimits = (bill: RunningBill, desk: Desk, { guest, added, lines }: Wish): void => {
  const { guestMode, guestMaxLines, guestMaxUnpaid } = desk.fact(storeStream(desk.storeId));
  if (guestMode === 'off') throw new Refusal('guest.ordering_off', 'the store takes no orders from phones');
  const own = bill.lines.filter((line) => line.state !== 'voided' && isOf(line, guest)).length + added;
  if (own > guestMaxLines) {
    throw new Refusal('guest.needs_staff', `a guest may have ${guestMaxLines} lines`, {
      details: { maxLines: guestMaxLines },
    });
  }
  const { captured, refunded } = moneyOf(bill);
  const unpaid = totalsOf(bill, lines).total - captured + refunded;
  if (unpaid > guestMaxUnpaid) {
    const details = { maxUnpaid: guestMaxUnpaid, unpaid };
    throw new Refusal('guest.needs_staff', `the order would come to ${unpaid} unpaid`, { details });
  }
};
