import * as z from 'zod';
import { MinorUnits } from '../scalars.ts';

/**
 * One side of a ledger transaction, minor units, debit positive. Accounts: `receivable:<orderId>`, `sales`,
 * `service_charge`, `tax:<rateId>`, `cash` or `cash:<drawerId>`, `card:<provider>`, `tips`, `rounding`, `goodwill`.
 */
export const Entry = z.object({ account: z.string().min(1).max(80), amount: MinorUnits });
export type Entry = z.infer<typeof Entry>;
