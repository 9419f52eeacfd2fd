import * as z from 'zod';
import { MinorUnits, RatePpm, TaxRateId } from '../scalars.ts';
import { ServiceChargeSetting } from '../user/settings.ts';

/** Tax of one rate and kind over a whole order. `base` is what the tax was taken of: gross if inclusive, net if not. */
export const TaxTotal = z.object({
  taxRateId: TaxRateId,
  ratePpm: RatePpm,
  inclusive: z.boolean(),
  base: MinorUnits,
  tax: MinorUnits,
});
export type TaxTotal = z.infer<typeof TaxTotal>;

/** What an order costs, in minor units, as the server computed it. Lines not sent yet are not in it. */
export const Totals = z.object({
  /** Sum of the lines' prices before discounts. */
  subtotal: MinorUnits,
  discount: MinorUnits,
  serviceCharge: MinorUnits,
  taxes: z.array(TaxTotal),
  /** What the guests pay before tips and cash rounding. */
  total: MinorUnits,
});
export type Totals = z.infer<typeof Totals>;

/** How a bill is computed: the store's settings as they were when it was opened, so that an edit changes no running bill. */
export const MoneyRules = z.object({
  rounding: z.enum(['half_away', 'half_even']),
  taxRounding: z.enum(['per_group', 'per_line']),
  serviceCharge: ServiceChargeSetting.optional(),
});
export type MoneyRules = z.infer<typeof MoneyRules>;
