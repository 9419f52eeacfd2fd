import { createHash } from 'node:crypto';
import {
  CategoryId,
  type DomainEvent,
  FloorId,
  ItemId,
  ModifierGroupId,
  ModifierId,
  StationId,
  StoreId,
  TableCode,
  TableId,
  TaxRateId,
  VariantId,
} from '@cafe/contract';
import {
  floorStream,
  foldPart,
  initialOf,
  type MenuState,
  menuStream,
  type StateOf,
  type StreamName,
  storeStream,
} from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { TABLE_PAGE_HEADERS, tableAnswer } from './table-answer.ts';
import { renderTablePage } from './table-page.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const storeId = StoreId.parse(id(1));
const floorId = FloorId.parse(id(2));
const tableId = TableId.parse(id(3));
const stationId = StationId.parse(id(4));
const inclusive = TaxRateId.parse(id(5));
const exclusive = TaxRateId.parse(id(6));
const group = ModifierGroupId.parse(id(7));
const drinks = CategoryId.parse(id(10));
const hot = CategoryId.parse(id(11));
const food = CategoryId.parse(id(12));
const empty = CategoryId.parse(id(13));
const AT = '2026-11-23T12:00:00.000Z';

const fold = <Name extends StreamName>(stream: Name, events: readonly DomainEvent[]): StateOf<Name> =>
  foldPart(stream, initialOf(stream), { at: AT, by: { kind: 'staff' }, events });

type CategorySaved = Extract<DomainEvent, { type: 'menu.categorySaved' }>;
type ItemSaved = Extract<DomainEvent, { type: 'menu.itemSaved' }>;
const item = (n: number, name: string, more: Partial<ItemSaved> = {}): ItemSaved => ({
  type: 'menu.itemSaved',
  itemId: ItemId.parse(id(100 + n)),
  categoryId: drinks,
  name,
  price: 450,
  modifierGroupIds: [],
  allergens: [],
  diets: [],
  stationIds: [],
  sort: n,
  taxes: { default: inclusive },
  ...more,
});
const category = (categoryId: CategoryId, name: string, sort: number): CategorySaved => ({
  type: 'menu.categorySaved',
  categoryId,
  name,
  sort,
});
const rate = (taxRateId: TaxRateId, isInclusive: boolean): DomainEvent => ({
  type: 'menu.taxRateSaved',
  taxRateId,
  name: 'VAT',
  ratePpm: 100_000,
  inclusive: isInclusive,
});
const base: readonly DomainEvent[] = [
  { type: 'menu.stationSaved', stationId, name: 'Bar', isDefault: true },
  rate(inclusive, true),
  rate(exclusive, false),
  category(food, 'Food', 2),
  category(drinks, 'Drinks', 1),
  { ...category(hot, 'Hot drinks', 0), parentId: drinks },
  category(empty, 'Nothing here', 0),
];
const menuOf = (...events: readonly DomainEvent[]): MenuState => fold(menuStream(storeId), [...base, ...events]);
const page = (menu: MenuState, more: Partial<Parameters<typeof renderTablePage>[0]> = {}): string =>
  renderTablePage({ storeName: 'Café', tableLabel: '12', menu, locale: 'en', currency: 'EUR', at: AT, ...more });
