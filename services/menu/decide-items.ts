import type { MenuState, ModifierGroup, SavedItem } from '@cafe/contract/folds';
import type { Handler } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { firstRepeated, inOneWay, menuOn, onMenu, requireNamed, saysTheSame } from './decide-common.ts';

/** [MEN-2] what an item names is there, and not archived unless the item is */
const requireNames = (menu: MenuState, item: SavedItem): void => {
  const live = item.archived !== true;
  requireNamed(menu, 'categories', { ids: [item.categoryId], live });
  requireNamed(menu, 'modifierGroups', { ids: item.modifierGroupIds, live });
  requireNamed(menu, 'stations', { ids: item.stationIds, live });
  const taxRateIds = Object.values(item.taxes).filter((id) => id !== undefined);
  requireNamed(menu, 'taxRates', { ids: taxRateIds, live });
};

/** [MEN-6] an item has somewhere to go from its first day */
const requireStation = (menu: MenuState): void => {
  if (menu.defaultStationId !== undefined) return;
  throw new Refusal('menu.default_station', 'there is no station yet', {
    remedy: 'Save a station first: it becomes the default one.',
  });
};

const invalid = (field: string, message: string): never => {
  throw new Refusal('menu.invalid_item', message, { details: { field } });
};

/** [MEN-7] each list names a thing once, and a PLU finds one item */
const requireDistinct = (menu: MenuState, item: SavedItem): void => {
  const { itemId, plu, archived, variants = [], modifierGroupIds, stationIds, allergens, diets } = item;
  const variantIds = variants.map(({ variantId }) => variantId);
  for (const [field, values] of Object.entries({
    variants: variantIds,
    modifierGroupIds,
    stationIds,
    allergens,
    diets,
  })) {
    const repeated = firstRepeated<string>(values);
    if (repeated !== undefined) invalid(field, `${field} names ${repeated} twice`);
  }
  if (plu === undefined || archived === true) return;
  const holder = Object.values(menu.items).find((other) => other.plu === plu && other.archived !== true);
  if (holder !== undefined && holder.itemId !== itemId) invalid('plu', `PLU ${plu} is ${holder.name}`);
};

/** [MEN-1] whole, by id · [MEN-2] what it names is there · [MEN-6] somewhere to go · [MEN-7] nothing twice */
export const saveItem: Handler<'menu.saveItem'> = ({ type: _, ...asked }, desk) => {
  const saved = inOneWay(asked, ['archived', 'variants']);
  const menu = menuOn(desk);
  const known = menu.items[saved.itemId];
  if (known !== undefined) {
    const { availability, counted, outOfStock, ...before } = known;
    if (saysTheSame(before, saved)) return [];
  }
  requireStation(menu);
  requireNames(menu, saved);
  requireDistinct(menu, saved);
  return onMenu(desk, { type: 'menu.itemSaved', ...saved });
};

const invalidGroup = (message: string, details: Readonly<Record<string, unknown>>): never => {
  throw new Refusal('menu.invalid_group', message, { details });
};

/** [MEN-5] min ≤ max ≤ options × maxQuantity, and the defaults are an answer that would be taken */
const requireLimits = ({ name, min, max, required, maxQuantity, options }: ModifierGroup): void => {
  const most = options.length * maxQuantity;
  if (min > max || max > most) invalidGroup(`${name} asks for ${min} to ${max} of at most ${most}`, { min, max, most });
  const defaults = options.filter(({ isDefault }) => isDefault === true).length;
  const least = required ? Math.max(min, 1) : min;
  if (defaults === 0 || (defaults >= least && defaults <= max)) return;
  invalidGroup(`${name} has ${defaults} defaults and asks for ${least} to ${max}`, { min: least, max, defaults });
};

/** [MEN-5] an option's id is used once on the whole menu: a line names options without their group */
const requireOwnOptions = (menu: MenuState, { modifierGroupId, options, name }: ModifierGroup): void => {
  const ids: readonly string[] = options.map(({ modifierId }) => modifierId);
  const repeated = firstRepeated(ids);
  if (repeated !== undefined) invalidGroup(`${name} names option ${repeated} twice`, { modifierId: repeated });
  for (const other of Object.values(menu.modifierGroups)) {
    if (other.modifierGroupId === modifierGroupId) continue;
    const shared = other.options.find(({ modifierId }) => ids.includes(modifierId));
    if (shared) invalidGroup(`${shared.name} is an option of ${other.name}`, { modifierId: shared.modifierId });
  }
};

/** [MEN-1] whole, by id · [MEN-4] archived when no item has it · [MEN-5] limits that can be met */
export const saveModifierGroup: Handler<'menu.saveModifierGroup'> = ({ type: _, ...asked }, desk) => {
  const options = asked.options.map((option) => inOneWay(option, ['isDefault']));
  const saved = { ...inOneWay(asked, ['archived']), options };
  const menu = menuOn(desk);
  if (saysTheSame(menu.modifierGroups[saved.modifierGroupId], saved)) return [];
  requireLimits(saved);
  requireOwnOptions(menu, saved);
  if (saved.archived === true) {
    const users = Object.values(menu.items).filter(
      (item) => item.archived !== true && item.modifierGroupIds.includes(saved.modifierGroupId),
    );
    const names = users.slice(0, 10).map(({ name }) => name);
    if (users.length > 0) throw new Refusal('menu.in_use', `${names.join(', ')} has it`, { details: { names } });
  }
  return onMenu(desk, { type: 'menu.modifierGroupSaved', ...saved });
};
