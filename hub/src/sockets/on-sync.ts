import { type Base, type Part, type SyncAnswer, type SyncPage, SyncRequest } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { Refusal } from '@cafe/services/kernel';
import { malformed } from '../execute.ts';
import { checkShape } from '../message-shape.ts';
import type { Reach } from '../read-on.ts';
import type { Connection, Pending } from './connection.ts';
import { createSubscribe } from './subscribe.ts';
import { answerFor, fillPage, havesOf, type LoadedStream } from './sync-pages.ts';
import type { TopicFacts } from './topic-streams.ts';

export interface SyncOptions {
  /** The log's own name: another one means that a client's versions are of another history. */
  readonly epoch: string;
  readonly facts: () => TopicFacts;
  /** A stream, loaded if it was not. Its state and its parts are taken in one step. */
  readonly load: (stream: StreamName) => Promise<LoadedStream>;
  /** Reads on where somebody has seen more than this hub: they come from one that was ahead, and are not taken back. */
  readonly reach: Reach;
  /** Checks again, from memory, that the connection may still hear. @throws {Refusal} */
  readonly recheck: (connection: Connection) => void;
  readonly now: () => Date;
  readonly newToken: () => string;
  readonly resumed: (result: 'replay' | 'snapshot' | 'fresh') => void;
}

type Subscription = Extract<SyncRequest, { subscribe: unknown }>;

/** Versions seen by another audience are of another history: the audience is part of the epoch. */
const epochFor = (epoch: string, { audience }: Connection): string => `${epoch}.${audience}`;

/** Answers pages of what a connection follows, each stream taken in one step after its rooms were joined. */
const createPager = ({ epoch, load, recheck, now, newToken, resumed }: SyncOptions) => {
  const answer = async ({ audience, have }: Connection, stream: StreamName) => {
    const answered = answerFor(stream, await load(stream), { audience, have: have.get(stream) });
    resumed('commits' in answered ? 'replay' : have.has(stream) ? 'snapshot' : 'fresh');
    return answered;
  };
  return async (connection: Connection, { streams, generation }: Pending): Promise<SyncPage> => {
    const still = (): void => {
      if (connection.generation === generation) return;
      throw new Refusal('sync.expired', 'another sync came, or another person');
    };
    still(); // what was asked for by somebody is not even read for whoever came after
    const filled = await fillPage(streams, (stream) => answer(connection, stream));
    still();
    recheck(connection);
    const next = filled.rest.length > 0 ? newToken() : undefined;
    if (next !== undefined) connection.pages.set(next, { streams: filled.rest, generation });
    return {
      ok: true,
      now: now().toISOString(),
      epoch: epochFor(epoch, connection),
      audience: connection.audience,
      streams: filled.streams as ({ stream: StreamName; commits: Part[] } | Base)[], // the same forms, readonly
      closed: [],
      refused: [],
      ...(next !== undefined && { next }),
    };
  };
};

/** One `sync` in, one answer out. Joins the rooms before it reads, so that nothing falls between. */
export const createOnSync = (options: SyncOptions) => {
  const { epoch, facts, load, reach } = options;
  const page = createPager(options);
  const subscribe = createSubscribe({ facts, load });

  const start = async (connection: Connection, request: Subscription): Promise<SyncPage> => {
    connection.generation += 1;
    const { generation } = connection;
    connection.pages.clear();
    const { refused, streams } = await subscribe(connection, request.subscribe);
    const known = request.epoch === epochFor(epoch, connection);
    connection.have = known ? havesOf(request.have) : new Map();
    await reach([...connection.have].filter(([stream]) => streams.has(stream)));
    const closed = request.have.map(([stream]) => stream).filter((stream) => !streams.has(stream));
    return { ...(await page(connection, { streams: [...streams], generation })), refused, closed };
  };

  const following = async (connection: Connection, token: string): Promise<SyncPage> => {
    const pending = connection.pages.get(token);
    if (!pending) throw new Refusal('sync.expired', 'that page is not of this connection');
    connection.pages.delete(token);
    return page(connection, pending);
  };

  return async (raw: unknown, connection: Connection): Promise<SyncAnswer> => {
    checkShape(raw);
    const parsed = SyncRequest.safeParse(raw);
    if (!parsed.success) throw malformed(parsed.error.issues);
    const { data } = parsed;
    return 'next' in data ? following(connection, data.next) : start(connection, data);
  };
};
