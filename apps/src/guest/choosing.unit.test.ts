import type { ItemId, MenuItem, MenuState, ModifierId } from '@cafe/client-sdk';
import { describe, expect, test } from '@jest/globals';
import { line } from './bill.suite.ts';
import {
  type Choice,
  choiceOf,
  isAnswered,
  mayAdd,
  missingIn,
  modifiersOf,
  usualOf,
  wishOf,
  withOption,
} from './choice.ts';
import { EVERYTHING, fitOf, foundIn, sectionsOf, toggled } from './filters.ts';

type Group = MenuState['modifierGroups'][string];
type Option = Group['options'][number];

// Ids of whatever is made of them.
const option = (name: string, given: Partial<Option> = {}): Option => ({
  modifierId: name as ModifierId,
  name,
  price: 0,
  allergens: [],
  ...given,
});
const group = (name: string, given: Partial<Group> = {}): Group => ({
  modifierGroupId: name as Group['modifierGroupId'],
  name,
  min: 1,
  max: 1,
  required: true,
  maxQuantity: 1,
  options: [],
  ...given,
});
const milk = group('Milk', {
  options: [option('Whole', { allergens: ['milk'], isDefault: true }), option('Oat', { allergens: ['gluten'] })],
});
const cream = group('Cream', {
  options: [option('Cream', { allergens: ['milk'] }), option('More', { allergens: ['milk'] })],
});
const syrup = group('Syrup', {
  min: 0,
  max: 3,
  required: false,
  maxQuantity: 2,
  options: [option('Vanilla'), option('Hazelnut', { allergens: ['nuts'] })],
});
const toppings = group('Toppings', { min: 2, max: 3, options: [option('A'), option('B'), option('C'), option('D')] });

const item = (name: string, given: Partial<MenuItem> = {}): MenuItem => ({
  itemId: name as ItemId,
  categoryId: 'coffee' as MenuItem['categoryId'],
  name,
  price: 300,
  modifierGroupIds: [],
  taxes: { default: 'full' as MenuItem['taxes']['default'] },
  allergens: [],
  diets: [],
  stationIds: [],
  sort: 1,
  availability: { state: 'available' },
  counted: false,
  outOfStock: false,
  ...given,
});
const menuOf = (...items: readonly MenuItem[]): MenuState => ({
  categories: {
    cake: { categoryId: 'cake' as MenuItem['categoryId'], name: 'Cake', sort: 2 },
    coffee: { categoryId: 'coffee' as MenuItem['categoryId'], name: 'Coffee', sort: 1 },
  },
  items: Object.fromEntries(items.map((one) => [one.itemId, one])),
  modifierGroups: Object.fromEntries([milk, cream, syrup, toppings].map((one) => [one.modifierGroupId, one])),
  taxRates: {},
  stations: {},
});
const withGroups = (...groups: readonly Group[]) =>
  item('Latte', { modifierGroupIds: groups.map((one) => one.modifierGroupId) });

describe('the filters', () => {
  const avoiding = (...without: readonly ('milk' | 'gluten' | 'nuts')[]) => ({ without, diets: [] });

  test('[GPG-10] what a dish itself holds, no choice takes out', () => {
    const cake = item('Cake', { allergens: ['gluten'] });
    expect(fitOf(menuOf(cake), cake, avoiding('gluten'))).toBe('no');
    expect(fitOf(menuOf(cake), cake, avoiding('milk'))).toBe('fits');
  });

  test('[GPG-10] what comes with it and can be had without is adaptable; without a way out it is not shown', () => {
    const latte = withGroups(milk);
    expect(fitOf(menuOf(latte), latte, avoiding('milk'))).toBe('adaptable');
    expect(fitOf(menuOf(latte), latte, avoiding('gluten'))).toBe('fits');
    expect(fitOf(menuOf(latte), latte, avoiding('milk', 'gluten'))).toBe('no');
    const sundae = withGroups(milk, cream);
    expect(fitOf(menuOf(sundae), sundae, avoiding('milk'))).toBe('no');
    const sweet = withGroups(syrup);
    expect(fitOf(menuOf(sweet), sweet, avoiding('nuts'))).toBe('fits');
    const usual = { ...syrup, options: [option('Hazelnut', { allergens: ['nuts'], isDefault: true })] };
    const menu = { ...menuOf(sweet), modifierGroups: { Syrup: usual } };
    expect(fitOf(menu, sweet, avoiding('nuts'))).toBe('adaptable'); // nobody asked for it, and it comes with it
  });

  test('[GPG-10] all that somebody eats must be true of it', () => {
    const soup = item('Soup', { diets: ['vegetarian', 'vegan'] });
    expect(fitOf(menuOf(soup), soup, { without: [], diets: ['vegan', 'vegetarian'] })).toBe('fits');
    expect(fitOf(menuOf(soup), soup, { without: [], diets: ['vegan', 'halal'] })).toBe('no');
  });

  test('[GPG-1] [GPG-10] the menu in its order, without what is archived or not looked for', () => {
    const cake = 'cake' as MenuItem['categoryId'];
    const menu = menuOf(
      item('Crème brûlée', { categoryId: cake }),
      item('Mocha', { sort: 2, description: 'With chocolate' }),
      item('Latte', { sort: 1 }),
      item('Old', { archived: true }),
    );
    const names = (text: string) =>
      sectionsOf(menu, { ...EVERYTHING, text }).map(({ name, items }) => [name, ...items.map((one) => one.item.name)]);
    expect(names('')).toEqual([
      ['Coffee', 'Latte', 'Mocha'],
      ['Cake', 'Crème brûlée'],
    ]);
    expect(names('  CREME  brulee')).toEqual([['Cake', 'Crème brûlée']]);
    expect(names('chocolate')).toEqual([['Coffee', 'Mocha']]);
    expect(names('tea')).toEqual([]);
  });

  test('[GPG-10] nobody is asked about what no dish holds', () => {
    const { allergens, diets } = foundIn(
      menuOf(withGroups(milk), item('Old', { archived: true, allergens: ['fish'] })),
    );
    expect([...allergens].toSorted()).toEqual(['gluten', 'milk']);
    expect(diets.size).toBe(0);
    expect(toggled(toggled(['milk'], 'nuts'), 'milk')).toEqual(['nuts']);
  });
});

