import type { CommandId } from '@cafe/contract';
import type { OpenOutbox, QueuedCommand } from './outbox-store.ts';

/** An outbox in memory that outlives its clients, as a disk does, and fails as a test wants. */
export interface MemoryOutbox {
  readonly open: OpenOutbox;
  readonly kept: Map<CommandId, QueuedCommand>;
  /** What the next writes are refused with. */
  error: Error | undefined;
  /** Writes wait until it resolves. */
  disk: Promise<void>;
  /** Whoever has it loses it, as a page that is killed does: what it writes from here on is not written. */
  kill(): void;
}

export const memoryOutbox = (): MemoryOutbox => {
  const kept = new Map<CommandId, QueuedCommand>();
  let life = 0;
  const outbox: MemoryOutbox = {
    kept,
    error: undefined,
    disk: Promise.resolve(),
    kill: () => {
      life += 1;
    },
    open: async () => {
      life += 1;
      const mine = life;
      let isAdopted = false;
      const write = async (change: () => void): Promise<void> => {
        await outbox.disk;
        if (outbox.error) throw outbox.error;
        if (mine === life) change();
      };
      return {
        async adopt() {
          const all = isAdopted ? [] : [...kept.values()];
          isAdopted = true;
          return all;
        },
        put: (command) => write(() => void kept.set(command.id, kept.get(command.id) ?? command)),
        remove: (id) => write(() => void kept.delete(id)),
        refuse: (id, refusal) =>
          write(() => {
            const command = kept.get(id);
            if (command) kept.set(id, { ...command, refusal });
          }),
        close: async () => {},
      };
    },
  };
  return outbox;
};
