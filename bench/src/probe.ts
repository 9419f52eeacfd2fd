import { randomUUID } from 'node:crypto';
import type { Part } from '@cafe/contract';
import mongoose from 'mongoose';
import type { OrderSize, Setting } from './contestant.ts';
import { accessOf, openBill, sendTwoLines } from './hub-bills.ts';
import { serveOurHub } from './hub-process.ts';
import { connectScreen } from './hub-screen.ts';
import { connectTerminal } from './hub-terminal.ts';

const { BSON, MongoClient } = mongoose.mongo;

/** Bytes of the commit that a command left in the store, as it lies there. */
const storedBytes = async ({ storeUri, database }: Omit<Setting, 'size'>, commandId: string): Promise<number> => {
  const client = await MongoClient.connect(storeUri);
  try {
    const named = { _id: { $regex: `/${commandId}$` } as never }; // <storeId>/<commandId>
    const commit = await client.db(database).collection('commits').findOne(named);
    if (!commit) throw new Error(`the store has no commit of ${commandId}`);
    return BSON.calculateObjectSize(commit);
  } finally {
    await client.close();
  }
};

/** How large one order of our own hub is: it sends a second round of two lines, reads it from the store, and hears it. */
export const probeSize = async (setting: Omit<Setting, 'size'>): Promise<OrderSize> => {
  const hub = await serveOurHub({ ...setting, size: { documentBytes: 0, emittedBytes: 0 } });
  try {
    const access = accessOf(hub.access);
    const screen = await connectScreen(hub.url, access);
    const terminal = await connectTerminal(hub.url, access);
    const orderId = await openBill(terminal);
    await terminal.send(sendTwoLines(randomUUID(), orderId, access));
    const id = randomUUID();
    const heard = new Promise<Part>((resolve) => {
      screen.onPart((part) => part.commandId === id && resolve(part));
    });
    await terminal.send(sendTwoLines(id, orderId, access), id);
    const emittedBytes = JSON.stringify(await heard).length;
    terminal.close();
    screen.close();
    return { documentBytes: await storedBytes(setting, id), emittedBytes };
  } finally {
    await hub.stop();
  }
};
