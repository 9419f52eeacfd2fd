import type { By, Command, Commit } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { isSameCommand } from './appender.ts';
import type { Context, Definition, Receipt } from './definition.ts';
import type { EventLog } from './event-log.ts';
import { Refusal } from './refusal.ts';
import type { Laps } from './stage-watch.ts';

/** A service's definition where the kernel does not care which. */
export type AnyDefinition = Definition<Command, unknown>;

/** A command as it came in. */
export interface Envelope {
  readonly id: string;
  readonly command: Command;
}

/** One command on its way. */
export interface Job {
  readonly definition: AnyDefinition;
  readonly envelope: Envelope;
  readonly context: Context;
  readonly primary: StreamName;
  readonly bodyHash: string;
  readonly laps: Laps;
}

/** What a sender is told of a commit: a pure function of the command and the commit, so a repeat is told the same. */
export const receiptOf = (
  { definition, envelope, primary }: Pick<Job, 'definition' | 'envelope' | 'primary'>,
  commit: Commit,
): Receipt => {
  // A commit without a part on its primary stream keeps that stream's version among its facts.
  const part = commit.parts.find(({ stream }) => stream === primary);
  const version = part?.version ?? commit.facts?.[primary] ?? 0;
  const result = definition.result?.(envelope.command, commit.parts);
  return result === undefined ? { stream: primary, version } : { stream: primary, version, result };
};

/**
 * The commit by which a command succeeded before, if it did.
 *
 * @throws {Refusal} `command.id_reused`: the id belongs to another command, or came from another device or session
 */
export const findEarlier = async (
  log: EventLog,
  { id, bodyHash, by }: { readonly id: string; readonly bodyHash: string; readonly by: By },
): Promise<Commit | undefined> => {
  const [found] = await log.byCommand([id]);
  if (found && !isSameCommand(found, { bodyHash, by })) throw idReused(id);
  return found;
};

export const idReused = (id: string): Refusal =>
  new Refusal('command.id_reused', `the command id ${id} was used for another command or by another sender`);
