import type { MenuState } from '@cafe/contract/folds';
import { uuidV5 } from '../kernel/uuid-v5.ts';
import type { KindRow } from './csv-rows.ts';
import type { Column } from './csv-table.ts';
import type { Note } from './import-mistakes.ts';

/** What reading a file needs to know besides its rows. */
export interface ReadingContext {
  readonly menu: MenuState;
  readonly importId: string;
  readonly note: Note;
}

/** Something with a name and an id, on the menu or in the file. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly archived?: boolean | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => UUID.test(text);

interface Thing {
  readonly name: string;
  readonly archived?: boolean | undefined;
}

/** The things of a record by id. */
export const namedIn = <Each extends Thing>(things: Readonly<Record<string, Each>>): readonly Named[] =>
  Object.entries(things).map(([id, { name, archived }]) => ({ id, name, archived }));

/** Of those with a name, the ones that may be meant: those that are not archived, where there are any. */
const meantBy = (name: string, things: readonly Named[]): readonly Named[] => {
  const called = things.filter((thing) => thing.name === name);
  const live = called.filter(({ archived }) => archived !== true);
  return live.length > 0 ? live : called;
};

/**
 * [MEN-27] The id of a row: the one it states, else that of what is called so on the menu, else one that follows from the
 * import and `path`.
 */
export const idOf = (
  { name, cells, kind }: KindRow,
  { known, path }: { readonly known: readonly Named[]; readonly path: string },
  { importId, note }: ReadingContext,
): string => {
  const stated = cells.text('id')?.trim();
  if (stated !== undefined && stated !== '') {
    if (!isUuid(stated)) note({ row: cells.row, field: 'id', message: `"${stated.slice(0, 40)}" is not an id` });
    return stated;
  }
  const [meant, ...others] = meantBy(name, known);
  if (others.length > 0) {
    note({ row: cells.row, field: 'name', message: `several are called "${name}": state the id of the one you mean` });
  }
  return meant?.id ?? uuidV5(`${kind}:${path}${name}`, importId);
};

/** What a cell may refer to: what the file has of a kind first, then what the menu has. */
export interface Referable {
  readonly what: string;
  readonly inFile: readonly Named[];
  readonly onMenu: readonly Named[];
}

/** [MEN-30] the id of what a cell names, by name or id; noted when there is none or there are several */
export const referTo = (
  text: string,
  { what, inFile, onMenu }: Referable,
  at: { readonly row: number; readonly field: Column; readonly note: Note },
): string | undefined => {
  const byId = [...inFile, ...onMenu].find(({ id }) => id === text);
  if (byId !== undefined) return byId.id;
  const inThis = meantBy(text, inFile);
  const [meant, ...others] = inThis.length > 0 ? inThis : meantBy(text, onMenu);
  if (meant !== undefined && others.length === 0) return meant.id;
  const message = meant === undefined ? `there is no ${what} "${text}"` : `more than one ${what} is called "${text}"`;
  at.note({ row: at.row, field: at.field, message });
  return undefined;
};
