import type { Connection, Model } from 'mongoose';
import { Schema } from 'mongoose';

/**
 * A commit as it lies in MongoDB: `Commit` with its keys, and `at` as a date for the sweep's index. Its name is the command's:
 * the index that every collection has anyway makes a command once.
 */
export interface CommitDocument {
  /** `<storeId>/<commandId>`. */
  readonly _id: string;
  readonly storeId: string;
  readonly keys: readonly string[];
  readonly parts: readonly unknown[];
  readonly at: Date;
  readonly businessDay: string;
  readonly by: unknown;
  readonly bodyHash: string;
  readonly facts?: unknown;
}

const commitSchema = new Schema<CommitDocument>(
  {
    _id: { type: String, required: true }, // exactly once, for ever
    storeId: { type: String, required: true },
    keys: { type: [String], required: true }, // "order:<id>#8": stream and the version it takes, one per part
    parts: { type: [Schema.Types.Mixed], required: true },
    at: { type: Date, required: true },
    businessDay: { type: String, required: true },
    by: { type: Schema.Types.Mixed, required: true },
    bodyHash: { type: String, required: true },
    facts: { type: Schema.Types.Mixed },
  },
  { collection: 'commits', versionKey: false, strict: 'throw', autoIndex: false, autoCreate: false },
)
  // Optimistic concurrency: a version of a stream is taken once, in whatever document.
  .index({ storeId: 1, keys: 1 }, { unique: true })
  // The sweep of a process that caches too many streams to ask for each.
  .index({ storeId: 1, at: 1 });

/** The document's name for a command of a store. */
export const documentIdOf = (storeId: string, commandId: string): string => `${storeId}/${commandId}`;

/** The command a document is named after; not parsed yet. */
export const commandIdIn = ({ _id, storeId }: { readonly _id: unknown; readonly storeId: string }): unknown =>
  typeof _id === 'string' ? _id.slice(storeId.length + 1) : undefined;

/** What is used of the model: writing goes through the driver's collection under it. */
export type CommitModel = Pick<Model<CommitDocument>, 'collection' | 'createIndexes'>;

/** The model of `commits` on a connection; the same one when called again. */
export const commitModel = (connection: Connection): CommitModel =>
  connection.models['Commit'] ?? connection.model('Commit', commitSchema);
