import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import type { Contestant, Lane, Target } from '../contestant.ts';
import { createOrderDocument, type OrderDocument, orderRequest } from '../order-document.ts';
import { BILLS } from '../plan.ts';
import { pick } from '../sockets.ts';
import { RIVAL_POOL_SIZE, WRITE_CONCERN } from '../write-concern.ts';

const { BSON, MongoClient } = mongoose.mongo;

const join = async ({ storeUri, database, size }: Target): Promise<Lane> => {
  const client = await MongoClient.connect(storeUri, { maxPoolSize: RIVAL_POOL_SIZE });
  const orders = client.db(database).collection<OrderDocument>('orders', { writeConcern: WRITE_CONCERN });
  const documentFor = createOrderDocument(size.documentBytes, (document) =>
    BSON.calculateObjectSize({ _id: new BSON.ObjectId(), ...document }),
  );
  let bills: string[] = [];
  let hear: (orderId: string) => void = () => {};

  return {
    screens: 1, // nobody is told: the insert's completion stands for the arrival
    async prepare() {
      bills = Array.from({ length: BILLS }, () => randomUUID());
    },
    async send(bill, orderId) {
      await orders.insertOne(documentFor(orderRequest(orderId, pick(bills, bill))));
      hear(orderId);
    },
    onHeard(listener) {
      hear = listener;
    },
    close: () => client.close(),
  };
};

/** What the store alone costs when each order is one insert: no socket, no index but `_id`, straight from the driver. */
export const rawInsert: Contestant = { name: 'raw-insert', title: 'raw `insertOne` alone', join };
