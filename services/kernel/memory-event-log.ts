import type { Commit, StoreId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { type EventLog, type InsertOutcome, keysOf } from './event-log.ts';

/** The log in memory, for tests and for a whole café in memory. It means the same as the one in MongoDB and keeps nothing. */
export const createMemoryEventLog = (storeId: StoreId): EventLog => {
  const byKey = new Map<string, Commit>();
  const byId = new Map<string, Commit>();

  const insertOne = (commit: Commit): InsertOutcome => {
    const keys = keysOf(commit);
    if (byId.has(commit.commandId) || keys.some((key) => byKey.has(key))) return 'duplicate';
    byId.set(commit.commandId, commit);
    for (const key of keys) byKey.set(key, commit);
    return 'inserted';
  };
  const found = (index: ReadonlyMap<string, Commit>, names: readonly string[]): readonly Commit[] => {
    const commits = new Set<Commit>();
    for (const name of names) {
      const commit = index.get(name);
      if (commit) commits.add(commit);
    }
    return [...commits];
  };
  return {
    storeId,
    insert: async (commits) => commits.map(insertOne),
    byCommand: async (commandIds) => found(byId, commandIds),
    byKeys: async (keys) => found(byKey, keys),
    since: async (at, before) =>
      [...byId.values()]
        .filter((commit) => commit.at >= at && (before === undefined || commit.at < before))
        .flatMap(keysOf),
    async heads() {
      const heads = new Map<StreamName, number>();
      for (const { parts } of byId.values()) {
        for (const { stream, version } of parts) heads.set(stream, Math.max(version, heads.get(stream) ?? 0));
      }
      return heads;
    },
  };
};
