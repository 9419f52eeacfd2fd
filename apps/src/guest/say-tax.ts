import type { MenuState } from '@cafe/client-sdk';
import { listOf, percent } from '../i18n/format.ts';
import { say } from './words.ts';

const PPM = 1_000_000;

/** What the prices are with regard to tax, with the rates that the menu has. */
export const sayTax = ({ taxRates }: MenuState): string => {
  const rates = Object.values(taxRates).filter(({ ratePpm }) => ratePpm > 0);
  if (rates.length === 0) return say('taxNone');
  const named = [...new Set(rates.map(({ ratePpm }) => ratePpm))].toSorted((one, other) => other - one);
  const list = listOf(named.map((ratePpm) => percent(ratePpm / PPM)));
  return say(rates.every(({ inclusive }) => inclusive) ? 'taxInside' : 'taxBeside', { rates: list });
};
