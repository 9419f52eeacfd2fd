import { ScanAnswer, ScanRequest, TablePinAnswer, TablePinRequest } from '@cafe/contract';
import { floorStream, orderStream, storeStream } from '@cafe/contract/folds';
import type { RequestContext, RequestRoute } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { isInUse } from './decide-join.ts';
import { livingBill } from './decide-session.ts';
import { digitsOf } from './pin-digits.ts';
import type { GuestPorts } from './ports.ts';

const route = <Input>(described: RequestRoute<Input>): RequestRoute =>
  // The hub parses with `request` before it calls `handle`: the input it passes is that schema's.
  described as RequestRoute;

/** [GST-26] what a code stands for, told to anybody */
export const scan =
  ({ read }: Pick<GuestPorts, 'read'>) =>
  async ({ code }: ScanRequest, { storeId, at }: Pick<RequestContext, 'storeId' | 'at'>): Promise<ScanAnswer> => {
    const [floor, store] = await Promise.all([read(floorStream(storeId)), read(storeStream(storeId))]);
    const table = Object.values(floor.tables).find((one) => one.code === code && isInUse(one, floor));
    if (!table) throw new Refusal('actor.not_found', 'there is no such table');
    const { tableId, label, waitingOrderId } = table;
    const waits =
      waitingOrderId && livingBill(await read(orderStream(waitingOrderId)), at) ? waitingOrderId : undefined;
    const orderId = table.orderId ?? waits;
    return { storeName: store.name, tableId, label, mode: store.guestMode, ...(orderId !== undefined && { orderId }) };
  };

/** [GST-13] the digits of an order that runs, for staff who may renew them */
export const readPin =
  ({ read, mustHold, pinKey }: Pick<GuestPorts, 'read' | 'mustHold' | 'pinKey'>) =>
  async ({ orderId }: TablePinRequest, context: RequestContext): Promise<TablePinAnswer> => {
    await mustHold(context, 'guest.renewPin');
    const order = await read(orderStream(orderId));
    if (order.status === 'none') throw new Refusal('order.not_found', `there is no order ${orderId}`);
    const bill = livingBill(order, context.at);
    if (!bill) throw new Refusal('order.closed', `${orderId} has ended`);
    const { pinEpoch } = bill;
    return { orderId, pinEpoch, pin: digitsOf(pinKey, { orderId, pinEpoch }) };
  };

/** The HTTP requests about guests that are no commands. */
export const createRequestRoutes = (ports: GuestPorts): readonly RequestRoute[] => [
  route({
    method: 'POST',
    path: '/guests/scan',
    token: 'none',
    summary: 'What the code on a table stands for',
    request: ScanRequest,
    response: ScanAnswer,
    handle: scan(ports),
  }),
  route({
    method: 'GET',
    path: '/orders/:orderId/pin',
    token: 'required',
    summary: 'The six digits guests at this table type',
    request: TablePinRequest,
    response: TablePinAnswer,
    handle: readPin(ports),
  }),
];
