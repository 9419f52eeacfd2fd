import type { BusinessDay, Instant, OrderId, PaymentId, TableId } from '@cafe/contract';
import type { Payment, RunningBill } from '@cafe/contract/folds';
import { asCafeError } from './cafe-error.ts';
import type { Ask } from './http-ask.ts';
import type { GetToken } from './token-source.ts';

/** Which bills a list has; without any of these, all there ever were. */
export interface OrderQuery {
  readonly status?: RunningBill['status'];
  /** `2026-11-23`, in the store's own time zone. */
  readonly businessDay?: BusinessDay;
  readonly tableId?: TableId;
}

/** A bill in a list; amounts in minor units, moments in UTC. */
export interface ListedOrder
  extends Pick<RunningBill, 'status' | 'serviceType' | 'businessDay' | 'openedAt' | 'totals'>,
    Partial<Pick<RunningBill, 'tableId' | 'tableLabel' | 'displayNumber' | 'receiptNumber' | 'endedAt' | 'covers'>> {
  readonly orderId: OrderId;
  /** What is paid, less what was given back. */
  readonly paid: number;
  /** Below 0 where more was paid than the bill comes to. */
  readonly due: number;
  readonly rounds: number;
  readonly lineCount: number;
  readonly guestCount: number;
  /** Once the bill has ended. */
  readonly lines?: RunningBill['lines'];
  /** Once the bill has ended. */
  readonly payments?: readonly Payment[];
}

/** A payment in a list; amounts in minor units, moments in UTC. */
export interface ListedPayment
  extends Pick<Payment, 'paymentId' | 'status' | 'at' | 'amount' | 'tip' | 'rounding' | 'refunded'> {
  readonly paymentId: PaymentId;
  readonly orderId: OrderId;
  /** The kind of it: `cash`, … */
  readonly method: string;
  /** Of cash: what was handed over. */
  readonly tendered?: number;
  /** Of cash: what of it was given back. */
  readonly change?: number;
}

interface Page<Row> {
  readonly items: readonly Row[];
  readonly asOf: Instant;
  readonly next?: string;
}

/** How many items one request asks for. */
const PAGE = 100;

/** Reads a list page by page, each when the one before is used up. */
export type ReadList = <Row>(path: string, query: object) => AsyncIterableIterator<Row>;

/** @param getToken of whoever is there at that moment */
export const createReadList = (ask: Ask, getToken: () => GetToken): ReadList => {
  const askPage = async <Row>(path: string): Promise<Page<Row>> => {
    const tokenOf = getToken();
    try {
      return await ask<Page<Row>>({ path, token: await tokenOf('connect') });
    } catch (thrown) {
      if (asCafeError(thrown).code !== 'auth.expired') throw thrown;
      return ask<Page<Row>>({ path, token: await tokenOf('expired') });
    }
  };
  return async function* <Row>(path: string, query: object) {
    let after: string | undefined;
    do {
      const named = Object.entries({ ...query, limit: PAGE, after }).filter(([, value]) => value !== undefined);
      const search = new URLSearchParams(named.map(([name, value]) => [name, String(value)]));
      const page: Page<Row> = await askPage(`${path}?${search}`);
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  };
};
