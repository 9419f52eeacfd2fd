import type { MenuState } from '@cafe/contract/folds';
import { escaped, type Html, html } from '../http/html.ts';
import { moneyIn, NOTHING, said, sectionPart } from './menu-list.ts';
import { itemsOf, type ShownItem, sectionsOf } from './menu-sections.ts';
import { TABLE_PAGE_STYLE } from './table-page-style.ts';

/** What the page behind a table's code says. */
export interface TablePage {
  readonly storeName: string;
  readonly tableLabel: string;
  readonly menu: MenuState;
  /** BCP 47, of the menu's names; prices are written as its people write them. */
  readonly locale: string;
  /** ISO 4217. */
  readonly currency: string;
  /** The moment it is shown: what is sold out until an earlier one is there again. */
  readonly at: string;
}

/** A tag that Intl takes; the store's own is checked by its pattern only. */
const knownLocale = (tag: string): string => {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en'; // not a tag of any language: the price matters more than its comma
  }
};

const taxNote = (items: readonly ShownItem[]): string => {
  if (items.every(({ inclusive }) => inclusive)) return 'All prices include tax.';
  if (items.every(({ inclusive }) => !inclusive)) return 'Tax is added to all prices.';
  return 'Tax is added to prices marked with +; all others include it.';
};

/** A whole page around some content. The style stands in it as it is: a browser reads no entities there. */
const pageOf = (title: string, body: Html): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${TABLE_PAGE_STYLE}</style>
</head>
<body>${body.markup}</body>
</html>
`;

/**
 * The page behind a table's code: it names the table and shows the menu at its dine-in prices, with what is sold out and
 * the allergens. Plain HTML that needs no script; every text is escaped. Pure.
 */
export const renderTablePage = ({ storeName, tableLabel, menu, locale, currency, at }: TablePage): string => {
  const language = knownLocale(locale);
  const sections = sectionsOf(menu, { at, locale: language, serviceType: 'dine_in' });
  const items = itemsOf(sections);
  const marked = items.some(({ inclusive }) => inclusive) && items.some(({ inclusive }) => !inclusive);
  const prices = { money: moneyIn(language, currency), marked };
  const links = sections.map(
    ({ category }) => html`<li><a href="#c-${category.categoryId}">${said(category.name)}</a></li>`,
  );
  const nav =
    sections.length > 1 ? html`<nav aria-label="Menu sections"><ul lang="${language}">${links}</ul></nav>` : NOTHING;
  const list = sections.length
    ? html`<main id="menu" lang="${language}">${sections.map((section) => sectionPart(section, prices))}</main>`
    : html`<main id="menu"><p>The menu is being written. Please ask the staff.</p></main>`;
  const notes = items.length
    ? html`<p>${taxNote(items)}</p><p>If you have an allergy, please tell the staff before you order.</p>`
    : NOTHING;
  return pageOf(
    `${storeName} – table ${tableLabel}`,
    html`<a class="skip" href="#menu">To the menu</a>
<header><h1>${said(storeName)}</h1><p class="table">Table ${said(tableLabel)}</p><p class="lead">Welcome! Please order with our staff.</p></header>
${nav}${list}<footer>${notes}</footer>`,
  );
};

/** What a code that stands for no table shows. */
export const renderUnknownTablePage = (): string =>
  pageOf(
    'Unknown table',
    html`<header><h1>This code is not in use</h1></header><main><p>Please scan the code on your table again, or ask the staff.</p></main>`,
  );
