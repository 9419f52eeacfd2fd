import type { Ack, Approval, Command, CommandEnvelope, CommandId, SessionId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { CafeError, clientError } from './cafe-error.ts';
import { type Patience, patienceOf } from './may-wait.ts';
import type { QueuedCommand } from './outbox-store.ts';

/** What the hub says of a command that is durable. Asked again with the same id, it says the same for ever. */
export interface Receipt {
  readonly stream: StreamName;
  /** The version of that stream after the command. */
  readonly version: number;
  /** What the command's own documentation says. */
  readonly result: Readonly<Record<string, unknown>>;
}

export interface SendOptions {
  /** The command's id, to ask again for one that was sent before; made here when absent. */
  readonly id?: CommandId;
  /** Another person's PIN for this one command. It is kept nowhere but here, until the answer. */
  readonly approval?: Approval;
  /**
   * How long to wait for the answer, in milliseconds; 30,000 when absent, and without an end for what the outbox keeps. A
   * command in the outbox is sent all the same after its time.
   */
  readonly timeoutMs?: number;
  /** Called once when the outbox has it: from then on it is not lost with this page, whatever happens to the hub. */
  readonly onSaved?: () => void;
}

export interface ToSend extends Pick<SendOptions, 'onSaved'> {
  readonly id: CommandId;
  readonly command: Command;
  readonly session: SessionId | undefined;
  readonly approval: Approval | undefined;
  /** As its sender said it. */
  readonly timeoutMs: number | undefined;
}

/** Whoever sent a command and waits. */
export interface Waiter {
  resolve(receipt: Receipt): void;
  reject(error: CafeError): void;
  stopTimer: () => void;
}

/** One command on its way. */
export interface Pending {
  readonly envelope: CommandEnvelope;
  readonly lane: string;
  readonly patience: Patience;
  readonly waiters: Set<Waiter>;
  /** The outbox has it. */
  isKept: boolean;
  /** It is being written there, and not sent before. */
  isSaving: boolean;
  /** Waits for its answer, or for the time to be sent again. */
  isBusy: boolean;
  /** The hub may have it. */
  wasSent: boolean;
  /** How often it was refused with what passes. */
  refusals: number;
}

/** Commands of one order go out one after another, those of different orders beside each other. */
const laneOf = (command: Command): string =>
  'orderId' in command ? command.orderId : command.type.slice(0, command.type.indexOf('.'));

export const pendingOf = ({ id, command, session, approval }: Omit<ToSend, 'timeoutMs'>): Pending => ({
  envelope: { id, command, ...(session && { session }), ...(approval && { approval }) },
  lane: laneOf(command),
  patience: patienceOf(command, approval),
  waiters: new Set(),
  isKept: false,
  isSaving: false,
  isBusy: false,
  wasSent: false,
  refusals: 0,
});

/** One that the outbox had before this life began. */
export const restoredOf = ({ id, command, session }: QueuedCommand): Pending => ({
  ...pendingOf({ id, command, session, approval: undefined }),
  patience: 'kept',
  isKept: true,
});

export const receiptOf = ({ stream, version, result = {} }: Extract<Ack, { ok: true }>): Receipt => ({
  stream,
  version,
  result,
});

export const sameBody = ({ envelope }: Pending, { command }: Pick<ToSend, 'command'>): boolean =>
  JSON.stringify(envelope.command) === JSON.stringify(command);

export const needsConnection = ({ envelope }: Pending): CafeError =>
  clientError('client.needs_connection', `${envelope.command.type} does not wait for a connection`);

export const settle = ({ waiters }: Pending, outcome: Receipt | CafeError): void => {
  for (const waiter of [...waiters]) {
    waiters.delete(waiter);
    waiter.stopTimer();
    if (outcome instanceof CafeError) waiter.reject(outcome);
    else waiter.resolve(outcome);
  }
};
