import { connectStore } from '@cafe/services/kernel';
import { startCutProxy } from '@cafe/testing';
import { expect, test } from '@jest/globals';

test('[STO-2] a store that falls silent keeps nobody waiting without an end, those behind the first neither', async () => {
  const wire = await startCutProxy(Number(new URL(process.env['TEST_MONGODB_URI'] ?? '').port));
  const patience = { poolSize: 2, serverSelectionTimeoutMs: 400, socketTimeoutMs: 400 };
  const connection = await connectStore(`mongodb://127.0.0.1:${wire.port}/silent?directConnection=true`, patience);
  const ask = () => connection.collection('nothing').findOne({});
  await ask();
  wire.fallSilent();
  const answers = await Promise.allSettled(Array.from({ length: 40 }, ask));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'rejected'));
  await connection.close();
  await wire.close();
}, 20_000);
