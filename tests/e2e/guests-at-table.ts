import { createHash, randomBytes } from 'node:crypto';
import type { GuestId, OrderId, TableId } from '@cafe/contract';
import { floorStream } from '@cafe/contract/folds';
import { asHouse, type TestHub } from '@cafe/testing';
import { v7 } from 'uuid';

/** What HTTP answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** One POST below `/api/v1`. */
export const post = async (
  { base }: Pick<TestHub, 'base'>,
  path: string,
  { body = {}, token }: { body?: unknown; token?: string | undefined } = {},
): Promise<HttpAnswer> => {
  const response = await fetch(`${base}/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }; // an object in every answer
};

/** One GET below `/api/v1`. */
export const get = async ({ base }: Pick<TestHub, 'base'>, path: string, token?: string): Promise<HttpAnswer> => {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const response = await fetch(`${base}/api/v1${path}`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }; // an object in every answer
};

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** A table of the demo's floor that is free now. */
export const freeTable = async (hub: TestHub): Promise<TableId> => {
  const { tables } = await hub.cafe.read(floorStream(hub.identity.storeId));
  const found = Object.entries(tables).find(
    ([, table]) => table.state === 'available' && table.orderId === undefined && table.waitingOrderId === undefined,
  );
  if (!found) throw new Error('no table is free');
  return found[0] as TableId; // keys of `tables` are table ids by the state's type
};

/** A phone: the id and the secret it made. */
export interface Phone {
  readonly guestId: GuestId;
  readonly secret: string;
}
export const newPhone = (): Phone => ({ guestId: v7() as GuestId, secret: newSecret() }); // a fresh uuid is any id

/** A phone asks to join an order at a table, over HTTP as phones do. */
export const join = (
  hub: TestHub,
  { guestId, secret }: Phone,
  at: { readonly tableId: TableId; readonly orderId: OrderId; readonly name?: string; readonly pin?: string },
): Promise<HttpAnswer> => post(hub, '/guests', { body: { name: 'Guest', ...at, guestId, secretHash: hashOf(secret) } });

/** The access token for a phone's secret. */
export const tokenOf = async (hub: TestHub, { secret }: Phone): Promise<string> => {
  const { body } = await post(hub, '/auth/refresh', { body: { secret } });
  if (typeof body['accessToken'] !== 'string') throw new Error(`no token: ${JSON.stringify(body)}`);
  return body['accessToken'];
};

/** The count of "everybody out" that a guest's token was made in. */
export const epochIn = (token: string): number =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).epoch;

export interface Seated extends Phone {
  readonly orderId: OrderId;
  readonly tableId: TableId;
  readonly token: string;
}

/** A phone at an open table, let in; the table is a free one where none is named. */
export const sitDown = async (
  hub: TestHub,
  at?: { readonly tableId: TableId; readonly orderId: OrderId; readonly name?: string },
): Promise<Seated> => {
  const { tableId, orderId, name = 'Guest' } = at ?? (await openTable(hub));
  const phone = newPhone();
  const joined = await join(hub, phone, { tableId, orderId, name });
  if (joined.status !== 201) throw new Error(`did not join: ${JSON.stringify(joined.body)}`);
  await asHouse(hub, { type: 'guest.admit', orderId });
  return { ...phone, orderId, tableId, token: await tokenOf(hub, phone) };
};

/** A table that staff opened for a party. */
export const openTable = async (
  hub: TestHub,
): Promise<{ readonly tableId: TableId; readonly orderId: OrderId; readonly name?: string }> => {
  const tableId = await freeTable(hub);
  const orderId = v7() as OrderId; // likewise
  await asHouse(hub, { type: 'order.open', orderId, serviceType: 'dine_in', tableId });
  return { tableId, orderId };
};
