import { setTimeout as pause } from 'node:timers/promises';
import { Topic } from '@cafe/contract';
import { floorStream, type StateOf, type StreamName } from '@cafe/contract/folds';
import { type LetOut, mongoEventLogOn } from '@cafe/services/kernel';
import { topicsOf } from '../rooms.ts';
import type { StoreIdentity } from '../store-identity.ts';
import { type From, followLog } from './follow-log.ts';
import { Misuse } from './misuse.ts';
import type { OpenedStore } from './open-store.ts';
import { tailEvents, tailLine } from './tail-line.ts';

export interface TailOptions {
  readonly room?: string;
  readonly from?: string;
  readonly json?: boolean;
}

export interface Tail {
  readonly opened: OpenedStore;
  readonly identity: StoreIdentity;
  readonly options: TailOptions;
  readonly say: (line: string) => void;
  readonly isColoured: boolean;
  readonly report: (error: unknown) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** How often the log is looked at, in milliseconds. */
const LOOK_EVERY_MS = 500;

type Floor = StateOf<`floor:${string}`>;

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Where to begin. @throws {Misuse} */
export const fromOf = (from: string | undefined, topic: Topic | undefined, nowMs: number): From => {
  if (from === undefined) return { sinceMs: nowMs };
  const [, count, unit = ''] = /^(\d{1,9})([smhd])?$/.exec(from) ?? [];
  const unitMs = UNITS[unit];
  if (count !== undefined && unitMs !== undefined) return { sinceMs: nowMs - Number(count) * unitMs };
  // A topic of an order is the name of its stream.
  if (count !== undefined && topic?.startsWith('order:'))
    return { stream: topic as StreamName, version: Number(count) };
  throw new Misuse(
    `--from ${from} is no beginning: say how long ago, like 10m or 2h; or with --room order:<id>, a version.`,
  );
};

/** The topic a person means: a table by what is written on it, too. @throws {Misuse} */
export const topicMeant = (room: string, { tables }: Pick<Floor, 'tables'>): Topic => {
  const [kind, label] = room.split(':');
  const table = kind === 'table' ? Object.values(tables).find((one) => one.label === label) : undefined;
  const topic = Topic.safeParse(table ? `table:${table.tableId}` : room);
  if (topic.success) return topic.data;
  throw new Misuse(
    `There is no room ${room}: name kitchen, floor, menu, store, staff, table:<label or id> or order:<id>.`,
  );
};

/** Whether a part concerns a topic, by the state before or after it: what leaves a room is heard there last. */
const concerns =
  (topic: Topic | undefined, at: string) =>
  ({ part, before, after }: LetOut['parts'][number]): boolean =>
    topic === undefined ||
    [before, after].some((state) => topicsOf(part.stream, state, Date.parse(at)).includes(topic));

/** Shows a store's events as they become durable, until it is told to end. Reads only: no lock, no lease, nothing written. */
export const tail = async ({ opened, identity, options, say, isColoured, report, signal }: Tail): Promise<void> => {
  const { storeId } = identity;
  const log = mongoEventLogOn(opened.connection, { storeId, report });
  const now = () => new Date();
  const follower = followLog({ storeId, log, now, report });
  const { state } = await follower.state(floorStream(storeId));
  // The kernel folds a stream by its name: this is a floor's state.
  const topic = options.room === undefined ? undefined : topicMeant(options.room, state as Floor);
  const show = (letOuts: readonly LetOut[]) => {
    for (const letOut of letOuts) {
      for (const event of tailEvents(letOut, concerns(topic, letOut.commit.at))) {
        say(options.json ? JSON.stringify(event) : tailLine(event, isColoured));
      }
    }
  };
  show(await follower.begin(fromOf(options.from, topic, now().getTime())));
  while (!signal.aborted) {
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined); // told to end: the loop sees it
    // A store that is away comes back; what it took in meanwhile is told then.
    if (!signal.aborted) await follower.next().then(show, report);
  }
};
