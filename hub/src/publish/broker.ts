import type { Instant } from '@cafe/contract';

/** One part of a commit on its way out. */
export interface Message {
  /** `<stream>#<version>`: the same whenever it is sent, so that a consumer drops what it has. */
  readonly id: string;
  /** `<store>.<kind of stream>`. */
  readonly routingKey: string;
  readonly at: Instant;
  readonly headers: Readonly<Record<string, string | number>>;
  /** JSON. */
  readonly body: string;
}

/** `confirmed`: the broker answers for it from here on. `refused`: it said that it does not. */
export type Answer = 'confirmed' | 'refused';

/** A connection by which this process publishes, and as far as the broker can tell, no other does. */
export interface BrokerSession {
  /**
   * Resolves when the broker has answered, which may be long after.
   *
   * @throws {SessionOver} the connection is gone, and what became of the message is not known
   */
  publish(message: Message): Promise<Answer>;
  /** Resolves when the connection is gone, for whatever reason. */
  readonly over: Promise<void>;
  /** Resolves when it is closed; repeating it is safe. */
  close(): Promise<void>;
}

export interface Broker {
  /**
   * Connects, and takes the turn to publish.
   *
   * @throws {TurnTaken} another process has it
   */
  open(): Promise<BrokerSession>;
}

/** The connection to the broker ended: what was not confirmed is to be sent again. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver';
}

/** Another process publishes this store; this one waits for its end. */
export class TurnTaken extends Error {
  override readonly name = 'TurnTaken';
}
