import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { AccessClaims, Audience, ClientToHub, HubToClient } from '@cafe/contract';
import { MAX_MESSAGE_BYTES } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { isOriginAllowed } from '../origin.ts';
import { type Actor, audienceOf } from '../policy.ts';
import { type AtWork, createAtWork } from './at-work.ts';
import type { Connection } from './connection.ts';
import type { Between, HubToHub } from './other-hubs.ts';
import { type Unsent, watchUnsent } from './unsent.ts';

type Io = Server<ClientToHub, HubToClient, HubToHub>;
type IoSocket = Socket<ClientToHub, HubToClient>;

export interface IoOptions {
  readonly http: HttpServer;
  readonly origins: () => ReadonlySet<string>;
  /** One hub alone also takes long polling, so that a stock client connects; several take WebSocket only. */
  readonly polling: boolean;
  /** Whether another connection of that address may come before anybody signed in on it. */
  readonly mayTry: (address: string) => boolean;
  readonly addressOf: (request: IncomingMessage) => string;
  /** What carries messages to other hubs; one hub alone has none. */
  readonly adapter?: AdapterOf | undefined;
  /** Who a handshake is from. @throws {Refusal} */
  readonly admit: (handshake: Knock) => Promise<{ claims: AccessClaims; actor: Actor }>;
}

/** What Socket.IO calls an adapter, made for each of its namespaces. */
export type AdapterOf = NonNullable<ServerOptions['adapter']>;

/** The Engine.IO connection below a socket, as far as it is counted. */
export interface Transport {
  once(event: 'close', run: () => void): unknown;
  close(): void;
}

/** Somebody asks to come in. */
export interface Knock {
  readonly auth: unknown;
  readonly origin: string | undefined;
  readonly transport: Transport;
}

/** A connection, and what the hub knows of how it reads. */
export interface LiveConnection extends Connection {
  readonly unsent: Unsent;
  /** What it asked for and was not answered yet. */
  readonly atWork: AtWork;
  /** It was told to come back at another hub: nothing more is taken from it. */
  isLeaving: boolean;
  readonly socket: IoSocket;
}

/** A dead link is noticed in under 10 s: a beat every 5, and 4 of patience. */
const PING_INTERVAL_MS = 5_000;
/** Of several hubs one may freeze: the balancer notices by 4 s of silence, and once more when it tries that hub again. */
const PING_AMONG_MANY_MS = 2_000;
const PING_TIMEOUT_MS = 4_000;
/** A connection that never says who it is, is closed after that: gone within 5 s even if it does not answer the goodbye (S2). */
const CONNECT_TIMEOUT_MS = 4_000;

/** A refusal as Socket.IO's `connect_error` carries it. */
const asConnectError = (refusal: Refusal): Error => Object.assign(new Error(refusal.code), { data: refusal.toBody() });

/** Socket.IO itself: limits, origins, the handshake. What is said on a socket is not its business. */
export const createIo = (options: IoOptions): Io => {
  const { http, origins, polling, mayTry, addressOf, adapter, admit } = options;
  const io: Io = new Server(http, {
    transports: polling ? ['websocket', 'polling'] : ['websocket'],
    cors: { origin: (origin, done) => done(null, isOriginAllowed(origin, origins())) },
    // CORS does not cover WebSocket. Engine.IO asks this of new connections only: what names one of its own is past it.
    allowRequest: (request, done) => {
      const isOurs = isOriginAllowed(request.headers.origin, origins()) && !hasTokenInAddress(request);
      const allowed = isOurs && mayTry(addressOf(request));
      if (!allowed) refuseUpgrade(request);
      done(null, allowed);
    },
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: polling ? PING_INTERVAL_MS : PING_AMONG_MANY_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    ...(adapter && { adapter }),
  });
  io.use((socket, next) => {
    const { auth, headers } = socket.handshake;
    admit({ auth, origin: headers.origin, transport: socket.conn }).then(
      (admitted) => {
        Object.assign(socket.data, admitted);
        next();
      },
      (error: unknown) => {
        next(asConnectError(error instanceof Refusal ? error : new Refusal('hub.internal', 'the hub failed')));
      },
    );
  });
  return io;
};

/** The way to the other hubs, where an adapter carries it. */
export const betweenHubs = (io: Io): Between => ({
  // Each name's own body and listener, which an index that is a union loses.
  emit: (name, body) => void io.serverSideEmit(name, ...([body] as never)),
  on: (name, listener) => void io.on(name, listener as never),
});

/** Engine.IO calls a refused upgrade a bad request; this says first what it is. */
const refuseUpgrade = ({ headers, socket }: IncomingMessage): void => {
  if (headers.upgrade === undefined) return;
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
};

/** A token in the address would stand in logs and histories, so whoever sends one there is not let in (S4). */
const hasTokenInAddress = ({ url = '' }: IncomingMessage): boolean => {
  const [, query = ''] = url.split('?', 2);
  return [...new URLSearchParams(query).keys()].some((name) => /^(access_?)?token$|^auth/i.test(name));
};

/** The hub's view of a socket. Rooms are left and joined by it alone, never by the client's word. */
export const connectionOf = (socket: IoSocket, address: string): LiveConnection => {
  // Put there by the handshake above, which is the only way to get here.
  const { claims, actor } = socket.data as { claims: AccessClaims; actor: Actor };
  let audience: Audience = audienceOf(actor);
  return {
    id: socket.id,
    socket,
    unsent: watchUnsent(socket),
    atWork: createAtWork(),
    isLeaving: false,
    peer: { opener: claims, address },
    actor,
    get audience() {
      return audience;
    },
    set audience(next) {
      audience = next;
    },
    topics: [],
    generation: 0,
    pages: new Map(),
    have: new Map(),
    stations: new Set(),
    warnedFor: 0,
    join: (rooms) => void socket.join([...rooms]),
    leaveAll() {
      for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room);
    },
    notice: (notice) => void socket.emit('notice', notice),
    send: (event, ...args) => void socket.emit(event, ...args),
    close: () => void setImmediate(() => socket.disconnect(true)),
  };
};
