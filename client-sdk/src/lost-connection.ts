import { type Announcing, createAnnouncing } from './announcing.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Readable } from './readable.ts';

/**
 * What became of a connection that was away for longer than usual: `lost`, then `restored` or, where the client stopped,
 * `failed`. A short break is not said: nobody has to know of it.
 */
export type LostConnection = 'lost' | 'restored' | 'failed';

/** Says when people should be told, and when it is over. */
export const lostConnections = (connection: Readable<ConnectionState>): Announcing<LostConnection> => {
  const announcing = createAnnouncing<LostConnection>();
  let isLost = false;
  connection.subscribe(() => {
    const { state } = connection.getSnapshot();
    if (state === 'offline' && !isLost) {
      isLost = true;
      announcing.say('lost');
    } else if (isLost && (state === 'online' || state === 'stopped')) {
      isLost = false;
      announcing.say(state === 'online' ? 'restored' : 'failed');
    }
  });
  return announcing;
};