/** What is read, without the markup. */
const read = (html: string): string =>
  html
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page of a table', () => {
  test('names the café and the table, and shows items where and in the order in which they are sorted', () => {
    const menu = menuOf(
      item(3, 'Cola'),
      item(1, 'Water'),
      item(2, 'Tea', { categoryId: hot }),
      item(9, 'Soup', { categoryId: food }),
    );
    expect(read(page(menu))).toMatch(/Café Table 12 .*Drinks Water €4\.50 Cola €4\.50 Hot drinks Tea €4\.50 Food Soup/);
  });

  test('leaves out what is archived, and categories with nothing in them', () => {
    const menu = menuOf(item(1, 'Water'), item(2, 'Yesterday', { archived: true }));
    const text = read(page(menu));
    expect(text).not.toContain('Yesterday');
    expect(text).not.toContain('Nothing here');
    expect(text).not.toContain('Food');
  });

  test('says what is sold out, until the moment that was said', () => {
    const soldOut: DomainEvent = {
      type: 'menu.availabilitySet',
      itemId: ItemId.parse(id(101)),
      state: 'sold_out',
      until: '2026-11-23T13:00:00.000Z',
      cause: 'hand',
    };
    const menu = menuOf(item(1, 'Cake'), soldOut);
    expect(read(page(menu))).toContain('Cake Sold out');
    expect(read(page(menu, { at: '2026-11-23T13:00:00.000Z' }))).not.toContain('Sold out');
  });

  test('shows variants with their prices, allergens, diets, and what options cost and contain', () => {
    const options = [
      { modifierId: ModifierId.parse(id(20)), name: 'Oat milk', price: 50, allergens: ['gluten' as const] },
      { modifierId: ModifierId.parse(id(21)), name: 'Extra hot', price: 0, allergens: [] },
    ];
    const milk: DomainEvent = {
      type: 'menu.modifierGroupSaved',
      modifierGroupId: group,
      name: 'Milk',
      min: 0,
      max: 1,
      required: false,
      maxQuantity: 1,
      options,
    };
    const variants = [
      { variantId: VariantId.parse(id(30)), name: 'Small', price: 300 },
      { variantId: VariantId.parse(id(31)), name: 'Large', price: 400 },
    ];
    const latte = item(1, 'Latte', {
      variants,
      modifierGroupIds: [group],
      allergens: ['milk', 'nuts'],
      diets: ['vegetarian', 'vegan', 'gluten_free'],
    });
    const text = read(page(menuOf(milk, latte)));
    expect(text).toContain('Small €3.00 Large €4.00');
    expect(text).not.toContain('€4.50'); // the item's own price is not used while it has variants
    expect(text).toContain('Contains: milk, nuts');
    expect(text).toMatch(/Vegan Gluten-free/);
    expect(text).not.toContain('Vegetarian');
    expect(text).toMatch(/Options Milk : Oat milk \+€0\.50 \(contains gluten\), Extra hot/);
  });

  test.each([
    ['EUR', 'de', '4,50 €'],
    ['JPY', 'ja', '￥450'],
    ['KWD', 'en', 'KWD 0.450'],
    ['EUR', 'en-aa-bb', '€4.50'],
  ])('writes prices in %s for %s as %s', (currency, locale, expected) => {
    expect(read(page(menuOf(item(1, 'Water')), { currency, locale })).replaceAll('\u00a0', ' ')).toContain(expected);
  });

  test('says how prices stand to tax, by the rate of those who sit down', () => {
    const takeaway = item(1, 'Tea', { taxes: { default: exclusive, dine_in: inclusive } });
    const added = item(2, 'Cola', { taxes: { default: exclusive } });
    expect(read(page(menuOf(takeaway)))).toContain('All prices include tax.');
    expect(read(page(menuOf(added)))).toContain('Tax is added to all prices.');
    const mixed = read(page(menuOf(takeaway, added)));
    expect(mixed).toContain('Tea €4.50 Cola €4.50 +');
    expect(mixed).toContain('marked with +');
  });

  test('S30: what people wrote is text', () => {
    const nasty = `"><img src=x onerror=alert(1)>'&</style><script>alert(2)</script>\u202e`;
    const menu = menuOf(item(1, nasty, { description: nasty }), category(drinks, nasty, 1));
    const html = page(menu, { storeName: nasty, tableLabel: nasty });
    expect(html).not.toMatch(/<img|<script/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).not.toContain('\u202e');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('needs nothing from anywhere: no script, no picture, no style of an element', () => {
    const html = page(menuOf(item(1, 'Water')));
    expect(html).not.toMatch(/<script|<img|<link|\sstyle=|\son\w+=|https?:/);
  });

  test('is a page even when there is no menu', () => {
    expect(read(page(menuOf()))).toContain('The menu is being written.');
  });
});

describe('the address in the code', () => {
  const code = TableCode.parse('ABCD2345');
  const floorWith = (archived: { floor?: boolean; table?: boolean } = {}) =>
    fold(floorStream(storeId), [
      { type: 'floor.floorSaved', floorId, name: 'Inside', sort: 0, archived: archived.floor ?? false },
      {
        type: 'floor.tableSaved',
        ...{ tableId, floorId, label: '12', code, seats: 4, shape: 'square', x: 0, y: 0, width: 1, height: 1 },
        archived: archived.table ?? false,
      },
    ]);
  const cafe = (floor = floorWith()) => ({
    floor,
    menu: menuOf(item(1, 'Water')),
    store: fold(storeStream(storeId), [{ type: 'store.configured', name: 'Lisboa', currency: 'EUR' }]),
  });

  test('S25: shows the table and the menu, in small letters too, and nothing else', () => {
    for (const typed of ['ABCD2345', 'abcd2345']) {
      const { status, body } = tableAnswer(typed, cafe(), AT);
      expect(status).toBe(200);
      expect(read(String(body))).toContain('Lisboa Table 12');
    }
  });

  test('S14: a code that nobody has, one out of use and one that is no code look alike', () => {
    const answers = [
      tableAnswer('ZZZZ2222', cafe(), AT),
      tableAnswer('ABCD2345', cafe(floorWith({ table: true })), AT),
      tableAnswer('ABCD2345', cafe(floorWith({ floor: true })), AT),
      tableAnswer('../../etc/passwd', cafe(), AT),
      tableAnswer('', cafe(), AT),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  test('its policy allows its own style and nothing else, and its address is told to nobody', () => {
    const { body } = tableAnswer('ABCD2345', cafe(), AT);
    const style = /<style>([\s\S]*)<\/style>/.exec(String(body))?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(TABLE_PAGE_HEADERS['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
    expect(TABLE_PAGE_HEADERS['content-security-policy']).toContain("default-src 'none'");
    expect(TABLE_PAGE_HEADERS['referrer-policy']).toBe('no-referrer');
  });
});
