import { randomUUID } from 'node:crypto';
import { type Ack, PROTOCOL_VERSION } from '@cafe/contract';
import type { HubAccess } from './hub-access.ts';
import { connectSocket } from './sockets.ts';

/** What the hub answers a command with when it is durable. */
export type Done = Extract<Ack, { ok: true }>;

/** A terminal with somebody signed in on it. It follows nothing: it only sends. */
export interface Terminal {
  /** Resolves when the command is durable; rejects with the code of its refusal. */
  send(command: object, id?: string): Promise<Done>;
  /** Resolves when the connection is lost. */
  readonly lost: Promise<void>;
  close(): void;
}

/** Connects one terminal and signs the person in on it. */
export const connectTerminal = async (url: string, { terminal, person }: HubAccess): Promise<Terminal> => {
  const socket = await connectSocket(url, { token: terminal, protocol: PROTOCOL_VERSION });
  const lost = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
  const signedIn: { readonly ok: boolean } = await socket.emitWithAck('auth', { token: person });
  if (!signedIn.ok) throw new Error(`nobody could sign in: ${JSON.stringify(signedIn)}`);
  return {
    send: (command, id = randomUUID()) =>
      new Promise((resolve, reject) => {
        socket.emit('command', { id, command }, (ack: Ack) => {
          if (ack.ok) resolve(ack);
          else reject(new Error(`${ack.refusal.code}: ${ack.refusal.message}`));
        });
      }),
    lost,
    close: () => void socket.close(),
  };
};
