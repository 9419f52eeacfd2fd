import { createHash } from 'node:crypto';
import { TableCode } from '@cafe/contract';
import type { FloorState, MenuState, StoreState, Table } from '@cafe/contract/folds';
import type { Answer } from '../http/endpoint.ts';
import { renderTablePage, renderUnknownTablePage } from './table-page.ts';
import { TABLE_PAGE_STYLE } from './table-page-style.ts';

const styleHash = createHash('sha256').update(TABLE_PAGE_STYLE).digest('base64');

/** What the page may do: show its own style, and nothing else. Its address holds the table's code, so nobody is told it. */
export const TABLE_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** The café as it is now. */
export interface TablePageStates {
  readonly floor: FloorState;
  readonly menu: MenuState;
  readonly store: StoreState;
}

const tableWith = (text: string, { tables, floors }: FloorState): Table | undefined => {
  const code = TableCode.safeParse(text.toUpperCase()); // typed by hand, it may come in small letters
  if (!code.success) return undefined;
  return Object.values(tables).find(
    (table) => table.code === code.data && !table.archived && floors[table.floorId]?.archived === false,
  );
};

/**
 * What `GET /t/<code>` answers: the table's page, or one page for every code that stands for no table (404). Pure.
 *
 * @param code as it stands in the address
 * @param at the moment, UTC
 */
export const tableAnswer = (code: string, { floor, menu, store }: TablePageStates, at: string): Answer => {
  const table = tableWith(code, floor);
  if (!table) return { status: 404, body: renderUnknownTablePage(), headers: TABLE_PAGE_HEADERS };
  const { name: storeName, currency, languages } = store;
  const page = { storeName, tableLabel: table.label, menu, locale: languages[0] ?? 'en', currency, at };
  return { status: 200, body: renderTablePage(page), headers: TABLE_PAGE_HEADERS };
};
