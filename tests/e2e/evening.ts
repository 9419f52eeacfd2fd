import type { Ack, Command, DeviceId, ItemId, LineId, OrderId, StaffId } from '@cafe/contract';
import { menuStream } from '@cafe/contract/folds';
import { addDevice, addPerson, deviceToken, staffToken, type TestHub } from '@cafe/testing';
import { v7 } from 'uuid';
import { connect, type RawClient } from './socket-client.ts';

/** A signed-in terminal over a bare socket. */
export const openTerminal = async (
  hub: TestHub,
  seat?: { deviceId: DeviceId; staffId: StaffId },
): Promise<RawClient> => {
  const deviceId = seat?.deviceId ?? (await addDevice(hub, 'terminal'));
  const staffId = seat?.staffId ?? (await addPerson(hub, 'server'));
  const client = await connect({ base: hub.base, token: deviceToken(hub, deviceId) });
  const answer = await client.emit('auth', { token: staffToken(hub, staffId, { deviceId }) });
  if (!answer.ok) throw new Error(`nobody signed in: ${JSON.stringify(answer)}`);
  return client;
};

/** A kitchen screen over a bare socket, following the kitchen. */
export const openKitchen = async (hub: TestHub): Promise<RawClient> => {
  const client = await connect({ base: hub.base, token: deviceToken(hub, await addDevice(hub, 'kitchen')) });
  await client.sync(['kitchen']);
  return client;
};

/** An item of the demo menu that can be ordered without choosing anything. */
export const simpleItem = async (hub: TestHub): Promise<ItemId> => {
  const menu = await hub.cafe.read(menuStream(hub.identity.storeId));
  const found = Object.values(menu.items).find(
    (item) => !item.archived && (item.variants ?? []).length === 0 && item.modifierGroupIds.length === 0,
  );
  if (!found) throw new Error('the demo menu has no simple item');
  return found.itemId;
};

/** A line as it is asked for. */
export const lineOf = (itemId: ItemId, lineId: string = v7()) => ({
  lineId: lineId as LineId, // a fresh uuid is an id of whatever is made with it
  itemId,
  quantity: 1,
  modifiers: [],
});

/** The answer, if it is a yes. */
export const done = async (answer: Promise<Ack>): Promise<Extract<Ack, { ok: true }>> => {
  const ack = await answer;
  if (!ack.ok) throw new Error(`${ack.refusal.code}: ${ack.refusal.message}`);
  return ack;
};

/** A bill without a table, open and empty. */
export const openBill = async (client: RawClient): Promise<OrderId> => {
  const orderId = v7() as OrderId; // likewise
  const command: Command = { type: 'order.open', orderId, serviceType: 'counter' };
  await done(client.send(command));
  return orderId;
};
