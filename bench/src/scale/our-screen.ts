import { setTimeout as pause } from 'node:timers/promises';
import { type CommitsFrame, type Head, PROTOCOL_VERSION, type SyncAnswer } from '@cafe/contract';
import type { HubAccess } from '../hub-access.ts';
import { connectSocket, stallSocket } from '../sockets.ts';
import type { CrowdScreen, ScreenHooks } from './crowd-side.ts';
import type { Versions } from './our-versions.ts';

type Socket = Awaited<ReturnType<typeof connectSocket>>;

/** The SDK's delays (`client-sdk/src/connection-end.ts`): doubling from a quarter of a second up to five, half of it chance. */
const backOffMs = (failures: number): number => {
  const longest = Math.min(5_000, 250 * 2 ** failures);
  return longest / 2 + (longest / 2) * Math.random();
};

interface Options {
  readonly url: string;
  readonly access: HubAccess;
  readonly versions: Versions;
  /** Hears how many bytes an order had. */
  readonly weigh: (frame: CommitsFrame) => void;
}

/** Asks for the kitchen, with what the screen has, page by page. */
const syncOn = async (socket: Socket, versions: Versions): Promise<void> => {
  let answer: SyncAnswer = await socket.emitWithAck('sync', { subscribe: ['kitchen'], have: versions.have() });
  while (answer.ok) {
    versions.page(answer);
    if (answer.next === undefined) return;
    answer = await socket.emitWithAck('sync', { next: answer.next });
  }
  throw new Error(`a screen may not follow the kitchen: ${JSON.stringify(answer.refusal)}`);
};

/** Connects, and catches up. */
const comeIn = async ({ url, access, versions, weigh }: Options): Promise<Socket> => {
  const socket = await connectSocket(url, { token: access.screen, protocol: PROTOCOL_VERSION });
  let asking: Promise<void> | undefined;
  // One at a time, since another one ends the first; what is missing still is named by the next heads.
  const ask = (): Promise<void> => {
    asking ??= syncOn(socket, versions).finally(() => {
      asking = undefined;
    });
    return asking;
  };
  const askAgain = () => void ask().catch(() => undefined); // the connection broke: it asks when it is back
  socket.on('commits', (frame: CommitsFrame) => {
    weigh(frame);
    if (versions.live(frame)) askAgain();
  });
  socket.on('heads', (heads: readonly Head[]) => versions.behind(heads) && askAgain());
  await ask();
  return socket;
};

/** A screen that follows the kitchen of our hub as the SDK does, but for folding. Resolves when it hears. */
export const connectOurScreen = async (options: Options, hooks: ScreenHooks): Promise<CrowdScreen> => {
  let closed = false;
  const keep = (socket: Socket): Socket => {
    socket.once('disconnect', () => {
      if (closed) return;
      hooks.gone();
      void comeBack();
    });
    return socket;
  };
  const comeBack = async (): Promise<void> => {
    for (let failures = 0; !closed; failures += 1) {
      await pause(backOffMs(failures));
      const next = await comeIn(options).catch(() => undefined); // refused or hung up on: the next try is later
      if (!next) continue;
      current = keep(next);
      return hooks.back();
    }
  };
  let current = keep(await comeIn(options));
  return {
    stall() {
      closed = true; // it sleeps: it notices nothing, and does not come back
      stallSocket(current);
    },
    close() {
      closed = true;
      current.close();
    },
  };
};
