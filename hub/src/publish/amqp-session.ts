import type { Timers } from '@cafe/services/kernel';
import type { ChannelModel, ConfirmChannel, Message as Returned } from 'amqplib';
import type { AmqpBrokerOptions } from './amqp-broker.ts';
import { type Answer, type BrokerSession, type Message, SessionOver } from './broker.ts';

/** A confirmation that takes longer does not come any more. */
const CONFIRM_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 5_000;
const CLOSE_WITHIN_MS = 1_000;

/** Resolves when the broker has said goodbye, or does not; it may be gone, or closed already. */
export const closed = (connection: ChannelModel, timers: Timers): Promise<void> =>
  new Promise((resolve) => {
    const callOff = timers.after(CLOSE_WITHIN_MS, resolve);
    const done = () => {
      callOff();
      resolve();
    };
    connection.close().then(done, done);
  });

interface Pending {
  readonly since: number;
  readonly reject: (error: SessionOver) => void;
}

/** A connection that has its turn. */
export class AmqpSession implements BrokerSession {
  readonly over: Promise<void>;
  readonly #connection: ChannelModel;
  readonly #channel: ConfirmChannel;
  readonly #options: AmqpBrokerOptions;
  readonly #pending = new Set<Pending>();
  readonly #unrouted = new Set<string>();
  readonly #end: () => void;
  #isOver = false;
  #isBlocked = false;
  #drained: Promise<void> | undefined;

  constructor(connection: ChannelModel, channel: ConfirmChannel, options: AmqpBrokerOptions) {
    this.#connection = connection;
    this.#channel = channel;
    this.#options = options;
    let end = (): void => undefined;
    this.over = new Promise((resolve) => {
      end = resolve;
    });
    const callOff = options.timers.every(LOOK_EVERY_MS, () => this.#look());
    this.#end = () => {
      callOff();
      end();
    };
    connection.on('close', () => this.#finish());
    connection.on('blocked', () => {
      this.#isBlocked = true;
    });
    connection.on('unblocked', () => {
      this.#isBlocked = false;
    });
    // First of all: the library then refuses whatever is on its way, which is no answer of the broker's.
    channel.prependListener('close', () => void this.close());
    channel.on('return', (returned: Returned) => this.#hearUnrouted(returned.fields.routingKey));
  }

  async publish(message: Message): Promise<Answer> {
    while (this.#drained && !this.#isOver) await this.#drained;
    if (this.#isOver) throw new SessionOver('the connection to the broker ended');
    return new Promise<Answer>((resolve, reject) => {
      const pending: Pending = { since: this.#options.elapsed(), reject };
      this.#pending.add(pending);
      const answered = (refusal: unknown): void => {
        if (this.#pending.delete(pending)) resolve(refusal ? 'refused' : 'confirmed');
      };
      try {
        if (!this.#send(message, answered)) this.#waitForDrain();
      } catch {
        void this.close(); // the channel is gone already: what is on its way is not known of
      }
    });
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    this.#finish();
    await closed(this.#connection, this.#options.timers);
  }

  #send({ id, routingKey, at, headers, body }: Message, answered: (refusal: unknown) => void): boolean {
    return this.#channel.publish(
      this.#options.exchange,
      routingKey,
      Buffer.from(body),
      {
        messageId: id,
        type: 'cafe.part',
        appId: 'cafe-hub',
        contentType: 'application/json',
        contentEncoding: 'utf-8',
        timestamp: Math.floor(Date.parse(at) / 1_000),
        headers,
        persistent: true,
        mandatory: true,
      },
      answered,
    );
  }

  #waitForDrain(): void {
    this.#drained ??= new Promise<void>((resolve) => {
      const go = () => {
        this.#drained = undefined;
        resolve();
      };
      this.#channel.once('drain', go);
      void this.over.then(go);
    });
  }

  #hearUnrouted(routingKey: string): void {
    if (this.#unrouted.has(routingKey)) return;
    this.#unrouted.add(routingKey);
    this.#options.unrouted(routingKey);
  }

  /** A broker that is out of memory or disk says so and takes its time; one that says nothing is lost. */
  #look(): void {
    const [oldest] = this.#pending;
    if (!oldest || this.#isBlocked) return;
    if (this.#options.elapsed() - oldest.since > CONFIRM_WITHIN_MS) void this.close();
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const { reject } of this.#pending) reject(new SessionOver('the connection to the broker ended'));
    this.#pending.clear();
    this.#end();
  }
}
