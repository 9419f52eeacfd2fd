import type { CommandRoute } from '../kernel/definition.ts';

/** The menu's commands as HTTP paths, below `/api/v1`. */
export const MENU_ROUTES: readonly CommandRoute[] = [
  {
    method: 'POST',
    path: '/menu/categories',
    command: 'menu.saveCategory',
    newId: 'categoryId',
    summary: 'Makes a category',
  },
  {
    method: 'POST',
    path: '/menu/categories/:categoryId/save',
    command: 'menu.saveCategory',
    summary: 'Replaces a category, whole',
  },
  { method: 'POST', path: '/menu/items', command: 'menu.saveItem', newId: 'itemId', summary: 'Makes an item' },
  { method: 'POST', path: '/menu/items/:itemId/save', command: 'menu.saveItem', summary: 'Replaces an item, whole' },
  {
    method: 'POST',
    path: '/menu/items/:itemId/availability',
    command: 'menu.setAvailability',
    summary: 'Says that an item is sold out, or back',
  },
  {
    method: 'POST',
    path: '/menu/items/:itemId/stock',
    command: 'menu.setStock',
    summary: 'Sets how many of an item are left',
  },
  {
    method: 'POST',
    path: '/menu/modifier-groups',
    command: 'menu.saveModifierGroup',
    newId: 'modifierGroupId',
    summary: 'Makes a modifier group with its options',
  },
  {
    method: 'POST',
    path: '/menu/modifier-groups/:modifierGroupId/save',
    command: 'menu.saveModifierGroup',
    summary: 'Replaces a modifier group, whole',
  },
  {
    method: 'POST',
    path: '/menu/tax-rates',
    command: 'menu.saveTaxRate',
    newId: 'taxRateId',
    summary: 'Makes a tax rate',
  },
  {
    method: 'POST',
    path: '/menu/tax-rates/:taxRateId/save',
    command: 'menu.saveTaxRate',
    summary: 'Replaces a tax rate; lines that were sent keep theirs',
  },
  {
    method: 'POST',
    path: '/menu/stations',
    command: 'menu.saveStation',
    newId: 'stationId',
    summary: 'Makes a station',
  },
  {
    method: 'POST',
    path: '/menu/stations/:stationId/save',
    command: 'menu.saveStation',
    summary: 'Renames a station, or makes it the default one',
  },
];
