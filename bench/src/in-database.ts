import mongoose from 'mongoose';

const dropDatabase = async (storeUri: string, database: string): Promise<void> => {
  const client = await mongoose.mongo.MongoClient.connect(storeUri);
  await client.db(database).dropDatabase();
  await client.close();
};

/** Makes a thing in a database of its own, which is gone afterwards. */
export const inDatabase = async <Made>(
  { uri }: { readonly uri: string },
  database: string,
  make: () => Promise<Made>,
): Promise<Made> => {
  try {
    return await make();
  } finally {
    await dropDatabase(uri, database);
  }
};
