import { type Cafe, CafeError, type Command, type CommandId, newId } from '@cafe/client-sdk';

/** A command that somebody tapped, and what became of it. Times are of this process, in milliseconds. */
export interface Entry {
  readonly id: CommandId;
  readonly type: string;
  readonly by: string;
  /** The line or the payment that it makes. */
  readonly makes?: string | undefined;
  readonly askedAt: number;
  ackAt?: number;
  stream?: string;
  version?: number;
  /** How often the app itself had to ask again, with the same id, because the hub asked it to come later. */
  again: number;
  /** Why it was refused for good: no fault is a reason for that. */
  refused?: string;
}

/** Everything that was tapped. */
export interface Journal {
  readonly entries: readonly Entry[];
  /** Sends a command until it is answered. Resolves with whether it was done. */
  tell(by: { readonly name: string; readonly cafe: Cafe }, command: Command): Promise<boolean>;
}

/** Not an answer but a request to come again. */
const COME_AGAIN = new Set(['hub.busy']);

const makesOf = (command: Command): string | undefined => {
  if (command.type === 'payment.takeCash') return command.paymentId;
  return command.type === 'order.addLines' || command.type === 'order.send' ? command.lines?.[0]?.lineId : undefined;
};

export const createJournal = (): Journal => {
  const entries: Entry[] = [];
  return {
    entries,
    async tell({ name, cafe }, command) {
      const entry: Entry = {
        id: newId<CommandId>(),
        type: command.type,
        by: name,
        makes: makesOf(command),
        askedAt: performance.now(),
        again: 0,
      };
      entries.push(entry);
      for (;;) {
        try {
          const { stream, version } = await cafe.send(command, { id: entry.id });
          Object.assign(entry, { ackAt: performance.now(), stream, version });
          return true;
        } catch (error) {
          const code = error instanceof CafeError ? error.code : String(error);
          if (COME_AGAIN.has(code)) entry.again += 1;
          else {
            entry.refused = code;
            return false;
          }
        }
      }
    },
  };
};
