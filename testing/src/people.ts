import {
  type Command,
  type DeviceId,
  firstWordOf,
  type OrderId,
  type Role,
  type SessionId,
  type StaffId,
} from '@cafe/contract';
import type { Context } from '@cafe/services/kernel';
import { v7 } from 'uuid';
import type { TestHub } from './start-hub.ts';

/** The house itself: it may everything, and nobody tapped it. */
const BY_HOUSE: Context = { by: { kind: 'service', id: 'test' }, may: () => true };

/** Sends a command as the house does, past sockets and permissions. Resolves when it is durable. */
export const asHouse = (hub: TestHub, command: Command, id: string = v7()) => {
  const service = hub.cafe.services.get(firstWordOf(command.type));
  if (!service) throw new Error(`no service owns ${command.type}`);
  return service.handle({ id, command }, BY_HOUSE);
};

/** A person on the staff, and how their tokens are made. */
export const addPerson = async (hub: TestHub, role: Role, name: string = role): Promise<StaffId> => {
  const staffId = v7() as StaffId; // a fresh uuid is an id of whatever is made with it
  await asHouse(hub, { type: 'staff.add', staffId, name, role });
  return staffId;
};

/** An enrolled device. */
export const addDevice = async (hub: TestHub, kind: 'terminal' | 'kitchen', name: string = kind): Promise<DeviceId> => {
  const { storeId, user } = hub.cafe;
  const deviceId = v7() as DeviceId; // likewise
  const { code } = await user.issueEnrolmentCode({ storeId, at: new Date().toISOString() });
  const secretHash = Buffer.from(v7().replaceAll('-', '').repeat(2), 'hex').toString('hex');
  await asHouse(hub, { type: 'device.enrol', deviceId, name, kind, code, secretHash });
  return deviceId;
};

const now = (): string => new Date().toISOString();

/** An access token of a device. */
export const deviceToken = ({ tokens, identity: { storeId } }: TestHub, deviceId: DeviceId): string =>
  tokens.signer.sign({ kind: 'device', sub: deviceId, deviceId, storeId, sid: v7() }, now()).token;

/** An access token of a person, signed in on a device or not. */
export const staffToken = (
  { tokens, identity: { storeId } }: TestHub,
  staffId: StaffId,
  { deviceId, sid = v7() as SessionId }: { deviceId?: DeviceId; sid?: SessionId } = {},
): string =>
  tokens.signer.sign({ kind: 'staff', sub: staffId, storeId, sid, ...(deviceId && { deviceId }) }, now()).token;

/** An access token of a guest of an order. */
export const guestToken = (
  { tokens, identity: { storeId } }: TestHub,
  guest: { readonly guestId: string; readonly orderId: OrderId; readonly epoch: number },
): string => {
  const { guestId: sub, orderId, epoch } = guest;
  return tokens.signer.sign(
    // A guest's id, as the one who joined made it.
    {
      kind: 'guest',
      sub: sub as Extract<Command, { type: 'guest.join' }>['guestId'],
      storeId,
      sid: v7(),
      orderId,
      epoch,
    },
    now(),
  ).token;
};
