import type { CommandOf, CommandType } from '@cafe/contract';
import type { Receipt, SendOptions } from '../outgoing-pending.ts';
import type { Send } from './send.ts';

/** The fields of a command of one type. */
type Fields<Type extends CommandType> = Omit<CommandOf<Type>, 'type'>;

/**
 * Saves or changes one thing, and resolves when that is durable. A thing's id is made by the app (`newId`), so the same again
 * changes nothing more, and with the same `options.id` answers what was answered.
 *
 * Besides what each names it rejects with the codes of {@link Cafe.send}: `command.malformed` is a field out of its range.
 */
export type Change<Type extends CommandType> = (fields: Fields<Type>, options?: SendOptions) => Promise<Receipt>;

/** Makes the methods that send one type of command each. */
export const changeOn =
  (send: Send) =>
  <Type extends CommandType>(type: Type): Change<Type> =>
  (fields, options) =>
    // The type and its own fields together are that command; TypeScript does not put a generic union back together.
    send({ type, ...fields } as unknown as CommandOf<Type>, options);
