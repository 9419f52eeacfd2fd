import { CafeError, type OrderId } from '@cafe/client-sdk';
import { signal } from '@preact/signals';

/** An amount that somebody has to look at once more. Minor units. */
export interface Unusual {
  readonly orderId: OrderId;
  readonly tendered: number;
  readonly due: number;
  /** What they say; once. */
  readonly answer: (isRight: boolean) => void;
}

export const unusual = signal<Unusual | undefined>(undefined);

/** More than so many times what is due is a slip to the hub, unless somebody says that it is none. */
const UNUSUAL_FACTOR = 1_000;

export const looksUnusual = (tendered: number, due: number): boolean => tendered > due * UNUSUAL_FACTOR;

export const isUnusual = (thrown: unknown): boolean =>
  thrown instanceof CafeError && thrown.code === 'payment.unusual_amount';

/** Resolves with what somebody says of it; whoever closes the sheet says no. */
export const askWhetherRight = (what: Omit<Unusual, 'answer'>): Promise<boolean> =>
  new Promise((resolve) => {
    const answer = (isRight: boolean) => {
      unusual.value = undefined;
      resolve(isRight);
    };
    unusual.value = { ...what, answer };
  });
