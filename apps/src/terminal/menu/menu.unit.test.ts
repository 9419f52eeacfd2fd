import type { MenuItem } from '@cafe/client-sdk';
import { describe, expect, test } from '@jest/globals';
import { readEntry } from './entry.ts';
import { byPlu, search } from './search.ts';

describe('what is typed', () => {
  test.each([
    ['', { quantity: 1, text: '', digits: undefined }],
    ['capp', { quantity: 1, text: 'capp', digits: undefined }],
    ['3', { quantity: 3, text: '', digits: '3' }],
    ['3 capp', { quantity: 3, text: 'capp', digits: undefined }],
    ['12x flat w', { quantity: 12, text: 'flat w', digits: undefined }],
    ['3*104', { quantity: 3, text: '104', digits: undefined }],
    ['3 × 104 ', { quantity: 3, text: '104', digits: undefined }],
    ['104', { quantity: 1, text: '104', digits: '104' }],
    ['4006381333931', { quantity: 1, text: '4006381333931', digits: '4006381333931' }],
    ['0', { quantity: 1, text: '0', digits: '0' }],
    ['0x tea', { quantity: 1, text: '0x tea', digits: undefined }],
    ['7up', { quantity: 1, text: '7up', digits: undefined }],
  ])('[TRM-10] %j is a quantity, a PLU or a name', (typed, entry) => {
    expect(readEntry(typed)).toEqual(entry);
  });
});

const item = (name: string, plu?: string) => ({ name, plu }) as MenuItem; // all that a search looks at
const menu = [
  item('Caffè Latte', '107'),
  item('Flat White', '105'),
  item('Iced Latte', '108'),
  item('Chocolate Cake', '701'),
  item('Cheesecake', '702'),
  item('Latte Macchiato', '109'),
];
const found = (typed: string) => search(menu, typed).map(({ name }) => name);

describe('searching', () => {
  test.each([
    ['lat', ['Latte Macchiato', 'Caffè Latte', 'Iced Latte', 'Flat White', 'Chocolate Cake']],
    ['caffe', ['Caffè Latte']],
    ['fw', ['Flat White']],
    ['cake', ['Chocolate Cake', 'Cheesecake']],
    ['mac lat', ['Latte Macchiato']],
    ['105', ['Flat White']],
    ['70', ['Chocolate Cake', 'Cheesecake']],
    ['', []],
    ['zz', []],
    ['e', []],
  ])('[TRM-11] %j finds what begins so before what only has it', (typed, names) => {
    expect(found(typed)).toEqual(names);
  });

  test('[TRM-11] a PLU is meant whole', () => {
    expect([byPlu(menu, '105')?.name, byPlu(menu, '10')]).toEqual(['Flat White', undefined]);
  });
});
