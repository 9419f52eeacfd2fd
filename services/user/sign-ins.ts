import type { SessionId, StoreId } from '@cafe/contract';
import type { RefreshRows } from './rows.ts';
import type { SignIn } from './standing.ts';

/** As many are remembered; who and where a sign-in is never changes, whether it still counts is the fold's to say. */
const REMEMBERED = 10_000;

/** Looks a sign-in up by its id, for a command's `session`; resolves with nothing where the store has no such one. */
export const createSignIns = (rows: Pick<RefreshRows, 'findBySession'>) => {
  const known = new Map<string, SignIn>();
  return async (storeId: StoreId, sid: SessionId): Promise<SignIn | undefined> => {
    const key = `${storeId}:${sid}`;
    const remembered = known.get(key);
    if (remembered) return remembered;
    const row = await rows.findBySession(storeId, sid);
    if (!row) return undefined;
    const signIn: SignIn = { sid, staffId: row.staffId, ...(row.deviceId && { deviceId: row.deviceId }) };
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, signIn);
    return signIn;
  };
};
