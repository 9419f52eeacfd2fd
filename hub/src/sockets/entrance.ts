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
  const { http, door, ensureFresh, addressOf, limits, createIo = createSocketIo } = options;
  const admission = createAdmission(options);
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
    const leave = admission.takePlace(claims);
    transport.once('close', leave);
    try {
      return { claims, actor: await actorOf(claims) };
    } catch (error) {
      leave();
      throw error;
    }
  };

  const mayTry = (address: string) => isOpen() && transports.trying(address) < limits.perAddress;
  const io = createIo({ http, origins: options.origins, polling: true, mayTry, addressOf, admit });
  io.engine.on('connection', transports.came);

  return {
    io,
    actorOf,
    /** A connection is no longer among those that only try. */
    admitted: ({ socket }: LiveConnection): void => transports.settled(socket.conn),
  };
};
