import { StoreId } from '@cafe/contract';
import type { Connection } from '@cafe/services/kernel';
import * as z from 'zod';

/** A store of a database: what this hub serves. `epoch` names its log: new at creation, and again after a restore. */
export const StoreIdentity = z.object({ storeId: StoreId, epoch: z.uuid(), demo: z.boolean() });
export type StoreIdentity = Readonly<z.infer<typeof StoreIdentity>>;

/** There is no store to serve, or more than one and none was named. The message says what to do. */
export class NoSuchStore extends Error {
  override readonly name = 'NoSuchStore';
}

const COLLECTION = 'stores';
const Row = z.object({ _id: StoreId, epoch: z.uuid(), demo: z.boolean() });
const identityIn = (document: unknown): StoreIdentity => {
  const { _id, ...rest } = Row.parse(document);
  return { storeId: _id, ...rest };
};

/** The stores of a database, oldest first. */
export const storesOf = async (connection: Connection): Promise<readonly StoreIdentity[]> => {
  const documents = await connection.collection(COLLECTION).find({}).sort({ _id: 1 }).toArray();
  return documents.map(identityIn);
};

/** Makes a store known. Resolves, durably, with what is there then; one that is there is never replaced. */
export const addStore = async (connection: Connection, { storeId, ...rest }: StoreIdentity): Promise<StoreIdentity> => {
  const collection = connection.collection<{ _id: string }>(COLLECTION);
  await collection.updateOne({ _id: storeId }, { $setOnInsert: rest }, { upsert: true });
  return identityIn(await collection.findOne({ _id: storeId }));
};

/**
 * The store to serve: the one named, else the only one.
 *
 * @throws {NoSuchStore} none, or several and none named
 */
export const chooseStore = (stores: readonly StoreIdentity[], named: StoreId | undefined): StoreIdentity => {
  const [only, ...others] = named === undefined ? stores : stores.filter(({ storeId }) => storeId === named);
  if (!only) {
    const what = named === undefined ? 'There is no store in this database yet' : `There is no store ${named}`;
    throw new NoSuchStore(`${what}: make one with \`npm run cafe -- init\`.`);
  }
  if (others.length > 0) {
    const names = [only, ...others].map(({ storeId }) => storeId).join(', ');
    throw new NoSuchStore(`There are several stores; name one in STORE_ID: ${names}.`);
  }
  return only;
};
