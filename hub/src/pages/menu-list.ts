import type { MinorUnits } from '@cafe/contract';
import { type ModifierGroup, minorUnitDigits, minorUnitFactor } from '@cafe/contract/folds';
import { type Html, html } from '../http/html.ts';
import type { Section, ShownItem } from './menu-sections.ts';

/** Writes an amount of minor units. */
type Money = (amount: MinorUnits) => string;

/** Writes amounts of minor units as the people of a language do. */
export const moneyIn = (locale: string, currency: string): Money => {
  const digits = minorUnitDigits(currency);
  const options = {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  const { format } = new Intl.NumberFormat(locale, options);
  const factor = minorUnitFactor(currency);
  return (amount) => format(amount / factor);
};

/** How the page writes prices: `+` on those whose tax is added, where only some are. */
export interface Prices {
  readonly money: Money;
  readonly marked: boolean;
}

const words = (code: string): string => {
  const text = code.replaceAll('_', '-');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
};

/** Nothing where something could stand. */
export const NOTHING = html``;

/** What people wrote, isolated: no direction mark in it turns the rest of the page around. */
export const said = (text: string): Html => html`<bdi>${text}</bdi>`;

const groupLine = ({ name, options }: ModifierGroup, money: Money): Html => {
  const choices = options.map((option) => {
    const price = option.price > 0 ? ` +${money(option.price)}` : '';
    const allergens = option.allergens.length > 0 ? ` (contains ${option.allergens.join(', ')})` : '';
    return html`${said(option.name)}${price}${allergens}`;
  });
  const joined = choices.map((choice, index) => (index === 0 ? choice : html`, ${choice}`));
  return html`<p><strong>${said(name)}:</strong> ${joined}</p>`;
};

const variantLines = ({ item }: ShownItem, write: Money): Html => {
  if (!item.variants?.length) return NOTHING;
  const lines = item.variants.map(
    (variant) => html`<div><dt>${said(variant.name)}</dt><dd class="price">${write(variant.price)}</dd></div>`,
  );
  return html`<dl class="variants">${lines}</dl>`;
};

/** What is vegan is vegetarian too, and a guest need not read it twice. */
const dietMarks = (diets: readonly string[]): Html => {
  const told = diets.includes('vegan') ? diets.filter((diet) => diet !== 'vegetarian') : diets;
  if (told.length === 0) return NOTHING;
  return html`<ul class="marks" aria-label="Suitable for">${told.map((diet) => html`<li>${words(diet)}</li>`)}</ul>`;
};

const itemLine = (shown: ShownItem, { money, marked }: Prices): Html => {
  const { item, soldOut, groups, inclusive } = shown;
  const write: Money = (amount) => `${money(amount)}${marked && !inclusive ? ' +' : ''}`;
  const variants = variantLines(shown, write);
  const out = soldOut ? html`<span class="out">Sold out</span>` : NOTHING;
  const price = item.variants?.length ? NOTHING : html`<span class="price">${write(item.price)}</span>`;
  const text = item.description ? html`<p class="text">${said(item.description)}</p>` : NOTHING;
  const diets = dietMarks(item.diets);
  const allergens = item.allergens.length
    ? html`<p class="allergens"><strong>Contains:</strong> ${item.allergens.join(', ')}</p>`
    : NOTHING;
  const options = groups.length
    ? html`<details><summary>Options</summary>${groups.map((group) => groupLine(group, money))}</details>`
    : NOTHING;
  return html`<li${soldOut ? html` class="gone"` : NOTHING}><div class="row"><span class="name">${said(item.name)}${out}</span>${price}</div>${variants}${text}${diets}${allergens}${options}</li>
`;
};

const itemList = (items: readonly ShownItem[], prices: Prices): Html =>
  items.length === 0 ? NOTHING : html`<ul class="items">${items.map((shown) => itemLine(shown, prices))}</ul>`;

/** One category of the menu, with those below it. Pure. */
export const sectionPart = ({ category, items, below }: Section, prices: Prices): Html => html`
<section aria-labelledby="c-${category.categoryId}"><h2 id="c-${category.categoryId}">${said(category.name)}</h2>
${itemList(items, prices)}${below.map(
  (section) =>
    html`<h3 id="c-${section.category.categoryId}">${said(section.category.name)}</h3>${itemList(section.items, prices)}`,
)}</section>`;
