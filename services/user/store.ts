import { type Connection, Schema, trusted } from 'mongoose';
import type {
  CodeRows,
  CredentialRow,
  CredentialRows,
  RefreshRow,
  RefreshRows,
  TryRow,
  TryRows,
  UserRows,
} from './rows.ts';

const DUPLICATE_KEY = 11_000; // MongoDB's code for a broken unique index

// Write concern, read concern and sanitised filters are the connection's (`connectStore`): they hold for every model.
const STRICT = {
  versionKey: false,
  strict: 'throw',
  strictQuery: 'throw',
  autoIndex: false,
  autoCreate: false,
} as const;
const text = { type: String, required: true } as const;

const credentialSchema = new Schema(
  { _id: text, storeId: text, kind: text, subject: text, hash: text },
  { ...STRICT, collection: 'credentials' },
).index({ storeId: 1, hash: 1 });

const refreshSchema = new Schema(
  {
    _id: text,
    storeId: text,
    hash: text,
    sid: text,
    staffId: text,
    deviceId: String,
    next: String,
    expiresAt: { type: Date, required: true },
  },
  { ...STRICT, collection: 'refreshTokens' },
)
  .index({ storeId: 1, sid: 1 })
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const trySchema = new Schema(
  {
    _id: text,
    revision: { type: Number, required: true },
    tries: { type: Schema.Types.Mixed, required: true },
    expiresAt: Date,
  },
  { ...STRICT, collection: 'pinTries' },
).index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const codeSchema = new Schema(
  { _id: text, storeId: text, expiresAt: { type: Date, required: true }, deviceId: String },
  { ...STRICT, collection: 'enrolmentCodes' },
).index({ expiresAt: 1 }, { expireAfterSeconds: 24 * 60 * 60 });

const modelsOn = (connection: Connection) => ({
  credentials: connection.model('Credential', credentialSchema),
  refreshTokens: connection.model('RefreshToken', refreshSchema),
  tries: connection.model('PinTries', trySchema),
  codes: connection.model('EnrolmentCode', codeSchema),
});
type Models = ReturnType<typeof modelsOn>;

const isDuplicate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === DUPLICATE_KEY;

/** Inserts, unless something with that id is there already. */
const insertOnce = async (insert: () => Promise<unknown>): Promise<boolean> => {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
};

const credentialId = ({ storeId, kind, subject }: Omit<CredentialRow, 'hash'>) => `${storeId}:${kind}:${subject}`;

const createCredentials = ({ credentials: model }: Models): CredentialRows => {
  const find: CredentialRows['find'] = async (storeId, kind, subject) =>
    (await model.findOne({ _id: credentialId({ storeId, kind, subject }), storeId }).lean<CredentialRow>()) ??
    undefined;
  return {
    async putOnce(row) {
      await insertOnce(() => model.create([{ _id: credentialId(row), ...row }]));
      return (await find(row.storeId, row.kind, row.subject)) ?? row;
    },
    async replace(row) {
      await model.updateOne({ _id: credentialId(row) }, { $set: row }, { upsert: true });
    },
    find,
    async findByHash(storeId, hash) {
      const kind = trusted({ $in: ['device', 'guest'] });
      return (await model.findOne({ storeId, hash, kind }).lean<CredentialRow>()) ?? undefined;
    },
  };
};

const createRefreshTokens = ({ refreshTokens: model }: Models): RefreshRows => {
  const idOf = ({ storeId, hash }: Pick<RefreshRow, 'storeId' | 'hash'>) => `${storeId}:${hash}`;
  const find: RefreshRows['find'] = async (storeId, hash) =>
    (await model.findOne({ _id: idOf({ storeId, hash }), storeId }).lean<RefreshRow>()) ?? undefined;
  return {
    async putOnce(row, expiresAt) {
      await insertOnce(() => model.create([{ _id: idOf(row), ...row, expiresAt: new Date(expiresAt) }]));
      return (await find(row.storeId, row.hash)) ?? row;
    },
    find,
    async findBySession(storeId, sid) {
      return (await model.findOne({ storeId, sid }).lean<RefreshRow>()) ?? undefined;
    },
    async exchange(storeId, hash, next) {
      const unspent = { _id: idOf({ storeId, hash }), storeId, next: trusted({ $exists: false }) };
      await model.updateOne(unspent, { $set: { next } });
      return find(storeId, hash);
    },
  };
};

const createTries = ({ tries: model }: Models): TryRows => ({
  async find(key) {
    return (await model.findOne({ _id: key }).lean<TryRow>()) ?? undefined;
  },
  async swap(key, revision, { tries, expiresAt }) {
    const next = { revision: revision + 1, tries, ...(expiresAt && { expiresAt: new Date(expiresAt) }) };
    if (revision === 0) return insertOnce(() => model.create([{ _id: key, ...next }]));
    const update = { $set: next, ...(!expiresAt && { $unset: { expiresAt: 1 as const } }) };
    return (await model.findOneAndUpdate({ _id: key, revision }, update)) !== null;
  },
  async clear(key) {
    await model.deleteOne({ _id: key });
  },
});

const createCodes = ({ codes: model }: Models): CodeRows => ({
  async put({ storeId, codeHash, expiresAt }) {
    await model.create([{ _id: `${storeId}:${codeHash}`, storeId, expiresAt: new Date(expiresAt) }]);
  },
  async use({ storeId, codeHash, deviceId, at }) {
    const _id = `${storeId}:${codeHash}`;
    const free = { _id, deviceId: trusted({ $exists: false }), expiresAt: trusted({ $gt: new Date(at) }) };
    const used = await model.findOneAndUpdate(free, { $set: { deviceId } });
    return used !== null || (await model.findOne({ _id, deviceId })) !== null;
  },
});

/**
 * The plain collections on a connection: `credentials`, `refreshTokens`, `pinTries`, `enrolmentCodes`. Resolves when
 * their indexes stand. Every write is majority-committed and journaled before it resolves. Once per connection.
 */
export const connectUserRows = async (connection: Connection): Promise<UserRows> => {
  const models = modelsOn(connection);
  for (const model of Object.values(models)) await model.createIndexes();
  return {
    credentials: createCredentials(models),
    refreshTokens: createRefreshTokens(models),
    tries: createTries(models),
    codes: createCodes(models),
  };
};
