import type { StoreId } from '@cafe/contract';
import { beforeAll, expect, test } from '@jest/globals';
import { connectStore } from '../kernel/connect-store.ts';
import { useTestStore } from '../kernel/test-store.suite.ts';
import { createHasher } from './password-hash.ts';
import type { UserRows } from './rows.ts';
import { describeSigningIn } from './signing-in.suite.ts';
import { connectUserRows } from './store.ts';

const connection = useTestStore('signing_in');
let rows: UserRows;

beforeAll(async () => {
  rows = await connectUserRows(connection());
});

const COLLECTIONS = ['credentials', 'refreshTokens', 'pinTries', 'enrolmentCodes'];

describeSigningIn('MongoDB', async () => {
  for (const name of COLLECTIONS) await connection().collection(name).deleteMany({});
  return rows;
});

const storeId = '00000000-0000-4000-8000-000000000001' as StoreId; // an id as a test writes it

test('[USR-25] the store holds no secret as it came: argon2id for people, SHA-256 for what has 256 bits', async () => {
  const hash = await createHasher().hash('correct horse battery');
  await rows.credentials.replace({ storeId, kind: 'password', subject: 'somebody', hash });
  const row = await rows.credentials.find(storeId, 'password', 'somebody');
  expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a filter with an operator in it is refused before it reaches the store', async () => {
  const operator = { $ne: null } as never; // what a careless caller might let through
  await expect(rows.refreshTokens.findBySession(storeId, operator)).rejects.toThrow();
  await expect(rows.credentials.findByHash(storeId, operator)).rejects.toThrow();
  await expect(rows.tries.swap('key', 1, { tries: operator, expiresAt: operator })).rejects.toThrow();
});

test('the rows outlive the connection that wrote them', async () => {
  await rows.credentials.putOnce({ storeId, kind: 'device', subject: 'kept', hash: 'h' });
  const again = await connectStore(process.env['TEST_MONGODB_URI'] ?? '', { database: connection().name });
  const read = await (await connectUserRows(again)).credentials.find(storeId, 'device', 'kept');
  await again.close();
  expect(read?.hash).toBe('h');
});
