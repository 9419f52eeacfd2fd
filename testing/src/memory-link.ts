import { CafeError, type Link, type LinkEvents, type OpenLink } from '@cafe/client-sdk';
import { Refusal } from '@cafe/services/kernel';
import type { MemoryEntrance } from './memory-io.ts';
import type { MemorySocket } from './memory-socket.ts';
import type { Carrier } from './network.ts';

/** How long an answer may take, in milliseconds: as over sockets. A link that does not answer is over. */
const ANSWER_TIMEOUT_MS = 20_000;

/** What links are made of. */
export interface LinkParts {
  readonly carrier: Carrier;
  readonly entrance: MemoryEntrance;
  /** Runs something after so many milliseconds of the café's time; answers how to call it off. */
  after(ms: number, run: () => void): () => void;
}

const unreachable = () => new CafeError('client.unreachable', 'the network is down', { retryable: true });
const lost = () =>
  new CafeError('client.connection_lost', 'the connection ended before the answer', { retryable: true });

/** A refusal as the SDK knows it; a message of a café in memory came through no wire that could spoil it. */
const refused = (thrown: unknown): unknown => {
  if (!(thrown instanceof Refusal)) return thrown;
  const { code, message, ...rest } = thrown.toBody();
  return new CafeError(code, message, rest);
};

/** Asks on a socket, as long as it is there. */
const askerOn = (socket: MemorySocket, waiting: Set<() => void>, after: LinkParts['after']) => {
  const ask = <Answer>(name: string, body: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const over = () => {
        stop();
        waiting.delete(over);
        reject(lost());
      };
      const stop = after(ANSWER_TIMEOUT_MS, () => socket.disconnect());
      waiting.add(over);
      socket.receive(name, body, (answer) => {
        stop();
        waiting.delete(over);
        resolve(answer as Answer); // what the hub says to that name
      });
    });
  return ask;
};

const hear = (events: LinkEvents, name: string, body: unknown): void => {
  events.heard();
  if (name === 'commits') events.commits(body as Parameters<LinkEvents['commits']>[0]);
  if (name === 'heads') events.heads(body as Parameters<LinkEvents['heads']>[0]);
  if (name === 'notice') events.notice(body as Parameters<LinkEvents['notice']>[0]);
  if (name === 'hint') events.hint(body as Parameters<LinkEvents['hint']>[0]);
};

/** Opens connections to a hub in memory, for `createCafe({ openLink })`. */
export const createOpenLink =
  ({ carrier, entrance, after }: LinkParts): OpenLink =>
  async ({ token, protocol }, events) => {
    if (!carrier.isUp()) throw unreachable();
    const waiting = new Set<() => void>();
    const closed = (why: string) => {
      left();
      for (const over of [...waiting]) over();
      events.closed(why);
    };
    const heard = (name: string, body: unknown) => hear(events, name, body);
    const socket = await entrance.enter({ token, protocol }, { heard, closed }).catch((thrown: unknown) => {
      throw refused(thrown);
    });
    const left = carrier.opened(() => socket.disconnect());
    const ask = askerOn(socket, waiting, after);
    const link: Link = {
      command: (envelope) => ask('command', envelope),
      sync: (request) => ask('sync', request),
      auth: (fresh) => ask('auth', { token: fresh }),
      shown: (shown) => socket.receive('shown', shown),
      hint: (hint) => socket.receive('hint', hint),
      close: () => socket.disconnect(),
    };
    return link;
  };
