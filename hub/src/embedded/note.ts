import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGINES, type EngineName } from './engines.ts';

/** What a data directory says of its store: which engine wrote the data, and while it runs, where. */
export interface Note {
  readonly engine: EngineName;
  readonly uri?: string | undefined;
}

const noteFile = (dataDir: string): string => join(dataDir, 'store.json');

/** The note of a data directory; undefined when no store has ever run there. */
export const readNote = async (dataDir: string): Promise<Note | undefined> => {
  try {
    const { engine, uri }: Record<string, unknown> = JSON.parse(await readFile(noteFile(dataDir), 'utf8'));
    const known = ENGINES.find((one) => one === engine);
    return known && { engine: known, uri: typeof uri === 'string' ? uri : undefined };
  } catch {
    return undefined; // none yet, or cut short: the folders themselves still say whose data there is
  }
};

/** Replaces the note, whole or not at all. */
export const writeNote = async (dataDir: string, note: Note): Promise<void> => {
  await writeFile(`${noteFile(dataDir)}.new`, JSON.stringify(note));
  await rename(`${noteFile(dataDir)}.new`, noteFile(dataDir));
};

/** The store has stopped: whose data it is stays written. */
export const forgetAddress = async (dataDir: string): Promise<void> => {
  const note = await readNote(dataDir);
  if (note) await writeNote(dataDir, { engine: note.engine });
};
