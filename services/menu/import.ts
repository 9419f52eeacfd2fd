import type { MenuCommand, StoreId } from '@cafe/contract';
import { type MenuState, minorUnitDigits } from '@cafe/contract/folds';
import { Refusal } from '../kernel/refusal.ts';
import { uuidV5 } from '../kernel/uuid-v5.ts';
import { entriesOf } from './csv-entries.ts';
import { kindRowsOf } from './csv-rows.ts';
import { readTable } from './csv-table.ts';
import type { ImportEntry } from './import-entry.ts';
import { createNotes, type Note, refuseMistakes } from './import-mistakes.ts';
import { checkFields, rehearse } from './import-plan.ts';
import { readJson } from './json-menu.ts';

export type MenuFormat = 'json' | 'csv';

/** [MEN-29] the largest file that is read, in bytes; the most rows of a CSV; the most things in a file, each a command */
export const IMPORT_LIMITS = { bytes: 5 * 1024 * 1024, rows: 20_000, entries: 2_000 } as const;

/** A file to be imported. */
export interface MenuImport {
  /** Names this import for ever: the same id again changes nothing more. */
  readonly importId: string;
  readonly storeId: StoreId;
  readonly format: MenuFormat;
  readonly bytes: Uint8Array;
  /** The store's currency; a CSV has its amounts in it. */
  readonly currency: string;
}

/** A command of an import with its id. */
export interface PlannedCommand {
  readonly id: string;
  readonly command: MenuCommand;
}

const tooLarge = (what: string): never => {
  throw new Refusal('input.too_large', what, { details: { ...IMPORT_LIMITS } });
};

const decoder = new TextDecoder('utf-8', { fatal: true });

const textOf = (bytes: Uint8Array, note: Note): string => {
  try {
    return decoder.decode(bytes);
  } catch {
    note({ message: 'this is not UTF-8: in a spreadsheet, save it as "CSV UTF-8"' });
    return '';
  }
};

const read = (
  { format, bytes, currency, importId }: MenuImport,
  menu: MenuState,
  note: Note,
): readonly ImportEntry[] => {
  const text = textOf(bytes, note);
  if (text === '') return [];
  if (format === 'json') return readJson(text, note);
  const rows = readTable(text, note);
  if (rows.length > IMPORT_LIMITS.rows) tooLarge(`the file has ${rows.length} rows`);
  return entriesOf(kindRowsOf(rows, minorUnitDigits(currency), note), { menu, importId, note });
};

const noteRepeated = (entries: readonly ImportEntry[], note: Note): void => {
  const first = new Map<string, ImportEntry>();
  for (const entry of entries) {
    const other = first.get(entry.id);
    if (other === undefined) first.set(entry.id, entry);
    else note({ ...entry.at, message: `this is the same as ${other.at.entry ?? `row ${other.at.row}`}` });
  }
};

/**
 * Reads a file and says which commands it comes to, in the order in which to send them. Pure: nothing is changed, and the
 * same import of the same file gives the same commands under the same ids, so sending them again is harmless (MEN-27).
 *
 * Everything is checked first, by the schemas of the commands and then by the rules of the service on the given menu.
 *
 * @param menu the menu as it is now: things are recognised by id, else by name
 * @throws {Refusal} `menu.import_invalid { mistakes, count }` with every mistake at once, `input.too_large` above
 *   {@link IMPORT_LIMITS}
 * @see services/menu/RULES.md, MEN-25 to MEN-30; docs/menu-import.md
 */
export const planImport = (request: MenuImport, menu: MenuState): readonly PlannedCommand[] => {
  const { bytes, importId, storeId } = request;
  if (bytes.byteLength > IMPORT_LIMITS.bytes) tooLarge(`the file has ${bytes.byteLength} bytes`);
  const { mistakes, note } = createNotes();
  const entries = read(request, menu, note);
  if (entries.length > IMPORT_LIMITS.entries) tooLarge(`the file has ${entries.length} entries`);
  if (entries.length === 0 && mistakes.length === 0) note({ message: 'there is nothing in it' });
  noteRepeated(entries, note);
  const checked = checkFields(entries, note);
  const fine = new Set(checked.map(({ entry }) => entry));
  const failed = new Set(entries.filter((entry) => !fine.has(entry)).map(({ id }) => id));
  const ordered = rehearse(checked, { menu, storeId, failed, note });
  refuseMistakes(mistakes);
  return ordered.map(({ command }) => ({ id: uuidV5(JSON.stringify(command), importId), command }));
};
