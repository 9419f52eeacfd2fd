import mongoose from 'mongoose';
import type { Contestant, Setting } from '../contestant.ts';
import { createOrderDocument } from '../order-document.ts';
import { openRivalHub } from '../rival-hub.ts';
import { joinRivalHub } from '../rival-lane.ts';
import { serveRival } from '../rival-server.ts';
import { RIVAL_POOL_SIZE, WRITE_CONCERN } from '../write-concern.ts';

const orderSchema = new mongoose.Schema(
  {
    id: { type: String, required: true },
    orderId: { type: String, required: true },
    lines: [{ lineId: String, itemId: String, name: String, quantity: Number, unitPrice: Number }],
    status: { type: String, enum: ['sent', 'done'], required: true },
    note: String,
  },
  { collection: 'orders', id: false, timestamps: true, writeConcern: WRITE_CONCERN },
);

/** Stores each order by itself, then tells the kitchen, as most code found in the wild does. Resolves with its address. */
export const startMongooseCreate = async ({ storeUri, database, size }: Setting): Promise<string> => {
  const connection = await mongoose
    .createConnection(storeUri, { dbName: database, maxPoolSize: RIVAL_POOL_SIZE })
    .asPromise();
  const Order = connection.model('Order', orderSchema);
  await Order.init();
  const documentFor = createOrderDocument(size.documentBytes, (document) => {
    const stored = new Order({ ...document, createdAt: new Date(0), updatedAt: new Date(0) }).toObject();
    return mongoose.mongo.BSON.calculateObjectSize(stored);
  });
  return openRivalHub(async (request, emit) => emit(await Order.create({ ...documentFor(request) })));
};

/** "Everyone's code". */
export const mongooseCreate: Contestant = {
  name: 'mongoose-create',
  title: 'mongoose `create`, then emit',
  serve: (setting) => serveRival('mongoose-create', setting),
  join: joinRivalHub,
};
