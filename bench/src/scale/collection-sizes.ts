import mongoose from 'mongoose';
import type { Figures } from './trial.ts';

/** As much of `collStats` as is used. */
interface CollectionStats {
  readonly count: number;
  readonly size: number;
  readonly indexSizes: Readonly<Record<string, number>>;
}

/** Documents, their BSON bytes, and the bytes of each index of every collection of a database, as the store counts them. */
export const collectionSizes = async (storeUri: string, database: string): Promise<Figures> => {
  const client = await mongoose.mongo.MongoClient.connect(storeUri);
  try {
    const db = client.db(database);
    const figures: Record<string, number> = {};
    for (const { name } of await db.listCollections().toArray()) {
      const stats = (await db.command({ collStats: name })) as unknown as CollectionStats; // the command's answer
      figures[`${name}.count`] = stats.count;
      figures[`${name}.bytes`] = stats.size;
      for (const [index, bytes] of Object.entries(stats.indexSizes)) figures[`${name}.index.${index}`] = bytes;
    }
    return figures;
  } finally {
    await client.close();
  }
};

/** What was added from one weighing to the next, per bill. */
export const addedPerBill = (before: Figures, after: Figures, bills: number): Figures =>
  Object.fromEntries(Object.entries(after).map(([key, value]) => [key, (value - (before[key] ?? 0)) / bills]));
