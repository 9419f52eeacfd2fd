import type { StreamName } from '@cafe/contract/folds';
import type { Positions } from './positions.ts';

/** So many streams are remembered between two questions to the store. */
const MAX_KNOWN = 4_096;

/** How far each stream is published: what is stored, and what was confirmed since and could not be stored yet. */
export class Cursors {
  readonly #positions: Positions;
  readonly #known = new Map<StreamName, number>();
  readonly #unsaved = new Map<StreamName, number>();

  constructor(positions: Positions) {
    this.#positions = positions;
  }

  /** Forgets what was read from the store: another process may have gone on meanwhile. */
  forget(): void {
    this.#known.clear();
  }

  /** The versions that these streams are published up to; 0 where nothing is. */
  async of(streams: readonly StreamName[]): Promise<ReadonlyMap<StreamName, number>> {
    const unknown = streams.filter((stream) => !this.#known.has(stream));
    const stored = unknown.length > 0 ? await this.#positions.versions(unknown) : new Map<StreamName, number>();
    const versions = new Map<StreamName, number>();
    for (const stream of streams) {
      const confirmed = Math.max(this.#known.get(stream) ?? 0, this.#unsaved.get(stream) ?? 0);
      versions.set(stream, Math.max(confirmed, stored.get(stream) ?? 0));
    }
    if (this.#known.size + unknown.length > MAX_KNOWN) this.#known.clear();
    for (const [stream, version] of versions) this.#known.set(stream, version);
    return versions;
  }

  /** The broker has it: from here on it may be stored. */
  confirm(stream: StreamName, version: number): void {
    this.#known.set(stream, version);
    this.#unsaved.set(stream, version);
  }

  /** Stores what was confirmed. What cannot be stored now is kept for the next time. */
  async save(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const versions = new Map(this.#unsaved);
    await this.#positions.save(versions);
    for (const [stream, version] of versions) {
      if (this.#unsaved.get(stream) === version) this.#unsaved.delete(stream);
    }
  }
}
