import type { Commit } from '@cafe/contract';
import { type AnyState, kindOf, type StreamName } from '@cafe/contract/folds';
import type { EventLog } from './event-log.ts';
import { readOn } from './read-on.ts';
import { neverEnds, type SnapshotStore } from './snapshots.ts';
import type { CachedStream, StreamCache, StreamFold } from './stream-cache.ts';

/** A stream as folded from the log. */
export interface Folded {
  readonly stream: StreamName;
  readonly state: AnyState;
  readonly version: number;
  readonly latest: readonly Commit[];
}

export interface StreamLoader {
  /** The streams from the cache, else from snapshot and log; resolves when all are held. Repeating it is cheap. */
  load(streams: readonly StreamName[]): Promise<readonly CachedStream[]>;
  /** Holds a stream as it was at an earlier version, so that what follows can be let out. */
  loadUntil(stream: StreamName, version: number): Promise<void>;
  /** Folds streams from the log without holding them. */
  fold(streams: readonly StreamName[]): Promise<readonly Folded[]>;
}

export interface StreamLoaderOptions {
  readonly log: EventLog;
  readonly cache: StreamCache;
  readonly fold: StreamFold;
  readonly snapshots: SnapshotStore | undefined;
}

/** Brings streams from the log into the cache, each once however many ask for it. */
export const createStreamLoader = (options: StreamLoaderOptions): StreamLoader => {
  const { cache, fold } = options;
  const loading = new Map<StreamName, Promise<ReadonlyMap<StreamName, CachedStream>>>();
  const foldUntil = createFolding(options);

  const bring = async (streams: readonly StreamName[]): Promise<ReadonlyMap<StreamName, CachedStream>> => {
    const folded = await foldUntil(streams);
    return new Map(folded.map((one) => [one.stream, cache.put(one.stream, one)]));
  };
  const missing = (streams: readonly StreamName[]): StreamName[] => streams.filter((stream) => !cache.get(stream));

  return {
    async load(streams) {
      const fresh = missing(streams).filter((stream) => !loading.has(stream));
      if (fresh.length > 0) {
        const brought = bring(fresh).finally(() => {
          for (const stream of fresh) loading.delete(stream);
        });
        for (const stream of fresh) loading.set(stream, brought);
      }
      const loads = new Set(missing(streams).map((stream) => loading.get(stream)));
      const brought = await Promise.all(loads);
      // Of very many, the first may be forgotten again before the last is there: what was brought is answered all the same.
      const known = new Map(brought.flatMap((some) => [...(some ?? [])]));
      return streams.map((stream) => {
        const cached = cache.get(stream) ?? known.get(stream);
        if (!cached) throw new Error(`${stream} was not loaded`);
        return cached;
      });
    },
    async loadUntil(stream, version) {
      const [folded] =
        version === 0 ? [{ state: fold.initial(stream), version, latest: [] }] : await foldUntil([stream], version);
      if (folded) cache.put(stream, folded);
    },
    fold: foldUntil,
  };
};

/** Folds streams from snapshot and log, up to a version. */
const createFolding = ({ log, fold, snapshots }: StreamLoaderOptions) => {
  const startOf = async (stream: StreamName, until: number): Promise<Folded> => {
    const kind = kindOf(stream);
    const snapshot = neverEnds(kind) ? await snapshots?.load(stream) : undefined;
    if (snapshot && snapshot.foldVersion === fold.version(kind) && snapshot.version <= until) {
      return { stream, state: snapshot.state, version: snapshot.version, latest: [] };
    }
    return { stream, state: fold.initial(stream), version: 0, latest: [] };
  };
  return async (streams: readonly StreamName[], until = Number.MAX_SAFE_INTEGER): Promise<readonly Folded[]> => {
    const starts = await Promise.all(streams.map((stream) => startOf(stream, until)));
    const behind = starts.filter(({ version }) => version < until);
    const commits = await readOn(
      log,
      behind.map(({ stream, version }) => ({ stream, after: version })),
    );
    const parts = partsByStream(commits);
    return starts.map((start) => foldOn(fold, start, { parts: parts.get(start.stream), until }));
  };
};

const partsByStream = (commits: readonly Commit[]): ReadonlyMap<StreamName, Map<number, Commit>> => {
  const streams = new Map<StreamName, Map<number, Commit>>();
  for (const commit of commits) {
    for (const { stream, version } of commit.parts) {
      const versions = streams.get(stream) ?? new Map<number, Commit>();
      streams.set(stream, versions.set(version, commit));
    }
  }
  return streams;
};

const foldOn = (
  fold: StreamFold,
  start: Folded,
  { parts, until }: { readonly parts: ReadonlyMap<number, Commit> | undefined; readonly until: number },
): Folded => {
  const { stream } = start;
  let { state, version } = start;
  const latest: Commit[] = [];
  for (let commit = parts?.get(version + 1); commit && version < until; commit = parts?.get(version + 1)) {
    version += 1;
    const events = commit.parts.find((part) => part.stream === stream)?.events ?? [];
    state = fold.part(stream, state, { at: commit.at, by: commit.by, events });
    latest.push(commit);
  }
  return { stream, state, version, latest };
};
