import { type CommitsFrame, type Part, PROTOCOL_VERSION } from '@cafe/contract';
import type { HubAccess } from './hub-access.ts';
import { connectSocket } from './sockets.ts';

/** A screen draws what came within so many milliseconds at once, and says then what is on its glass. */
const DRAWN_EVERY_MS = 100;
/** One `shown` names at most so many streams. */
const SHOWN_AT_ONCE = 200;

/** A kitchen screen that follows every order. */
export interface Screen {
  /** Calls back for each part of an order that came. */
  onPart(listener: (part: Part) => void): void;
  close(): void;
}

/** Connects one screen and lets it follow the kitchen. Resolves when it hears. */
export const connectScreen = async (url: string, access: HubAccess): Promise<Screen> => {
  const socket = await connectSocket(url, { token: access.screen, protocol: PROTOCOL_VERSION });
  const toShow = new Map<string, number>();
  let listen: (part: Part) => void = () => {};
  socket.on('commits', (frame: CommitsFrame) => {
    for (const entry of frame) {
      toShow.set(entry.stream, entry.version);
      if ('events' in entry) listen(entry);
    }
  });
  const show = () => {
    const parts = [...toShow];
    toShow.clear();
    for (let from = 0; from < parts.length; from += SHOWN_AT_ONCE) {
      socket.emit('shown', { stations: access.stationIds, parts: parts.slice(from, from + SHOWN_AT_ONCE) });
    }
  };
  const timer = setInterval(show, DRAWN_EVERY_MS);
  const answer: { readonly ok: boolean } = await socket.emitWithAck('sync', { subscribe: ['kitchen'] });
  if (!answer.ok) throw new Error(`a screen may not follow the kitchen: ${JSON.stringify(answer)}`);
  return {
    onPart(listener) {
      listen = listener;
    },
    close() {
      clearInterval(timer);
      socket.close();
    },
  };
};
