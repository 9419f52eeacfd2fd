import type { MenuState } from '@cafe/contract/folds';
import type { ImportEntry } from './import-entry.ts';
import type { Note } from './import-mistakes.ts';

const FORMAT = 'cafe-menu';
const VERSION = 1;

/** The lists of the file, in an order in which they can be saved, each with its command and the field of its id. */
const LISTS = [
  { list: 'stations', type: 'menu.saveStation', id: 'stationId' },
  { list: 'taxRates', type: 'menu.saveTaxRate', id: 'taxRateId' },
  { list: 'categories', type: 'menu.saveCategory', id: 'categoryId' },
  { list: 'modifierGroups', type: 'menu.saveModifierGroup', id: 'modifierGroupId' },
  { list: 'items', type: 'menu.saveItem', id: 'itemId' },
] as const;
const KEYS: readonly string[] = ['format', 'version', ...LISTS.map(({ list }) => list)];

/** The menu as JSON: the fields of the save commands, in lists. What is sold out and what is counted are not in it. */
export const toJson = (menu: MenuState): string => {
  const items = Object.values(menu.items).map(({ availability, counted, outOfStock, ...saved }) => saved);
  const lists = {
    stations: Object.values(menu.stations),
    taxRates: Object.values(menu.taxRates),
    categories: Object.values(menu.categories),
    modifierGroups: Object.values(menu.modifierGroups),
  };
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...lists, items }, null, 2)}\n`;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** More than any list of a command may have: not worth checking one by one. */
const MAX_LIST = 100;
const isLong = (value: unknown): boolean => Array.isArray(value) && value.length > MAX_LIST;

const parse = (text: string, note: Note): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    note({ message: `this is not JSON: ${error instanceof Error ? error.message : 'unreadable'}` });
    return undefined;
  }
};

/** The entries of a JSON file, whatever they say; what is not such a file is noted. Lists may be left out. */
export const readJson = (text: string, note: Note): readonly ImportEntry[] => {
  const file = parse(text, note);
  if (file === undefined) return [];
  if (!isRecord(file) || file['format'] !== FORMAT || file['version'] !== VERSION) {
    note({ message: `this is not a menu: it needs "format": "${FORMAT}" and "version": ${VERSION}` });
    return [];
  }
  for (const key of Object.keys(file)) {
    if (!KEYS.includes(key)) note({ field: key.slice(0, 40), message: 'there is no such list' });
  }
  return LISTS.flatMap(({ list, type, id }) => {
    const entries = file[list] ?? [];
    if (!Array.isArray(entries)) {
      note({ field: list, message: 'this is not a list' });
      return [];
    }
    return entries.flatMap((fields: unknown, index) => {
      const entry = `${list}[${index}]`;
      if (isRecord(fields) && Object.values(fields).some(isLong)) note({ entry, message: 'a list in it is too long' });
      else if (isRecord(fields)) return [{ id: String(fields[id]), command: { ...fields, type }, at: { entry } }];
      else note({ entry, message: 'this is not an object' });
      return [];
    });
  });
};
