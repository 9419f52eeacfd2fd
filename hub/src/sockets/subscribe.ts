import type { SyncPage, Topic } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { Refusal } from '@cafe/services/kernel';
import { audienceOf, mayFollow, topicFor } from '../policy.ts';
import { roomOf, withoutAbsorbed } from '../rooms.ts';
import type { Connection } from './connection.ts';
import type { LoadedStream } from './sync-pages.ts';
import { streamsOfTopic, type TopicFacts } from './topic-streams.ts';

export interface SubscribeOptions {
  readonly facts: () => TopicFacts;
  readonly load: (stream: StreamName) => Promise<LoadedStream>;
}

type Refused = SyncPage['refused'];

export interface Subscribed {
  readonly refused: Refused;
  readonly streams: ReadonlySet<StreamName>;
}

/** Absent and forbidden look the same (S14). */
const NOT_THERE = new Refusal('actor.not_found', 'it is not there').toBody();

/** Puts a connection into the rooms of the topics it may follow, at once, and then says which streams these are. */
export const createSubscribe = ({ facts, load }: SubscribeOptions) => {
  const join = (connection: Connection, wanted: readonly Topic[]): Refused => {
    const { actor } = connection;
    const refused: Refused = [];
    const topics: Topic[] = [];
    for (const topic of new Set(wanted)) {
      if (mayFollow(actor, topic)) topics.push(topicFor(actor, topic));
      else refused.push({ topic, refusal: NOT_THERE });
    }
    connection.audience = audienceOf(actor);
    connection.topics = withoutAbsorbed(topics);
    connection.leaveAll();
    const { storeId } = facts();
    connection.join(connection.topics.map((topic) => roomOf(storeId, topic, connection.audience)));
    return refused;
  };

  const leave = (connection: Connection, absent: ReadonlySet<Topic>): void => {
    connection.topics = connection.topics.filter((topic) => !absent.has(topic));
    connection.leaveAll();
    const { storeId } = facts();
    connection.join(connection.topics.map((topic) => roomOf(storeId, topic, connection.audience)));
  };

  const isAbsent = async (topic: Topic): Promise<boolean> => {
    const [kind, id = ''] = topic.split(':');
    if (kind === 'table') return !Object.hasOwn(facts().floor.tables, id);
    const [stream] = kind === 'order' ? streamsOfTopic(topic, facts()) : [];
    return stream !== undefined && (await load(stream)).version === 0;
  };

  return async (connection: Connection, wanted: readonly Topic[]): Promise<Subscribed> => {
    const refused = join(connection, wanted);
    const { generation } = connection;
    const streams = new Set<StreamName>();
    const absent = new Set<Topic>();
    for (const topic of connection.topics) {
      if (await isAbsent(topic)) absent.add(topic);
      else for (const stream of streamsOfTopic(topic, facts())) streams.add(stream);
    }
    // What was refused is not followed either; a later sync has chosen for itself.
    if (absent.size > 0 && connection.generation === generation) leave(connection, absent);
    for (const topic of absent) refused.push({ topic, refusal: NOT_THERE });
    return { refused, streams };
  };
};
