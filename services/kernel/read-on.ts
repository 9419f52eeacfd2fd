import type { Commit } from '@cafe/contract';
import { keyOf, type StreamName } from '@cafe/contract/folds';
import type { EventLog } from './event-log.ts';

/** How far a stream is known. */
export interface Cursor {
  readonly stream: StreamName;
  readonly after: number;
}

interface Reading {
  readonly stream: StreamName;
  readonly found: Map<number, Commit>;
  version: number;
  chunk: number;
}

const CHUNK = 16;
const GROWTH = 4;
const LARGEST_CHUNK = 256;
/**
 * One question to the log names at most so many keys: a sweep of a thousand open bills is asked in small ones, one after another, and
 * what is inserted beside it waits for none of them long (measured, docs/performance.md).
 */
const LARGEST_QUESTION = 128;

/**
 * What many streams have above the versions known, by asking for their next keys: one round for all of them, and a
 * larger one (16, 64, 256 keys) for those that had everything that was asked for. Point look-ups on any engine, no sort.
 *
 * Resolves with each commit once, in no order. A hole ends a stream: what lies behind it is asked for next time.
 *
 * @param firstChunk keys asked per stream in the first round; 1 where most streams are expected to have nothing new
 */
export const readOn = async (
  log: EventLog,
  cursors: readonly Cursor[],
  firstChunk: number = CHUNK,
): Promise<readonly Commit[]> => {
  const commits = new Map<string, Commit>();
  let open: Reading[] = cursors.map(({ stream, after }) => ({
    stream,
    found: new Map(),
    version: after,
    chunk: firstChunk,
  }));
  while (open.length > 0) {
    const readings = new Map(open.map((reading) => [reading.stream, reading]));
    for (const commit of await ask(log, open)) file(commit, readings);
    open = open.filter((reading) => advance(reading, commits));
  }
  return [...commits.values()];
};

const ask = async (log: EventLog, open: readonly Reading[]): Promise<readonly Commit[]> => {
  const keys = open.flatMap(({ stream, version, chunk }) =>
    Array.from({ length: chunk }, (_, index) => keyOf(stream, version + 1 + index)),
  );
  const answers: (readonly Commit[])[] = [];
  for (let from = 0; from < keys.length; from += LARGEST_QUESTION) {
    answers.push(await log.byKeys(keys.slice(from, from + LARGEST_QUESTION)));
  }
  return answers.flat();
};

const file = (commit: Commit, readings: ReadonlyMap<StreamName, Reading>): void => {
  for (const part of commit.parts) readings.get(part.stream)?.found.set(part.version, commit);
};

/** Takes what follows without a hole; whether there may be more. */
const advance = (reading: Reading, commits: Map<string, Commit>): boolean => {
  const wanted = reading.version + reading.chunk;
  for (let commit = reading.found.get(reading.version + 1); commit; commit = reading.found.get(reading.version + 1)) {
    commits.set(commit.commandId, commit);
    reading.version += 1;
  }
  const more = reading.version >= wanted;
  reading.found.clear();
  reading.chunk = Math.min(Math.max(reading.chunk * GROWTH, CHUNK), LARGEST_CHUNK);
  return more;
};
