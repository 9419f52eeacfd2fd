import type { IncomingMessage } from 'node:http';
import type { AccessClaims } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import type { Actor } from '../policy.ts';
import { bearerKeyOf, createAdmission, createCounts } from './admission.ts';
import type { HubSocketsOptions } from './hub-sockets.ts';
import { createIo, type LiveConnection } from './io-server.ts';
import { type assembleLive, recheck } from './live-parts.ts';

/** A hub that has not read on in the log for so long does not know who may hear what; it lets nobody in until it does. */
const STALE_MS = 4_000;

/** An Engine.IO connection, as far as it is counted here. */
interface Transport {
  readonly id: string;
  readonly request: IncomingMessage;
  once(event: 'close', run: () => void): unknown;
}

/** Its id, which the types keep to Engine.IO itself. */
const idOf = (conn: object): string => ('id' in conn && typeof conn.id === 'string' ? conn.id : '');

/** Where connections come in: origin, token, version, how many there are already, and last whether they still may. */
export const createEntrance = (
  options: HubSocketsOptions,
  live: ReturnType<typeof assembleLive>,
  isOpen: () => boolean,
) => {
  const { http, kernel, door, now, addressOf, limits } = options;
  const admission = createAdmission(options);
  const trying = createCounts();
  /** Connections nobody signed in on yet, and how each stops being counted among them. */
  const unsettled = new Map<string, () => void>();

  const actorOf = async (claims: AccessClaims): Promise<Actor> => {
    await door.standing(claims);
    // What was loaded meanwhile may say otherwise: the last synchronous step asks again.
    return live.actorNow(claims, recheck(door, claims));
  };
  const io = createIo({
    http,
    origins: options.origins,
    polling: true,
    mayTry: (address) => isOpen() && trying.of(address) < limits.perAddress,
    addressOf,
    admit: async (auth, origin) => {
      if (now().getTime() - kernel.sweptAt > STALE_MS)
        throw new Refusal('hub.busy', 'the hub reads on in the log first');
      const claims = admission.admit(auth, origin);
      return { claims, actor: await actorOf(claims) };
    },
  });
  io.engine.on('connection', (transport: Transport) => {
    const address = addressOf(transport.request);
    trying.more(address);
    const settle = () => {
      if (!unsettled.delete(transport.id)) return;
      trying.less(address);
    };
    unsettled.set(transport.id, settle);
    transport.once('close', settle);
  });

  return {
    io,
    actorOf,
    /** Counts a connection by its bearer, and no longer among those that only try. Answers how it leaves. */
    admitted({ peer, socket }: LiveConnection): () => void {
      unsettled.get(idOf(socket.conn))?.();
      const key = peer.opener ? bearerKeyOf(peer.opener) : peer.address;
      admission.bearers.more(key);
      return () => admission.bearers.less(key);
    },
  };
};
