import type { Base, Notice } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { stateAsSeenBy } from '../redact/as-seen-by.ts';
import { roomOf } from '../rooms.ts';
import type { LiveConnection } from './io-server.ts';
import { createSlowReaderWatch, type SlowReaderWatch } from './slow-readers.ts';
import type { LoadedStream } from './sync-pages.ts';
import { streamsOfTopic, type TopicFacts } from './topic-streams.ts';

export interface CareOptions {
  readonly connections: () => Iterable<LiveConnection>;
  readonly facts: () => TopicFacts;
  readonly load: (stream: StreamName) => Promise<LoadedStream>;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

const DROPPED: Notice = { kind: 'resync' };

/**
 * Puts a connection back into its rooms first, then sends the state of each stream: nothing falls between. All of it in one
 * step that does not count as unsent: a large floor would make a slow reader of whoever has just stopped to be one.
 */
const createCatchUp =
  ({ facts, load }: Pick<CareOptions, 'facts' | 'load'>) =>
  async (connection: LiveConnection): Promise<void> => {
    const { generation, audience, topics } = connection;
    connection.join(topics.map((topic) => roomOf(facts().storeId, topic, audience)));
    const streams = new Set(topics.flatMap((topic) => streamsOfTopic(topic, facts())));
    const loaded = await Promise.all([...streams].map(async (stream) => ({ stream, held: await load(stream) })));
    if (connection.generation !== generation) return;
    connection.unsent.exempting(() => {
      for (const { stream, held } of loaded) {
        const state = stateAsSeenBy(audience, stream, held.state);
        const base: Base = { stream, version: held.version, state };
        connection.send('commits', [base]);
      }
    });
  };

/** Looks after those who read too slowly: they are left out, caught up when they drained, or closed to come back. */
export const createCare = (options: CareOptions) => {
  const { connections, now, report } = options;
  const catchUp = createCatchUp(options);
  const watches = new WeakMap<LiveConnection, SlowReaderWatch>();
  const watchOf = (connection: LiveConnection): SlowReaderWatch => {
    const known = watches.get(connection) ?? createSlowReaderWatch();
    watches.set(connection, known);
    return known;
  };

  const look = (connection: LiveConnection): void => {
    const verdict = watchOf(connection)({ unsentBytes: connection.unsent.bytes(), nowMs: now().getTime() });
    switch (verdict) {
      case 'fine':
      case 'paused':
        return;
      case 'pause':
        connection.leaveAll();
        return;
      case 'resume':
        catchUp(connection).catch(report);
        return;
      case 'drop':
        connection.notice(DROPPED);
        connection.socket.disconnect(true);
        connection.socket.conn.close(true); // at once: what waits for it would be waited for as long
        return;
    }
  };

  return { tick: () => [...connections()].forEach(look) };
};
