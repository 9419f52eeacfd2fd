import { CommandId, type Commit, ItemId, StoreId } from '@cafe/contract';
import { keyOf, type StreamName, stockStream } from '@cafe/contract/folds';
import { type CommitListener, createMemoryEventLog, type EventLog } from '@cafe/services/kernel';

const uuid = (kind: number, n: number): string =>
  `00000000-0000-4000-8${kind.toString().padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;
export const STORE = StoreId.parse(uuid(1, 1));
export const EPOCH = uuid(2, 1);
export const stream = (n: number): StreamName => stockStream(ItemId.parse(uuid(3, n)));

/** A log that others write, and what they say of it. */
export class GivenLog {
  readonly log: EventLog = createMemoryEventLog(STORE);
  readonly keys: string[] = [];
  readonly #heads = new Map<StreamName, number>();
  readonly #listeners = new Set<CommitListener>();
  #commands = 0;

  /** The next part of each of these streams, in one commit. */
  async append(
    streams: readonly StreamName[],
    { at, heard = true }: { readonly at: Date; readonly heard?: boolean },
  ): Promise<void> {
    this.#commands += 1;
    const parts = streams.map((name) => ({ stream: name, version: (this.#heads.get(name) ?? 0) + 1, events: [] }));
    const commit: Commit = {
      storeId: STORE,
      parts,
      at: at.toISOString(),
      businessDay: '2026-11-23',
      by: { kind: 'service', id: 'menu' },
      commandId: CommandId.parse(uuid(4, this.#commands)),
      bodyHash: 'a body',
    };
    for (const part of parts) {
      this.#heads.set(part.stream, part.version);
      this.keys.push(keyOf(part.stream, part.version));
    }
    await this.log.insert([commit]);
    if (heard) this.#tell(commit);
  }

  readonly onCommit = (listener: CommitListener): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #tell(commit: Commit): void {
    // The publisher looks at names and moments alone; what the streams fold to is not its affair.
    const parts = commit.parts.map((part) => ({
      part,
      before: {},
      after: {},
    })) as unknown as Parameters<CommitListener>[0]['parts'];
    for (const listener of [...this.#listeners]) listener({ commit, parts, origin: 'here' });
  }
}

/** The versions of each stream in the order in which they first lie in a queue. */
export const firstVersions = (queue: readonly string[]): ReadonlyMap<string, readonly number[]> => {
  const versions = new Map<string, number[]>();
  for (const id of new Set(queue)) {
    const [name = '', version] = id.split('#');
    versions.set(name, [...(versions.get(name) ?? []), Number(version)]);
  }
  return versions;
};

/** Streams whose parts do not lie there from 1 on, one after another. */
export const outOfOrder = (queue: readonly string[]): readonly string[] =>
  [...firstVersions(queue)]
    .filter(([, versions]) => versions.some((version, index) => version !== index + 1))
    .map(([name]) => name);
