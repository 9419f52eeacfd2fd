import type { Instant, OrderId, StoreId } from '@cafe/contract';
import { type Connection, type Model, Schema, trusted } from 'mongoose';
import { paymentsModel } from './read-models.ts';

const text = { type: String, required: true } as const;

/** What lists ask for and sort by; a row has more. */
interface PaymentRow {
  readonly _id: string;
  readonly storeId: string;
  readonly orderId: string;
  readonly at: string;
}

// The kernel writes the rows; the schema is for whoever reads them. Fields that are not named are read as they are.
const paymentSchema = new Schema<PaymentRow>(
  { _id: text, storeId: text, orderId: text, at: text },
  { versionKey: false, autoIndex: false, autoCreate: false, strict: false, collection: paymentsModel.collection },
)
  .index({ storeId: 1, at: -1 })
  .index({ storeId: 1, orderId: 1, at: -1 });

/** Which payments a list shows, the latest first. */
export interface PaymentFilter {
  readonly orderId?: OrderId | undefined;
  /** Only those before: the last one's `at` asks for the next page. */
  readonly before?: Instant | undefined;
  /** At most so many; 1–500. */
  readonly limit: number;
}

/** The collection of payments as a model on a connection; the same one when called again. */
export const connectPaymentRows = (connection: Connection) => {
  const payments: Model<PaymentRow> =
    connection.models['Payment'] ?? connection.model<PaymentRow>('Payment', paymentSchema);
  return {
    /** Makes the indexes that the lists are served by; repeating it is safe. */
    async createIndexes(): Promise<void> {
      await payments.createIndexes();
    },
    listPayments: (storeId: StoreId, { orderId, before, limit }: PaymentFilter) => {
      const query = payments.find({ storeId }, null, { sanitizeFilter: true });
      if (orderId !== undefined) query.where('orderId').equals(orderId);
      if (before !== undefined) query.where('at', trusted({ $lt: before })); // instants sort as texts
      return query.sort({ at: -1 }).limit(limit).lean();
    },
  };
};
