import mongoose, { type Connection } from 'mongoose';

// For every connection: of these two mongoose reads what is set on itself and on a schema, not on a connection.
mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);

export interface StoreConnectionOptions {
  /** Default: the database the address names. */
  readonly database?: string;
  /** Concurrency is the batch's job: a few connections serve a whole café. 4–8. */
  readonly poolSize?: number;
  /** How long to look for a primary, or to try one connection, before a command's outcome counts as unknown. */
  readonly serverSelectionTimeoutMs?: number;
  /** How long an answer may take, or a place on a connection, before it is given up and the outcome counts as unknown. */
  readonly socketTimeoutMs?: number;
}

/**
 * A connection to MongoDB with the settings everything here relies on; resolves when the store answered.
 *
 * Majority and journal are named, since a server's default may be less. Filters are sanitised and must fit the schema: a
 * misspelt key would otherwise match every document.
 */
export const connectStore = async (uri: string, options: StoreConnectionOptions = {}): Promise<Connection> => {
  const { database, poolSize = 6, serverSelectionTimeoutMs = 5_000, socketTimeoutMs = 10_000 } = options;
  const connection = mongoose.createConnection(uri, {
    ...(database !== undefined && { dbName: database }),
    maxPoolSize: poolSize,
    serverSelectionTimeoutMS: serverSelectionTimeoutMs,
    // The driver's own bounds are 30 s and none at all: a store that takes connections and says nothing would be waited for so long,
    // also once it is well, and what waits behind for ever.
    connectTimeoutMS: serverSelectionTimeoutMs,
    socketTimeoutMS: socketTimeoutMs,
    waitQueueTimeoutMS: socketTimeoutMs,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    ignoreUndefined: true,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    sanitizeFilter: true,
  });
  await connection.asPromise();
  return connection;
};
