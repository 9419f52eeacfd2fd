import type { AccessClaims } from '@cafe/contract';
import type { Actor } from '../policy.ts';
import { createAdmission } from './admission.ts';
import type { HubSocketsOptions } from './hub-sockets.ts';
import { createIo as createSocketIo, type Knock, type LiveConnection } from './io-server.ts';
import { type assembleLive, recheck } from './live-parts.ts';
import { createTransports } from './transports.ts';

/** Where connections come in: origin, token, version, how many there are already, and last whether they still may. */
export const createEntrance = (
  options: HubSocketsOptions,
  live: ReturnType<typeof assembleLive>,
  isOpen: () => boolean,
) => {
  const { http, door, ensureFresh, addressOf, limits, newId, adapter, createIo = createSocketIo } = options;
  const admission = createAdmission({ ...options, shared: options.sharedPlaces });
  const transports = createTransports(addressOf);

  const actorOf = async (claims: AccessClaims): Promise<Actor> => {
    await ensureFresh();
    await door.standing(claims);
    // What was loaded meanwhile may say otherwise: the last synchronous step asks again.
    return live.actorNow(claims, recheck(door, claims));
  };

  const admit = async ({ auth, origin, transport }: Knock) => {
    transports.knocked(transport);
    const claims = admission.admit(auth, origin);
    let leave: () => void = () => undefined;
    try {
      await admission.takePlace(claims, newId(), (giveBack) => {
        leave = giveBack;
        transport.once('close', giveBack);
      });
      return { claims, actor: await actorOf(claims) };
    } catch (error) {
      leave();
      throw error;
    }
  };

  const mayTry = (address: string) => isOpen() && transports.trying(address) < limits.perAddress;
  // What several hubs share no long polling can be: each of its requests would have to come to the same hub.
  const polling = adapter === undefined;
  const io = createIo({ http, origins: options.origins, polling, mayTry, addressOf, adapter, admit });
  io.engine.on('connection', transports.came);

  return {
    io,
    actorOf,
    /** A connection is no longer among those that only try. */
    admitted: ({ socket }: LiveConnection): void => transports.settled(socket.conn),
  };
};
