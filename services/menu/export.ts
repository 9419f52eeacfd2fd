import { type MenuState, minorUnitDigits } from '@cafe/contract/folds';
import { toCsv } from './csv-write.ts';
import type { MenuFormat } from './import.ts';
import { toJson } from './json-menu.ts';

/** A menu as a file: what to answer a download with. */
export interface MenuFile {
  readonly contentType: string;
  readonly fileName: string;
  readonly text: string;
}

/**
 * The menu as a file that `planImport` reads back to the same menu (MEN-25). Pure. A CSV has its amounts in the store's
 * currency; what is sold out and what is counted are not in the file.
 *
 * @see docs/menu-import.md
 */
export const exportMenu = (menu: MenuState, format: MenuFormat, currency: string): MenuFile =>
  format === 'json'
    ? { contentType: 'application/json; charset=utf-8', fileName: 'menu.json', text: toJson(menu) }
    : {
        contentType: 'text/csv; charset=utf-8; header=present',
        fileName: 'menu.csv',
        text: toCsv(menu, minorUnitDigits(currency)),
      };
