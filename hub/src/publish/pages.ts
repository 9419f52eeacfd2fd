import type { Commit, CommitPart } from '@cafe/contract';
import { keyOf, type StreamName } from '@cafe/contract/folds';
import { type EventLog, UnreadableCommit } from '@cafe/services/kernel';
import type { Backlog } from './backlog.ts';
import type { BrokerSession } from './broker.ts';
import type { Cursors } from './cursors.ts';
import { messageOf } from './message.ts';

export interface PagesOptions {
  readonly log: EventLog;
  readonly epoch: string;
  readonly cursors: Cursors;
  readonly backlog: Backlog;
  readonly clock: () => Date;
  readonly report: (error: unknown) => void;
  /** Hears of each part that the broker confirmed. */
  readonly published: () => void;
}

/** What is next on one stream. `full`: as much was found as was asked for, so there may be more. */
interface Lane {
  readonly stream: StreamName;
  readonly steps: readonly Step[];
  readonly full: boolean;
}
interface Step {
  readonly commit: Commit;
  readonly part: CommitPart;
}

/** One question to the log names so many keys, and so many commits are in memory at most. */
export const PAGE_KEYS = 128;
/** A stream that this version cannot read on is left alone for so long. */
export const UNREADABLE_MS = 60_000;

/** Publishes the backlog page by page. */
export class Pages {
  readonly #options: PagesOptions;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  /**
   * Publishes what is next on the streams that waited longest. Resolves with whether the broker took all of it, when what it took is
   * stored; whatever else happens, the streams that have more wait again.
   *
   * @throws {SessionOver}
   */
  async publishNext(session: BrokerSession): Promise<boolean> {
    const { backlog, cursors } = this.#options;
    const streams = backlog.take(PAGE_KEYS);
    try {
      const lanes = await this.#read(await cursors.of(streams));
      const ends = await Promise.allSettled(lanes.map((lane) => this.#send(session, lane)));
      await cursors.save();
      return ends.every((end) => {
        if (end.status === 'rejected') throw end.reason;
        return end.value;
      });
    } finally {
      backlog.takeBack();
    }
  }

  async #read(after: ReadonlyMap<StreamName, number>): Promise<readonly Lane[]> {
    const { backlog, clock, report } = this.#options;
    const streams = [...after.keys()];
    try {
      return await this.#lanes(streams, after, Math.max(1, Math.floor(PAGE_KEYS / streams.length)));
    } catch (error) {
      if (!(error instanceof UnreadableCommit)) throw error;
    }
    // One by one: what can be read before it goes out, and a stream that has nothing else waits.
    for (let left = streams; ; ) {
      try {
        return await this.#lanes(left, after, 1);
      } catch (error) {
        if (!(error instanceof UnreadableCommit) || !left.some((stream) => error.streams.includes(stream))) throw error;
        for (const stream of error.streams) backlog.setAside(stream, clock().getTime() + UNREADABLE_MS);
        left = left.filter((stream) => !error.streams.includes(stream));
        report(error);
      }
    }
  }

  async #lanes(
    streams: readonly StreamName[],
    after: ReadonlyMap<StreamName, number>,
    each: number,
  ): Promise<readonly Lane[]> {
    const keysOn = (stream: StreamName) =>
      Array.from({ length: each }, (_, index) => keyOf(stream, (after.get(stream) ?? 0) + 1 + index));
    const steps = new Map<string, Step>();
    const keys = streams.flatMap(keysOn);
    for (const commit of keys.length === 0 ? [] : await this.#options.log.byKeys(keys)) {
      for (const part of commit.parts) steps.set(keyOf(part.stream, part.version), { commit, part });
    }
    return streams.map((stream) => {
      const next: Step[] = [];
      for (const key of keysOn(stream)) {
        const step = steps.get(key);
        if (!step) break; // a hole ends a stream
        next.push(step);
      }
      return { stream, steps: next, full: next.length === each };
    });
  }

  /**
   * One part of a stream is on its way at a time: the next one goes when this one is confirmed. So a part the broker refuses is never
   * overtaken, and whoever else publishes too can repeat a part but not put one before its turn.
   */
  async #send(session: BrokerSession, { stream, steps, full }: Lane): Promise<boolean> {
    const { backlog, cursors, epoch, published } = this.#options;
    let at = 0;
    for (const { commit, part } of steps) {
      at = Date.parse(commit.at);
      if ((await session.publish(messageOf(commit, part, epoch))) === 'refused') {
        backlog.again(stream, at);
        return false;
      }
      cursors.confirm(stream, part.version);
      published();
    }
    if (full) backlog.again(stream, at);
    else backlog.done(stream);
    return true;
  }
}
