import { afterAll, beforeAll } from '@jest/globals';
import type { Connection } from 'mongoose';
import { connectStore } from './connect-store.ts';
import { prepareLog } from './mongo-event-log.ts';

/** A database of its own for one test file, on the store that `npm test` started; dropped afterwards. */
export const useTestStore = (name: string): (() => Connection) => {
  let connection: Connection | undefined;
  const opened = (): Connection => {
    if (!connection) throw new Error('the store is not connected yet');
    return connection;
  };
  beforeAll(async () => {
    const uri = process.env['TEST_MONGODB_URI'];
    if (uri === undefined) throw new Error('TEST_MONGODB_URI names no store: run the tests with npm test');
    connection = await connectStore(uri, { database: `cafe_${name}_${process.pid}`, poolSize: 4 });
    await connection.dropDatabase();
    await prepareLog(connection);
  });
  afterAll(async () => {
    await connection?.dropDatabase();
    await connection?.close();
  });
  return opened;
};

/** Empties the log between tests. */
export const emptyLog = async (connection: Connection): Promise<void> => {
  await connection.collection('commits').deleteMany({});
};
