import { Refusal } from '@cafe/services/kernel';
import { limitKeyOf } from '../peer.ts';
import type { RateLimiter } from '../rate-limits.ts';
import type { LiveConnection } from './io-server.ts';

export interface ReceivingOptions {
  readonly limiters: { readonly staff: RateLimiter; readonly guest: RateLimiter };
  readonly report: (error: unknown) => void;
  readonly newRequestId: () => string;
}

type Answer = { readonly ok: boolean };

/** What is done with a message that asks for an answer. */
export interface Asking {
  readonly work: (raw: unknown) => Promise<Answer>;
  /** Around the sending of the answer, where that is something special. */
  readonly sending?: (send: () => void) => void;
}

const atOnce = (send: () => void): void => send();

/** How messages of a connection are taken in: counted, answered where they ask for it, and never thrown any further. */
export const createReceiving = ({ limiters, report, newRequestId }: ReceivingOptions) => {
  const refusalOf = (error: unknown): Answer & { refusal: object } => {
    if (!(error instanceof Refusal)) report(error);
    const refusal = error instanceof Refusal ? error : new Refusal('hub.internal', 'the hub failed');
    return { ok: false, refusal: { ...refusal.toBody(), requestId: newRequestId() } };
  };
  const draining = () => refusalOf(new Refusal('hub.draining', 'this hub is stopping'));

  const limiterFor = ({ peer }: LiveConnection): RateLimiter =>
    peer.opener?.kind === 'guest' ? limiters.guest : limiters.staff;
  const count = (connection: LiveConnection): Promise<void> =>
    limiterFor(connection).consume(limitKeyOf(connection.peer));
  const closeHopeless = (connection: LiveConnection): void => {
    if (limiterFor(connection).isHopeless(limitKeyOf(connection.peer))) connection.close();
  };

  /** A message nobody answers: what is wrong with it, or too many, is dropped. It is counted like any other. */
  const hearing =
    (connection: LiveConnection, work: (raw: unknown) => void) =>
    (raw: unknown): void => {
      count(connection)
        .then(() => work(raw))
        .catch((error: unknown) => (error instanceof Refusal ? closeHopeless(connection) : report(error)));
    };

  /** What nobody listens to costs its sender as much as what somebody does. */
  const countOnly = (connection: LiveConnection): void => hearing(connection, () => undefined)(undefined);

  /** An answer where one is asked for; without an acknowledgement there is nobody to answer. */
  const answering =
    (connection: LiveConnection, { work, sending = atOnce }: Asking) =>
    (raw: unknown, ack: unknown): void => {
      if (typeof ack !== 'function') {
        countOnly(connection); // a peer may omit it, whatever the types say
        return;
      }
      const answered = connection.isLeaving ? Promise.resolve(draining()) : work(raw).catch(refusalOf);
      connection.atWork.during(() =>
        answered
          .then((answer) => {
            sending(() => ack(answer));
            closeHopeless(connection);
          })
          .catch(report),
      );
    };

  return { count, hearing, countOnly, answering };
};
