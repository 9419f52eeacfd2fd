import { readFile } from 'node:fs/promises';
import type { CommandId, RefusalBody } from '@cafe/contract';
import type { QueuedCommand } from '../outbox-store.ts';

/** What is in the outbox, oldest first. */
export type Kept = Map<CommandId, QueuedCommand>;

/** One line of the file. */
export type Line =
  | { readonly put: QueuedCommand }
  | { readonly remove: CommandId }
  | { readonly refuse: CommandId; readonly refusal: RefusalBody };

export const linesOf = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

const take = (kept: Kept, line: Line): void => {
  if ('put' in line) kept.set(line.put.id, line.put);
  else if ('remove' in line) kept.delete(line.remove);
  else {
    const refused = kept.get(line.refuse);
    if (refused) kept.set(line.refuse, { ...refused, refusal: line.refusal });
  }
};

/** A line, or undefined where it is none. Only this package writes the file, so what is whole is what it wrote. */
const read = (text: string): Line | undefined => {
  try {
    const line: unknown = JSON.parse(text);
    const isLine = typeof line === 'object' && line !== null && ('put' in line || 'remove' in line || 'refuse' in line);
    return isLine ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads what is kept; nothing where there is no file. What follows the last line break was cut off in the middle: nobody was
 * told that it is saved. `damaged` says that a whole line could not be read.
 */
export const readFileLines = async (path: string): Promise<{ readonly kept: Kept; readonly damaged: boolean }> => {
  const text = await readFile(path, 'utf8').catch((error: { code?: unknown }) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const kept: Kept = new Map();
  let damaged = false;
  for (const one of text.split('\n').slice(0, -1)) {
    const line = read(one);
    if (line) take(kept, line);
    else damaged = true;
  }
  return { kept, damaged };
};
