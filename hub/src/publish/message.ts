import { type Commit, type CommitPart, PROTOCOL_VERSION } from '@cafe/contract';
import { keyOf, kindOf } from '@cafe/contract/folds';
import { partAsSeenBy } from '../redact/as-seen-by.ts';
import type { Message } from './broker.ts';

/**
 * The message of one part, as staff see it. All parts of a kind of stream go the same way, whatever their events are: who binds a
 * kind gets every version of its streams, and sees a hole if there ever is one.
 */
export const messageOf = (commit: Commit, { stream, version, events }: CommitPart, epoch: string): Message => {
  const { storeId, at, by, businessDay, commandId } = commit;
  const seen = partAsSeenBy('staff', { stream, version, events, at, by });
  return {
    id: keyOf(stream, version),
    routingKey: `${storeId}.${kindOf(stream)}`,
    at,
    headers: { protocol: PROTOCOL_VERSION, epoch },
    body: JSON.stringify({ storeId, ...seen, businessDay, commandId }),
  };
};
