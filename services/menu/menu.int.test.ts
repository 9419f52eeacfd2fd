import { describe, expect, test } from '@jest/globals';
import type { Definition } from '../kernel/definition.ts';
import { bench, OTHER_STORE, STORE } from '../kernel/kernel-fixture.suite.ts';
import { createMongoRows } from '../kernel/mongo-rows.ts';
import { useTestStore } from '../kernel/test-store.suite.ts';
import { connectMenuRows, menuDefinition } from './index.ts';
import { cake, cakes, coffee, latte, saveCake, savesOfMenu } from './menu-fixture.suite.ts';

const connection = useTestStore('menu');

describe('the collections of the menu', () => {
  test('[MEN-8] are listed in menu order, archived things included, for one store alone', async () => {
    const lists = connectMenuRows(connection());
    await lists.createIndexes();
    await lists.createIndexes();
    const rows = createMongoRows(connection(), STORE);
    const definition = menuDefinition as unknown as Definition<never>; // the bench sends no others
    const { kernel, send } = bench({ definition, rows });
    await kernel.start();
    for (const [index, command] of savesOfMenu.entries()) await send(index + 1, command);
    await send(100, { ...saveCake, sort: 0, archived: true });
    await send(101, { type: 'menu.setStock', itemId: latte, remaining: 0 });
    await kernel.flush();
    expect(await lists.listItems(STORE)).toMatchObject([
      { _id: cake, storeId: STORE, name: 'Cheesecake', archived: true, allergens: ['milk', 'eggs'] },
      { _id: latte, name: 'Latte', archived: false, counted: true, outOfStock: true, variants: [{ price: 350 }, {}] },
    ]);
    expect((await lists.listCategories(STORE)).map(({ _id, name }) => [_id, name])).toEqual([
      [coffee, 'Coffee'],
      [cakes, 'Cakes'],
    ]);
    expect(await lists.listItems(OTHER_STORE)).toEqual([]);
    await kernel.stop();
  });
});
