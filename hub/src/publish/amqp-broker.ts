import type { StoreId } from '@cafe/contract';
import type { Timers } from '@cafe/services/kernel';
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { AmqpSession, closed } from './amqp-session.ts';
import { type Broker, TurnTaken } from './broker.ts';

export interface AmqpBrokerOptions {
  /** `amqp://` or `amqps://`. */
  readonly url: string;
  /** A durable topic exchange; it is declared where it is not there. */
  readonly exchange: string;
  readonly storeId: StoreId;
  readonly timers: Timers;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  /** Hears, once a connection, that no queue takes messages of a routing key: they are confirmed, and nobody has them. */
  readonly unrouted: (routingKey: string) => void;
}

/** Either side takes the other for dead after about two of these without a byte, in seconds. */
const HEARTBEAT_S = 4;
const CONNECT_WITHIN_MS = 10_000;
/** AMQP 0-9-1, "Constants": the queue is another connection's own. */
const RESOURCE_LOCKED = 405;
const NOT_FOUND = 404;

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** RabbitMQ, or another broker of AMQP 0-9-1 with publisher confirms. The one file that knows the library. */
export const createAmqpBroker = (options: AmqpBrokerOptions): Broker => ({
  async open() {
    const url = new URL(options.url);
    if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', String(HEARTBEAT_S));
    const connection = await connect(url.href, { noDelay: true, timeout: CONNECT_WITHIN_MS });
    connection.on('error', () => undefined); // it is followed by `close`, which says enough
    try {
      await takeTurn(connection, options);
      const channel = await declared(connection, options.exchange);
      return new AmqpSession(connection, channel, options);
    } catch (error) {
      await closed(connection, options.timers);
      throw error;
    }
  },
});

/**
 * The turn is a queue of this connection's own. The broker lets nobody else have one of that name, and takes it away when the
 * connection is gone, with whatever was still on its way by it: who was frozen and thaws finds both gone.
 */
const takeTurn = async (connection: ChannelModel, { exchange, storeId }: AmqpBrokerOptions): Promise<void> => {
  const channel = await connection.createChannel();
  channel.on('error', () => undefined); // it rejects what was asked, too
  try {
    await channel.assertQueue(`${exchange}.publisher.${storeId}`, {
      exclusive: true,
      durable: false,
      autoDelete: true,
    });
  } catch (error) {
    if (codeOf(error) === RESOURCE_LOCKED) throw new TurnTaken(`another process publishes ${storeId}`);
    throw error;
  }
};

/** An exchange that is there is taken as it is: its owner may have given it an alternate. */
const declared = async (connection: ChannelModel, exchange: string): Promise<ConfirmChannel> => {
  const asking = await connection.createChannel();
  asking.on('error', () => undefined); // likewise
  const isThere = await asking.checkExchange(exchange).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === NOT_FOUND) return false;
      throw error;
    },
  );
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => undefined); // followed by `close`
  if (!isThere) await channel.assertExchange(exchange, 'topic', { durable: true });
  return channel;
};
