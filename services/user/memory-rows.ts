import type {
  CodeRows,
  CredentialRow,
  CredentialRows,
  RefreshRow,
  RefreshRows,
  TryRow,
  TryRows,
  UserRows,
} from './rows.ts';

const createCredentials = (): CredentialRows => {
  const rows = new Map<string, CredentialRow>();
  const keyOf = ({ storeId, kind, subject }: Omit<CredentialRow, 'hash'>) => `${storeId}:${kind}:${subject}`;
  return {
    putOnce: async (row) => {
      const present = rows.get(keyOf(row)) ?? row;
      rows.set(keyOf(row), present);
      return present;
    },
    replace: async (row) => void rows.set(keyOf(row), row),
    find: async (storeId, kind, subject) => rows.get(keyOf({ storeId, kind, subject })),
    findByHash: async (storeId, hash) =>
      [...rows.values()].find(
        (row) => row.storeId === storeId && row.hash === hash && (row.kind === 'device' || row.kind === 'guest'),
      ),
  };
};

const createRefreshTokens = (): RefreshRows => {
  const rows = new Map<string, RefreshRow>();
  const keyOf = (storeId: string, hash: string) => `${storeId}:${hash}`;
  return {
    putOnce: async (row) => {
      const key = keyOf(row.storeId, row.hash);
      const present = rows.get(key) ?? row;
      rows.set(key, present);
      return present;
    },
    find: async (storeId, hash) => rows.get(keyOf(storeId, hash)),
    findBySession: async (storeId, sid) => [...rows.values()].find((row) => row.storeId === storeId && row.sid === sid),
    exchange: async (storeId, hash, next) => {
      const row = rows.get(keyOf(storeId, hash));
      if (!row || row.next) return row;
      const exchanged = { ...row, next };
      rows.set(keyOf(storeId, hash), exchanged);
      return exchanged;
    },
  };
};

const createTries = (): TryRows => {
  const rows = new Map<string, TryRow>();
  return {
    find: async (key) => rows.get(key),
    swap: async (key, revision, { tries }) => {
      if ((rows.get(key)?.revision ?? 0) !== revision) return false;
      rows.set(key, { revision: revision + 1, tries });
      return true;
    },
    clear: async (key) => void rows.delete(key),
  };
};

const createCodes = (): CodeRows => {
  const rows = new Map<string, { readonly expiresAt: string; readonly deviceId?: string }>();
  const keyOf = (code: { readonly storeId: string; readonly codeHash: string }) => `${code.storeId}:${code.codeHash}`;
  return {
    put: async (code) => void rows.set(keyOf(code), { expiresAt: code.expiresAt }),
    use: async (use) => {
      const code = rows.get(keyOf(use));
      if (!code) return false;
      if (code.deviceId !== undefined) return code.deviceId === use.deviceId;
      if (Date.parse(code.expiresAt) <= Date.parse(use.at)) return false;
      rows.set(keyOf(use), { ...code, deviceId: use.deviceId });
      return true;
    },
  };
};

/** The plain collections in memory: for a café without a store, in tests and in other people's. */
export const createMemoryRows = (): UserRows => ({
  credentials: createCredentials(),
  refreshTokens: createRefreshTokens(),
  tries: createTries(),
  codes: createCodes(),
});
