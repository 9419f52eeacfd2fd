import type { Command } from '@cafe/contract';
import type { Receipt, SendOptions } from '../outgoing-pending.ts';

/** Sends one command and resolves when it is durable; what every method of the groups stands on. */
export type Send = (command: Command, options?: SendOptions) => Promise<Receipt>;

/** Makes ids for new things. */
export type MakeId = <Id extends string>() => Id;

/** A number of a result; a hub that does not say it is one of another version. */
export const numberOf = ({ result }: Receipt, field: string): number => {
  const value = result[field];
  return typeof value === 'number' ? value : Number.NaN;
};
