import type {
  Ack,
  AuthAnswer,
  Base,
  ClientToHub,
  Command,
  Head,
  HubToClient,
  Notice,
  Part,
  SyncAnswer,
  Topic,
} from '@cafe/contract';
import { PROTOCOL_VERSION } from '@cafe/contract';
import { io, type Socket } from 'socket.io-client';
import { v7 } from 'uuid';

/** A bare Socket.IO client that keeps everything it heard: what the hub really sends, with no SDK in between. */
export interface RawClient {
  readonly socket: Socket<HubToClient, ClientToHub>;
  readonly heard: (Part | Base)[];
  readonly notices: Notice[];
  readonly heads: Head[];
  send(command: Command, id?: string): Promise<Ack>;
  emit(event: 'command' | 'sync' | 'auth', argument: unknown): Promise<Ack & SyncAnswer & AuthAnswer>;
  sync(topics: readonly Topic[], have?: readonly Head[], epoch?: string): Promise<Extract<SyncAnswer, { ok: true }>>;
  /** Resolves with the first thing heard that a test accepts, now or later. */
  hears(accepts: (entry: Part | Base) => boolean): Promise<Part | Base>;
  told(kind: Notice['kind']): Promise<Notice>;
  /** Resolves when a version of a stream was announced. */
  announced(stream: Head[0], version: number): Promise<Head>;
  closed(): Promise<string>;
  close(): void;
}

export interface ConnectOptions {
  readonly base: string;
  readonly token: string;
  readonly origin?: string;
  readonly protocol?: number;
}

/** Opens a socket. Its listeners are there before it connects, so nothing is missed. */
export const open = ({
  base,
  token,
  origin,
  protocol = PROTOCOL_VERSION,
}: ConnectOptions): Socket<HubToClient, ClientToHub> =>
  io(base, {
    transports: ['websocket'],
    auth: { token, protocol },
    forceNew: true,
    reconnection: false,
    ...(origin !== undefined && { extraHeaders: { origin } }),
  });

/** Connects, or rejects with the refusal the hub gave. */
export const connect = async (options: ConnectOptions): Promise<RawClient> => {
  const socket = open(options);
  const client = recording(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  return client;
};

const recording = (socket: Socket<HubToClient, ClientToHub>): RawClient => {
  const heard: (Part | Base)[] = [];
  const notices: Notice[] = [];
  const heads: Head[] = [];
  const waiters = new Set<() => void>();
  const changed = () => [...waiters].forEach((waiter) => void waiter());
  const keep =
    <Entry>(list: Entry[]) =>
    (entries: readonly Entry[]) => {
      list.push(...entries);
      changed();
    };
  socket.on('commits', keep(heard));
  socket.on('heads', keep(heads));
  socket.on('notice', (notice) => keep(notices)([notice]));
  const until = <Found>(find: () => Found | undefined): Promise<Found> =>
    new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        waiters.delete(look);
        resolve(found);
      };
      waiters.add(look);
      look();
    });
  const emit = (event: 'command' | 'sync' | 'auth', argument: unknown) =>
    socket.emitWithAck(event as 'command', argument) as Promise<Ack & SyncAnswer & AuthAnswer>; // one of the three
  return {
    socket,
    heard,
    notices,
    heads,
    emit,
    send: (command, id = v7()) => emit('command', { id, command }),
    async sync(subscribe, have = [], epoch) {
      const answer: SyncAnswer = await emit('sync', { subscribe, have, ...(epoch !== undefined && { epoch }) });
      if (!answer.ok) throw new Error(answer.refusal.code);
      return answer;
    },
    hears: (accepts) => until(() => heard.find(accepts)),
    announced: (stream, version) => until(() => heads.find((head) => head[0] === stream && head[1] === version)),
    told: (kind) => until(() => notices.find((notice) => notice.kind === kind)),
    closed: () => new Promise((resolve) => (socket.connected ? socket.once('disconnect', resolve) : resolve('closed'))),
    close: () => void socket.close(),
  };
};
