import {
  type MenuCommand,
  SaveCategory,
  SaveItem,
  SaveModifierGroup,
  SaveStation,
  SaveTaxRate,
  type StoreId,
} from '@cafe/contract';
import { foldPart, initialOf, type MenuState, menuStream } from '@cafe/contract/folds';
import type { Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { decide } from './decide.ts';
import type { ImportEntry } from './import-entry.ts';
import type { ImportMistake, Note } from './import-mistakes.ts';
import { rankOf } from './import-order.ts';

/** An entry that has the fields of its command. */
export interface CheckedEntry {
  readonly entry: ImportEntry;
  readonly command: MenuCommand;
}

const SCHEMAS = {
  'menu.saveStation': SaveStation,
  'menu.saveTaxRate': SaveTaxRate,
  'menu.saveCategory': SaveCategory,
  'menu.saveModifierGroup': SaveModifierGroup,
  'menu.saveItem': SaveItem,
} as const;

const schemaOf = (type: unknown) =>
  // The readers write only these five types; anything else is a bug of theirs, and safeParse on undefined says so.
  SCHEMAS[type as keyof typeof SCHEMAS];

/** The columns whose names are not those of the fields: a mistake in a CSV names its column. */
const COLUMN_OF: ReadonlyMap<string, string> = new Map([
  ['categoryId', 'category'],
  ['parentId', 'category'],
  ['modifierGroupIds', 'groups'],
  ['stationIds', 'stations'],
  ['taxes', 'tax'],
  ['maxQuantity', 'each'],
  ['ratePpm', 'rate'],
  ['inclusive', 'included'],
  ['isDefault', 'default'],
]);

/** Where in its file an issue of the schema is: options and variants have rows of their own in a CSV. */
const placeOf = ({ at, childRows }: ImportEntry, path: readonly PropertyKey[]): Omit<ImportMistake, 'message'> => {
  const [list, index, ...rest] = path;
  const childRow = list === 'options' || list === 'variants' ? childRows?.[Number(index)] : undefined;
  const place = childRow === undefined ? at : { row: childRow };
  const steps = (childRow === undefined ? path : rest).map(String);
  const field = place.entry === undefined ? (COLUMN_OF.get(steps[0] ?? '') ?? steps[0] ?? '') : steps.join('.');
  return field === '' ? place : { ...place, field };
};

/** [MEN-26] the entries whose fields are right; the mistakes of the others are noted */
export const checkFields = (entries: readonly ImportEntry[], note: Note): readonly CheckedEntry[] =>
  entries.flatMap((entry) => {
    const { success, data, error } = schemaOf(entry.command['type']).safeParse(entry.command);
    if (success) return [{ entry, command: data }];
    for (const { path, message } of error.issues) note({ ...placeOf(entry, path), message });
    return [];
  });

/** A desk on which nothing is but one menu: the saves of an import are decided on it as they will be later. */
const deskOn = (menu: MenuState, storeId: StoreId): Desk => {
  const stream = menuStream(storeId);
  // Saves read the menu alone; another stream is answered as one that nothing was written to.
  const state: Desk['state'] = (name) =>
    (name === stream ? menu : initialOf(name)) as ReturnType<typeof initialOf<typeof name>>;
  return {
    storeId,
    by: { kind: 'service', id: 'menu' },
    at: '1970-01-01T00:00:00.000Z', // no save depends on the time
    businessDay: '1970-01-01',
    may: () => true,
    state,
    version: () => 0,
    fact: state,
  };
};

/** What a rule says against a save on a menu, or the menu after it. */
const tryOn = (menu: MenuState, command: MenuCommand, storeId: StoreId): MenuState | Refusal => {
  try {
    const desk = deskOn(menu, storeId);
    const events = decide(command, desk).flatMap((change) => change.events);
    return foldPart(menuStream(storeId), menu, { at: desk.at, by: desk.by, events });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

/**
 * [MEN-26] The entries in an order in which each can be saved after those before it, decided by the service's own rules.
 * What a rule is against is noted, once: what only names such an entry is not at fault.
 */
export const rehearse = (
  entries: readonly CheckedEntry[],
  {
    menu,
    storeId,
    failed,
    note,
  }: {
    readonly menu: MenuState;
    readonly storeId: StoreId;
    /** The ids of entries that are wrong already. */
    readonly failed: ReadonlySet<string>;
    readonly note: Note;
  },
): readonly CheckedEntry[] => {
  const ordered = entries.toSorted((one, other) => rankOf(one.command, menu) - rankOf(other.command, menu));
  const wrong = new Set(failed);
  let state = menu;
  for (const { entry, command } of ordered) {
    const after = tryOn(state, command, storeId);
    if (!(after instanceof Refusal)) {
      state = after;
      continue;
    }
    wrong.add(entry.id);
    if (!wrong.has(String(after.details?.['id']))) note({ ...entry.at, message: `${after.code}: ${after.message}` });
  }
  return ordered;
};
