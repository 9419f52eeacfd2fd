import { EventEmitter } from 'node:events';
import { createSteeredTime } from '@cafe/services/kernel';
import { expect, test } from '@jest/globals';
import type { ChannelModel, ConfirmChannel } from 'amqplib';
import { AmqpSession } from './amqp-session.ts';
import { type Message, SessionOver } from './broker.ts';
import { STORE } from './given-log.suite.ts';

const MESSAGE: Message = { id: 'a#1', routingKey: 'k', at: '2026-11-23T18:00:00.000Z', headers: {}, body: '{}' };

/** What the library gives, without a broker behind it. */
class GivenChannel extends EventEmitter {
  readonly answers: ((refusal: unknown) => void)[] = [];
  isFull = false;
  publish(...given: unknown[]): boolean {
    this.answers.push(given[4] as (refusal: unknown) => void); // the library's own parameter
    return !this.isFull;
  }
}
class GivenConnection extends EventEmitter {
  closed = 0;
  async close(): Promise<void> {
    this.closed += 1;
    this.emit('close');
  }
}

const opened = () => {
  const time = createSteeredTime('2026-11-23T18:00:00.000Z');
  const channel = new GivenChannel();
  const connection = new GivenConnection();
  const session = new AmqpSession(
    connection as unknown as ChannelModel, // what the session uses of it
    channel as unknown as ConfirmChannel, // likewise
    {
      url: 'amqp://localhost',
      exchange: 'cafe',
      storeId: STORE,
      timers: time.timers,
      elapsed: () => time.clock().getTime(),
      unrouted: () => undefined,
    },
  );
  return { time, channel, connection, session };
};

test('[PUB-11] a connection on which nothing is confirmed for 30 seconds is given up', async () => {
  const { time, connection, session } = opened();
  const publishing = session.publish(MESSAGE).catch((error: unknown) => error);
  await time.advance(30_000);
  expect(connection.closed).toBe(0);
  await time.advance(5_000);
  expect(connection.closed).toBe(1);
  expect(await publishing).toBeInstanceOf(SessionOver);
  await session.over;
});

test('[PUB-11] but not while the broker says that it cannot take more', async () => {
  const { time, channel, connection, session } = opened();
  connection.emit('blocked', 'low on memory');
  const publishing = session.publish(MESSAGE);
  await time.advance(600_000);
  expect(connection.closed).toBe(0);
  connection.emit('unblocked');
  channel.answers[0]?.(null);
  expect(await publishing).toBe('confirmed');
  await time.advance(60_000);
  expect(connection.closed).toBe(0);
});

test('[PUB-11] what does not fit into the connection waits until it drains', async () => {
  const { time, channel, session } = opened();
  channel.isFull = true;
  void session.publish(MESSAGE);
  const second = session.publish(MESSAGE);
  await time.advance(1_000);
  expect(channel.answers).toHaveLength(1);
  channel.isFull = false;
  channel.emit('drain');
  await time.advance(0);
  expect(channel.answers).toHaveLength(2);
  channel.answers[1]?.(null);
  expect(await second).toBe('confirmed');
});

test('[PUB-3] what the library refuses because its channel closed was not answered by the broker', async () => {
  const { channel, session } = opened();
  channel.on('close', () => {
    for (const answered of channel.answers) answered(new Error('channel closed'));
  });
  const publishing = session.publish(MESSAGE).catch((error: unknown) => error);
  channel.emit('close');
  expect(await publishing).toBeInstanceOf(SessionOver);
});

test('[PUB-4] what the broker refuses is refused, and the connection lives', async () => {
  const { channel, connection, session } = opened();
  const publishing = session.publish(MESSAGE);
  channel.answers[0]?.(new Error('message nacked'));
  expect(await publishing).toBe('refused');
  expect(connection.closed).toBe(0);
});

test('[PUB-3] a channel that will not take it ends the session: it is not known, and not lost', async () => {
  const { channel, session } = opened();
  channel.publish = () => {
    throw new Error('Channel closed');
  };
  await expect(session.publish(MESSAGE)).rejects.toBeInstanceOf(SessionOver);
  await session.over;
});
