import { type Answer, type Broker, type BrokerSession, type Message, SessionOver, TurnTaken } from './broker.ts';

/**
 * What becomes of a message. `refused`: not taken, and it says so. `mute`: taken, and the connection is cut before anybody hears.
 * `lost`: cut before it was taken. `hangs`: taken, and no answer comes for as long as the connection lives.
 */
export type Fate = 'confirmed' | Exclude<Answer, 'confirmed'> | 'mute' | 'lost' | 'hangs';

/** A broker in memory that fails as it is told to, and remembers in which order it took what. */
export class GivenBroker {
  /** The ids of messages, as they would lie in a queue. */
  readonly queue: string[] = [];
  readonly messages: Message[] = [];
  /** Those whose confirmation was given. */
  readonly confirmed = new Set<string>();
  isUp = true;
  /** Whether one connection keeps others away. */
  isExclusive = true;
  fate: (message: Message) => Fate = () => 'confirmed';
  /** Resolves when it comes to a message. */
  answering: () => Promise<void> = async () => undefined;
  readonly fates: Partial<Record<Fate, number>> = {};
  readonly #sessions = new Set<GivenSession>();

  get connections(): number {
    return this.#sessions.size;
  }

  /** How a process sees it. `reachable` resolves as soon as the process runs. */
  seenBy(reachable: () => Promise<void> = async () => undefined): Broker {
    return {
      open: async () => {
        await reachable();
        if (!this.isUp) throw new Error('connect ECONNREFUSED');
        if (this.isExclusive && this.#sessions.size > 0) throw new TurnTaken('another process publishes');
        const session = new GivenSession(this, reachable, () => this.#sessions.delete(session));
        this.#sessions.add(session);
        return session;
      },
    };
  }

  /** Every connection is gone. */
  cut(): void {
    for (const session of [...this.#sessions]) session.end();
  }

  async take(message: Message, cut: () => void): Promise<Answer> {
    const fate = this.fate(message);
    this.fates[fate] = (this.fates[fate] ?? 0) + 1;
    await this.answering();
    if (fate === 'refused') return 'refused';
    if (fate !== 'lost') {
      this.queue.push(message.id);
      this.messages.push(message);
    }
    if (fate === 'hangs') return new Promise(() => undefined);
    if (fate === 'confirmed') return 'confirmed';
    cut();
    throw new SessionOver('cut');
  }
}

class GivenSession implements BrokerSession {
  readonly over: Promise<void>;
  readonly #broker: GivenBroker;
  readonly #reachable: () => Promise<void>;
  readonly #gone: () => void;
  #end: () => void = () => undefined;
  #isOver = false;

  constructor(broker: GivenBroker, reachable: () => Promise<void>, gone: () => void) {
    this.#broker = broker;
    this.#reachable = reachable;
    this.#gone = gone;
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async publish(message: Message): Promise<Answer> {
    await this.#reachable();
    if (this.#isOver) throw new SessionOver('cut');
    const answer = await Promise.race([this.#broker.take(message, () => this.end()), this.over]);
    await this.#reachable();
    if (answer === undefined || this.#isOver) throw new SessionOver('cut');
    if (answer === 'confirmed') this.#broker.confirmed.add(message.id);
    return answer;
  }

  async close(): Promise<void> {
    this.end();
  }

  end(): void {
    this.#isOver = true;
    this.#gone();
    this.#end();
  }
}
