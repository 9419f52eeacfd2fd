import { CategoryId, StationId, TaxRateId } from '@cafe/contract';
import { menuStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import { menu, nothing } from './given-menu.suite.ts';
import {
  bar,
  cakes,
  coffee,
  full,
  nobody,
  pastry,
  saveBar,
  saveCakes,
  saveCoffee,
  saveFull,
  savePastry,
  storeId,
} from './menu-fixture.suite.ts';

const stream = menuStream(storeId);
const absentCategory = CategoryId.parse(nobody);

describe('saving a category', () => {
  test('[MEN-1] makes it, whole', () => {
    expect(nothing.when(saveCoffee)).toEqual([{ stream, events: [{ ...saveCoffee, type: 'menu.categorySaved' }] }]);
  });

  test('[MEN-1] replaces it: what the second save does not say is gone', () => {
    const past = nothing.after(nothing.when({ ...saveCoffee, icon: 'cup' }) as never);
    expect(past.after(past.when(saveCoffee) as never).state(stream).categories[coffee]).not.toHaveProperty('icon');
  });

  test('[MEN-1] stays quiet when it says nothing new', () => {
    expect(menu.when(saveCakes)).toEqual([]);
  });

  test('[MEN-2] is refused below a category or at a station that is not there', () => {
    expect(menu.when({ ...saveCoffee, parentId: absentCategory })).toBe('menu.not_found');
    expect(menu.refusal({ ...saveCoffee, stationIds: [StationId.parse(nobody)] }).details).toEqual({
      kind: 'station',
      id: nobody,
    });
  });

  test('[MEN-3] may stand below one of the first level', () => {
    expect(menu.when({ ...saveCoffee, parentId: cakes })).toHaveLength(1);
  });

  test('[MEN-3] is refused below itself, below the second level, and with others below it', () => {
    const below = menu.after(menu.when({ ...saveCoffee, parentId: cakes }) as never);
    const third = { ...saveCoffee, categoryId: absentCategory, parentId: coffee };
    expect(menu.when({ ...saveCoffee, parentId: coffee })).toBe('menu.invalid_category');
    expect(below.when(third)).toBe('menu.invalid_category');
    const other = below.after(below.when({ ...saveCoffee, categoryId: absentCategory, name: 'Other' }) as never);
    expect(other.when({ ...saveCakes, parentId: absentCategory })).toBe('menu.invalid_category');
  });

  test('[MEN-4] is not archived while it holds items', () => {
    expect(menu.refusal({ ...saveCoffee, archived: true }).details).toEqual({ names: ['Latte'] });
  });

  test('[MEN-4] is not archived while it holds categories, but after them', () => {
    const drinks = { ...saveCoffee, categoryId: absentCategory, name: 'Drinks' };
    const mates = { ...saveCoffee, categoryId: CategoryId.parse(full), name: 'Mate', parentId: absentCategory };
    const past = [drinks, mates].reduce((before, save) => before.after(before.when(save) as never), menu);
    expect(past.when({ ...drinks, archived: true })).toBe('menu.in_use');
    const emptied = past.after(past.when({ ...mates, archived: true }) as never);
    expect(emptied.when({ ...drinks, archived: true })).toHaveLength(1);
  });
});

describe('saving a tax rate', () => {
  test('[MEN-1] makes it, replaces it, and stays quiet when it says nothing new', () => {
    expect(nothing.when(saveFull)).toEqual([{ stream, events: [{ ...saveFull, type: 'menu.taxRateSaved' }] }]);
    const changed = menu.after(menu.when({ ...saveFull, ratePpm: 200_000 }) as never);
    expect(changed.state(stream).taxRates[full]?.ratePpm).toBe(200_000);
    expect(menu.when(saveFull)).toEqual([]);
  });
});

describe('saving a station', () => {
  test('[MEN-6] the first one is the default, whatever it says', () => {
    const past = nothing.after(nothing.when({ ...saveBar, isDefault: false }) as never);
    expect(past.state(stream)).toMatchObject({ defaultStationId: bar, stations: { [bar]: { isDefault: true } } });
  });

  test('[MEN-6] another takes over, and the former one is it no longer', () => {
    const past = menu.after(menu.when({ ...savePastry, isDefault: true }) as never);
    expect(past.state(stream).defaultStationId).toBe(pastry);
    expect(Object.values(past.state(stream).stations).filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  test('[MEN-6] the default one is not simply given up', () => {
    expect(menu.when({ ...saveBar, isDefault: false })).toBe('menu.default_station');
  });

  test('[MEN-1] stays quiet when it says nothing new', () => {
    expect(menu.when(saveBar)).toEqual([]);
    const other = { ...savePastry, stationId: StationId.parse(TaxRateId.parse(nobody)) };
    expect(menu.when(other)).toHaveLength(1);
  });
});
