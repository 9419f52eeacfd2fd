import type { Category, MenuState } from '@cafe/contract/folds';
import type { Handler } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { inOneWay, menuOn, onMenu, requireNamed, saysTheSame } from './decide-common.ts';

const childrenOf = (menu: MenuState, categoryId: string): readonly Category[] =>
  Object.values(menu.categories).filter(({ parentId }) => parentId === categoryId);

/** [MEN-3] two levels: below a category of the first one, and with nothing below itself */
const requireTwoLevels = (menu: MenuState, { categoryId, parentId, name }: Category): void => {
  if (parentId === undefined) return;
  const parent = menu.categories[parentId];
  const tooDeep = parentId === categoryId || parent?.parentId !== undefined || childrenOf(menu, categoryId).length > 0;
  if (!tooDeep) return;
  throw new Refusal('menu.invalid_category', `${name} would stand on a third level`, {
    details: { categoryId, parentId },
  });
};

/** [MEN-4] a category is archived after what is in it */
const requireEmpty = (menu: MenuState, categoryId: string): void => {
  const items = Object.values(menu.items).filter((item) => item.categoryId === categoryId);
  const inUse = [...items, ...childrenOf(menu, categoryId)].filter(({ archived }) => archived !== true);
  if (inUse.length === 0) return;
  const names = inUse.slice(0, 10).map(({ name }) => name);
  throw new Refusal('menu.in_use', `the category holds ${names.join(', ')}`, { details: { names } });
};

/** [MEN-1] whole, by id · [MEN-2] what it names is there · [MEN-3] two levels · [MEN-4] archived when empty */
export const saveCategory: Handler<'menu.saveCategory'> = ({ type: _, ...asked }, desk) => {
  const saved = inOneWay(asked, ['archived', 'stationIds']);
  const menu = menuOn(desk);
  if (saysTheSame(menu.categories[saved.categoryId], saved)) return [];
  const live = saved.archived !== true;
  requireNamed(menu, 'categories', { ids: saved.parentId === undefined ? [] : [saved.parentId], live });
  requireNamed(menu, 'stations', { ids: saved.stationIds ?? [], live });
  requireTwoLevels(menu, saved);
  if (!live) requireEmpty(menu, saved.categoryId);
  return onMenu(desk, { type: 'menu.categorySaved', ...saved });
};

/** [MEN-1] whole, by id */
export const saveTaxRate: Handler<'menu.saveTaxRate'> = ({ type: _, ...saved }, desk) => {
  if (saysTheSame(menuOn(desk).taxRates[saved.taxRateId], saved)) return [];
  return onMenu(desk, { type: 'menu.taxRateSaved', ...saved });
};

/** [MEN-1] whole, by id · [MEN-6] one default station: the first one, until another takes over */
export const saveStation: Handler<'menu.saveStation'> = ({ type: _, ...asked }, desk) => {
  const menu = menuOn(desk);
  const saved = { ...asked, isDefault: asked.isDefault || menu.defaultStationId === undefined };
  if (saysTheSame(menu.stations[saved.stationId], saved)) return [];
  if (menu.defaultStationId === saved.stationId && !saved.isDefault) {
    throw new Refusal('menu.default_station', `${saved.name} is the default station`, {
      details: { stationId: saved.stationId },
    });
  }
  return onMenu(desk, { type: 'menu.stationSaved', ...saved });
};
