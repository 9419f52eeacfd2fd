import { minorUnitDigits } from '@cafe/client-sdk';

/** Coins and notes that people round up to, in a currency's own unit; in hundreds of it where it has no smaller one. */
const STEPS = [1, 5, 10, 20, 50, 100, 200, 500];
const AT_MOST = 5;

/** What somebody may hand over instead of the exact amount, ascending, each once. Minor units. Pure. */
export const quickAmounts = (due: number, currency: string): readonly number[] => {
  const digits = minorUnitDigits(currency);
  const unit = digits === 0 ? 100 : 10 ** digits;
  const rounded = STEPS.map((step) => Math.ceil(due / (step * unit)) * step * unit);
  return [...new Set(rounded)]
    .filter((amount) => amount > due)
    .toSorted((one, other) => one - other)
    .slice(0, AT_MOST);
};

/** What is due in cash, where the smallest coin is `coin`: half goes up. Minor units. What the hub says wins. */
export const cashDue = (due: number, coin: number): number => Math.floor(due / coin + 0.5) * coin;
