import { type Connection, connectStore } from '@cafe/services/kernel';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EPOCH, STORE, stream } from './given-log.suite.ts';
import { createMongoPositions } from './mongo-positions.ts';
import { describePositions } from './positions.suite.ts';

const OTHER_EPOCH = EPOCH.replace(/1$/, '2');

let connection: Connection;
beforeAll(async () => {
  connection = await connectStore(process.env['TEST_MONGODB_URI'] ?? '', { database: `cafe_positions_${process.pid}` });
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

describePositions('in MongoDB', async () => {
  await connection.collection('publishing').deleteMany({});
  return createMongoPositions(connection, { storeId: STORE, epoch: EPOCH });
});

test('[PUB-6] positions are of one epoch: of a log that was restored nothing is published yet', async () => {
  const before = createMongoPositions(connection, { storeId: STORE, epoch: EPOCH });
  await before.save(new Map([[stream(1), 3]]));
  await before.saveCheckpoint('2026-11-23T12:00:00.000Z');
  const restored = createMongoPositions(connection, { storeId: STORE, epoch: OTHER_EPOCH });
  expect([...(await restored.versions([stream(1)]))]).toEqual([]);
  expect(await restored.checkpoint()).toBeUndefined();
});