describe('what is chosen of a dish', () => {
  const nothing: Choice = { variantId: undefined, modifiers: {}, quantity: 1, note: '' };
  const take = (choice: Choice, of: Group, option: string | readonly [string, number]): Choice => {
    const [name, quantity] = typeof option === 'string' ? [option, 1] : option;
    return withOption(choice, of, [name as ModifierId, quantity]);
  };

  test('[GPG-11] it begins as it usually comes', () => {
    const latte = withGroups(milk, syrup);
    expect(usualOf(menuOf(latte), latte)).toEqual({ ...nothing, modifiers: { Whole: 1 } });
  });

  test('[GPG-11] where one is chosen it takes the place of the other', () => {
    expect(take(take(nothing, milk, 'Whole'), milk, 'Oat').modifiers).toEqual({ Oat: 1 });
  });

  test('[GPG-11] nothing goes beyond a group’s most, in all or of one', () => {
    const two = take(nothing, syrup, ['Vanilla', 2]);
    expect(take(two, syrup, ['Vanilla', 3])).toBe(two);
    const three = take(two, syrup, 'Hazelnut');
    expect(three.modifiers).toEqual({ Vanilla: 2, Hazelnut: 1 });
    expect(take(three, syrup, ['Hazelnut', 2])).toBe(three);
    expect(mayAdd(syrup, three, 'Hazelnut' as ModifierId)).toBe(false);
    expect(take(three, syrup, ['Vanilla', 0]).modifiers).toEqual({ Hazelnut: 1 });
  });

  test('[GPG-11] a required group is answered, with as many as it asks for; another only if begun', () => {
    expect(missingIn([syrup, milk], nothing)).toBe(milk);
    expect(missingIn([syrup, milk], take(nothing, milk, 'Oat'))).toBeUndefined();
    const one = take(nothing, toppings, 'A');
    expect(isAnswered(toppings, one)).toBe(false);
    expect(isAnswered(toppings, take(one, toppings, 'B'))).toBe(true);
    const optional = { ...toppings, required: false };
    expect(isAnswered(optional, nothing)).toBe(true);
    expect(isAnswered(optional, one)).toBe(false);
  });

  test('[GPG-11] it is asked for in the order of the groups, with a note only where there is one', () => {
    const latte = withGroups(milk, syrup);
    const chosen = take(take(take(nothing, syrup, ['Vanilla', 2]), milk, 'Oat'), syrup, 'Hazelnut');
    expect(modifiersOf([milk, syrup], chosen).map(({ modifierId, quantity }) => [modifierId, quantity])).toEqual([
      ['Oat', 1],
      ['Vanilla', 2],
      ['Hazelnut', 1],
    ]);
    expect(wishOf(menuOf(latte), latte, { ...nothing, note: '  ' })).not.toHaveProperty('note');
    expect(wishOf(menuOf(latte), latte, { ...nothing, note: ' hot ' })).toMatchObject({ note: 'hot' });
  });

  test('[GPG-20] a line of the cart opens as it is', () => {
    expect(choiceOf(line(1, { quantity: 2, note: 'hot' }))).toEqual({ ...nothing, quantity: 2, note: 'hot' });
  });
});
