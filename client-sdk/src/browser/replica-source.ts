import type { Base, Topic } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Client } from '../client.ts';
import type { ConnectionState } from '../connection-state.ts';
import type { Readable } from '../readable.ts';
import type { Known } from '../replica-known.ts';
import type { SeatState } from '../seat.ts';
import type { Timers } from '../timers.ts';

/** What was seen of a café, all of one log and of one audience: enough to show it again without the hub. */
export interface KeptReplica {
  /** The log, and who hears it. */
  readonly epoch: string;
  /** Topics of which everything is among the streams. */
  readonly topics: readonly Topic[];
  /** When the hub was heard last, by this device's clock, milliseconds since 1970. */
  readonly heardAtMs: number;
  /** What the hub has confirmed. */
  readonly streams: readonly Base[];
}

/** What a client sees now. */
export interface SeenReplica extends Omit<KeptReplica, 'streams'> {
  /** A stream that did not change is the same object. */
  readonly streams: Iterable<readonly [StreamName, Known]>;
}

/** A client, as whatever keeps its replica sees it. */
export interface ReplicaSource {
  /** Whose it is: a device's or a guest's id, or the hub's host where nobody says; as of an outbox. */
  readonly name: string;
  readonly timers: Timers;
  readonly report: (error: unknown) => void;
  readonly connection: Readable<ConnectionState>;
  readonly seat: Readable<SeatState>;
  /** What is here; undefined while nothing of it is whole: before the first answer, and within one. */
  read(): SeenReplica | undefined;
  /** Shows what was kept, until the hub says more. For the time before the first connection. */
  restore(kept: KeptReplica): void;
  /** Calls the listener after each change of what is here, and of how it stands. Returns how to stop. */
  onChange(listener: () => void): () => void;
}

export const replicaSource = (client: Client): ReplicaSource => {
  const { options, replica, following, connection, clock, changes } = client;
  // What one person saw is not another's, until the hub says it to them.
  connection.seat.state.subscribe(() => {
    following.whole = [];
  });
  return {
    name: options.getToken.holder?.id ?? new URL(options.url).host,
    timers: options.timers,
    report: options.report,
    connection: connection.state,
    seat: connection.seat.state,
    onChange: changes.on,
    read() {
      const { epoch } = replica;
      const { whole, isSyncing } = following;
      const topics = whole.filter((topic) => following.standing(topic).kind !== 'refused');
      const { heardAtMs } = clock;
      if (isSyncing || topics.length === 0 || epoch === undefined || heardAtMs === undefined) return undefined;
      return { epoch, topics, heardAtMs, streams: replica.all() };
    },
    restore({ epoch, topics, heardAtMs, streams }) {
      clock.heardAtMs = heardAtMs;
      following.whole = topics;
      client.taken(replica.page({ epoch, streams: [...streams], closed: [] })); // as if the hub had just said so
    },
  };
};
