import type { GuestRows, PhoneRow, PhoneRows, PinSet, PinTryRows } from './ports.ts';

const createPhones = (): PhoneRows => {
  const rows = new Map<string, PhoneRow>();
  const keyOf = ({ storeId, guestId }: Pick<PhoneRow, 'storeId' | 'guestId'>) => `${storeId}:${guestId}`;
  return {
    putOnce: async (row) => {
      const present = rows.get(keyOf(row)) ?? row;
      rows.set(keyOf(row), present);
      return present;
    },
    find: async (storeId, guestId) => rows.get(keyOf({ storeId, guestId })),
    seen: async (storeId, guestId, seenAt) => {
      const row = rows.get(keyOf({ storeId, guestId }));
      if (row) rows.set(keyOf(row), { ...row, seenAt });
    },
  };
};

const createPinTries = (): PinTryRows => {
  const tries = new Map<string, Set<string>>();
  const triesOf = ({ storeId, orderId, pinEpoch }: PinSet) => {
    const key = `${storeId}:${orderId}#${pinEpoch}`;
    const known = tries.get(key) ?? new Set<string>();
    tries.set(key, known);
    return known;
  };
  return {
    count: async (set) => triesOf(set).size,
    add: async (set, commandId) => triesOf(set).add(commandId).size,
  };
};

/** The plain collections in memory: for a café without a store, in tests and in other people's. */
export const createMemoryGuestRows = (): GuestRows => ({ phones: createPhones(), pinTries: createPinTries() });
