import { Refusal } from '../kernel/refusal.ts';

/** What is wrong with an import, and where. */
export interface ImportMistake {
  /** The row of a CSV in a spreadsheet, where the header is 1. */
  readonly row?: number;
  /** The entry of a JSON file: `items[3]`. */
  readonly entry?: string;
  /** The column or field. */
  readonly field?: string;
  readonly message: string;
}

/** Writes a mistake down; reading goes on, so that all are named at once. */
export type Note = (mistake: ImportMistake) => void;

/** Enough to correct a file with; the rest follows at the next try. */
const MOST_NAMED = 100;
/** So many are told apart; a file with more is no menu, and comparing each with all before would take for ever. */
const MOST_KEPT = 1_000;

/** Where mistakes are written down: one for each place and field, as a cell that cannot be read is not missing too. */
export const createNotes = (): { readonly mistakes: readonly ImportMistake[]; readonly note: Note } => {
  const mistakes: ImportMistake[] = [];
  const isKnown = ({ row, entry, field }: ImportMistake): boolean =>
    field !== undefined &&
    mistakes.some((known) => known.row === row && known.entry === entry && known.field === field);
  const note: Note = (mistake) => {
    if (mistakes.length < MOST_KEPT && !isKnown(mistake)) mistakes.push(mistake);
  };
  return { mistakes, note };
};

/** [MEN-26] @throws {Refusal} `menu.import_invalid { mistakes, count }` when there is a mistake */
export const refuseMistakes = (mistakes: readonly ImportMistake[]): void => {
  const [first] = mistakes;
  if (first === undefined) return;
  const { row, entry = 'the file', field, message } = first;
  const where = [row === undefined ? entry : `row ${row}`, field].filter((part) => part !== undefined).join(', ');
  const more = mistakes.length > 1 ? `, and ${mistakes.length - 1} more` : '';
  throw new Refusal('menu.import_invalid', `${where}: ${message}${more}`, {
    details: { mistakes: mistakes.slice(0, MOST_NAMED), count: mistakes.length },
  });
};
