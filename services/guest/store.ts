import type { GuestId, OrderId, StoreId } from '@cafe/contract';
import { type Connection, type Model, Schema } from 'mongoose';
import type { GuestRows, PhoneRow, PhoneRows, PinSet, PinTryRows } from './ports.ts';
import { guestSessionsModel } from './read-models.ts';

const DUPLICATE_KEY = 11_000; // MongoDB's code for a broken unique index
/** Rows are kept for a day: longer than any session lasts, and than the digits of one evening are shown. In seconds. */
const KEPT_SECONDS = 24 * 60 * 60;

/** What decides must be durable when it is answered, and read as it was last written. */
const DURABLE = {
  versionKey: false,
  strict: 'throw',
  strictQuery: 'throw',
  autoIndex: false,
  autoCreate: false,
  writeConcern: { w: 'majority', j: true },
  readConcern: { level: 'majority' },
  read: 'primary',
} as const;
const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
/** Every filter is made of plain values; an operator among them is a mistake, and refused. */
const PLAIN = { sanitizeFilter: true } as const;

interface PhoneDocument {
  readonly _id: string;
  readonly storeId: StoreId;
  readonly guestId: GuestId;
  readonly orderId: OrderId;
  readonly seenAt: Date;
}
const phoneSchema = new Schema<PhoneDocument>(
  { _id: text, storeId: text, guestId: text, orderId: text, seenAt: date },
  { ...DURABLE, collection: 'guestPhones' },
).index({ seenAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

interface TriesDocument {
  readonly _id: string;
  readonly storeId: string;
  readonly commandIds: readonly string[];
  readonly triedAt: Date;
}
const triesSchema = new Schema<TriesDocument>(
  { _id: text, storeId: text, commandIds: { type: [String], required: true }, triedAt: date },
  { ...DURABLE, collection: 'guestPinTries' },
).index({ triedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** What lists ask for and sort by; a row has more. */
interface SessionRow {
  readonly _id: string;
  readonly storeId: string;
  readonly orderId: string;
  readonly joinedAt: string;
}
const sessionSchema = new Schema<SessionRow>(
  { _id: text, storeId: text, orderId: text, joinedAt: text },
  { versionKey: false, autoIndex: false, autoCreate: false, strict: false, collection: guestSessionsModel.collection },
).index({ storeId: 1, orderId: 1, joinedAt: 1 });

const modelOn = <R>(connection: Connection, name: string, schema: Schema<R>): Model<R> =>
  connection.models[name] ?? connection.model<R>(name, schema);

/** Runs a write that two processes may begin at once; whoever comes second finds what the first one put. */
const unlessThere = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === DUPLICATE_KEY) return false;
    throw error;
  }
};

const createPhones = (model: Model<PhoneDocument>): PhoneRows => {
  const idOf = (storeId: StoreId, guestId: GuestId) => `${storeId}:${guestId}`;
  const find: PhoneRows['find'] = async (storeId, guestId) => {
    const row = await model.findOne({ _id: idOf(storeId, guestId), storeId }, null, PLAIN).lean<PhoneDocument>();
    if (!row) return undefined;
    const { orderId, seenAt } = row;
    return { storeId, guestId, orderId, seenAt: seenAt.toISOString() };
  };
  return {
    async putOnce(row: PhoneRow) {
      const { storeId, guestId, seenAt } = row;
      await unlessThere(() => model.create([{ ...row, _id: idOf(storeId, guestId), seenAt: new Date(seenAt) }]));
      return (await find(storeId, guestId)) ?? row;
    },
    find,
    async seen(storeId, guestId, at) {
      await model.updateOne({ _id: idOf(storeId, guestId), storeId }, { $set: { seenAt: new Date(at) } }, PLAIN);
    },
  };
};

const createPinTries = (model: Model<TriesDocument>): PinTryRows => {
  const idOf = ({ storeId, orderId, pinEpoch }: PinSet) => `${storeId}:${orderId}#${pinEpoch}`;
  const count: PinTryRows['count'] = async (set) => {
    const row = await model.findOne({ _id: idOf(set) }, null, PLAIN).lean<TriesDocument>();
    return row?.commandIds.length ?? 0;
  };
  return {
    count,
    async add(set, commandId, at) {
      const { storeId } = set;
      const triedAt = new Date(at);
      await unlessThere(() => model.create([{ _id: idOf(set), storeId, commandIds: [], triedAt }]));
      const added = { $addToSet: { commandIds: commandId }, $set: { triedAt } };
      await model.updateOne({ _id: idOf(set) }, added, PLAIN);
      return count(set);
    },
  };
};

/**
 * The plain collections `guestPhones` and `guestPinTries` on a connection, and the list of `guestSessions`. Resolves when
 * their indexes stand. Every write of the plain ones is majority-committed and journaled before it resolves. The same
 * models when called again.
 */
export const connectGuestRows = async (connection: Connection) => {
  const phones = modelOn(connection, 'GuestPhone', phoneSchema);
  const tries = modelOn(connection, 'GuestPinTries', triesSchema);
  const sessions = modelOn(connection, 'GuestSession', sessionSchema);
  for (const model of [phones, tries, sessions]) await model.createIndexes();
  const rows: GuestRows = { phones: createPhones(phones), pinTries: createPinTries(tries) };
  return {
    ...rows,
    /** The guests of an order, in the order in which they joined; behind the log, see the kernel's `asOf`. */
    listSessions: (storeId: StoreId, orderId: OrderId) =>
      sessions.find({ storeId, orderId }, null, PLAIN).sort({ joinedAt: 1 }).lean(),
  };
};
