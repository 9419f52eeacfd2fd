import type { Head } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';

/** How often the versions of what changed are announced, in milliseconds: a lost last commit is noticed after that. */
export const HEADS_EVERY_MS = 2_000;

/** Remembers what changed in each room since the last announcement. */
export interface Heads {
  changed(room: string, stream: StreamName, version: number): void;
  /** Announces what changed, once. */
  announce(): void;
}

export const createHeads = (send: (room: string, heads: readonly Head[]) => void): Heads => {
  let changes = new Map<string, Map<StreamName, number>>();
  return {
    changed(room, stream, version) {
      const streams = changes.get(room);
      if (streams) streams.set(stream, version);
      else changes.set(room, new Map([[stream, version]]));
    },
    announce() {
      const announced = changes;
      changes = new Map();
      for (const [room, streams] of announced) send(room, [...streams]);
    },
  };
};
