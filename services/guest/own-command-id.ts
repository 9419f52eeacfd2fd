import { CommandId, type StoreId } from '@cafe/contract';
import { uuidV5 } from '../kernel/uuid-v5.ts';

/** The id of a command the service sends by itself: it follows from what it is about, so any number of processes send one. */
export const ownCommandId = (about: string, storeId: StoreId): CommandId =>
  CommandId.parse(uuidV5(`guest:${about}`, storeId));
