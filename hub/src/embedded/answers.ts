import mongoose from 'mongoose';

/** Resolves when the MongoDB at `uri` answers a ping within `timeoutMs`; rejects with the driver's reason otherwise. */
export const answers = async (uri: string, timeoutMs: number): Promise<void> => {
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: timeoutMs,
    connectTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs,
    maxPoolSize: 1,
    autoCreate: false,
    autoIndex: false,
  });
  try {
    await connection.asPromise();
    await connection.db?.admin().ping();
  } finally {
    await connection.close().catch(() => undefined);
  }
};
