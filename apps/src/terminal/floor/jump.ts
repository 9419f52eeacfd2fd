import type { Table } from '@cafe/client-sdk';
import { plain } from '../menu/search.ts';

/** How a table may be typed: `t3`, and `3` for it too, where no table is called 3 alone. */
const tidy = (text: string): string => plain(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The table somebody means: of just this name, else the only one whose digits or beginning it is. Pure. */
export const tableFor = (tables: readonly Table[], typed: string): Table | undefined => {
  const asked = tidy(typed);
  if (asked === '') return undefined;
  const exact = tables.find(({ label }) => tidy(label) === asked);
  if (exact) return exact;
  const near = [
    tables.filter(({ label }) => tidy(label).replaceAll(/\D/g, '') === asked),
    tables.filter(({ label }) => tidy(label).startsWith(asked)),
  ];
  return near.find(({ length }) => length === 1)?.[0];
};
