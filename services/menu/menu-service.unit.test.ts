import { Command, type MenuCommand, OrderId } from '@cafe/contract';
import { type MenuState, menuStream, type StockState, stockStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import type { Definition } from '../kernel/definition.ts';
import { type Bench, bench, STORE } from '../kernel/kernel-fixture.suite.ts';
import { createMemoryEventLog } from '../kernel/memory-event-log.ts';
import { Refusal } from '../kernel/refusal.ts';
import { createMemoryRows } from '../kernel/row-store.ts';
import { createService } from '../kernel/service.ts';
import { systemTimers } from '../kernel/timers.ts';
import { uuidV5 } from '../kernel/uuid-v5.ts';
import { exportMenu, MENU_ROUTES, menuDefinition, planImport, proposeStock } from './index.ts';
import { cake, cakes, latte, saveCake, savesOfMenu } from './menu-fixture.suite.ts';

type Send = Extract<Command, { type: 'order.send' }>;

/** A service like order, as far as counts go: each of its orders takes one cake. */
const selling: Definition<Send> = {
  name: 'order',
  owns: ['order'],
  streamOf: () => stockStream(cake),
  decide: ({ orderId }, desk) => {
    const { answers, changes } = proposeStock(
      [{ ref: orderId, kind: 'take', itemId: cake, quantity: 1, orderId }],
      desk,
    );
    if (answers.some(({ ok }) => !ok)) throw new Refusal('menu.sold_out', 'no cake is left');
    return changes;
  },
};

/** A process with the menu service. */
const open = (options: Parameters<typeof bench>[0] = {}): Bench =>
  bench({ ...options, definition: menuDefinition as unknown as Definition<never> }); // the bench sends no others
const saveMenu = async ({ send }: Bench): Promise<void> => {
  for (const [index, command] of savesOfMenu.entries()) await send(index + 1, command);
};
const menuOf = async ({ kernel }: Bench): Promise<MenuState> =>
  (await kernel.state(menuStream(STORE))).state as MenuState; // a stream's state is of its kind

describe('counts in two processes', () => {
  test('[MEN-21] sell no cake twice, and both know when the last is gone', async () => {
    const log = createMemoryEventLog(STORE);
    // Timers of the system: who loses a version waits a moment before deciding again.
    const processes = [open({ log, timers: systemTimers }), open({ log, timers: systemTimers })] as const;
    const [first, second] = processes;
    await saveMenu(first);
    await first.send(100, { type: 'menu.setStock', itemId: cake, remaining: 15 });
    await second.kernel.sweep();
    const counters = processes.map(({ kernel }) => createService(selling, kernel));
    const context = { by: { kind: 'staff', id: 'ana' }, may: () => true } as const;
    const sold = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => {
        const orderId = OrderId.parse(uuidV5(`order ${index}`, STORE));
        const envelope = { id: uuidV5(`send ${index}`, STORE), command: { type: 'order.send', orderId } as const };
        return counters[index % 2]?.handle(envelope, context);
      }),
    );
    expect(sold.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
    for (const result of sold) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'menu.sold_out' });
    }
    for (const { kernel } of processes) await kernel.sweep();
    for (const process of processes) {
      const { state } = await process.kernel.state(stockStream(cake));
      expect(state as StockState).toEqual({ remaining: 0 });
      expect((await menuOf(process)).items[cake]).toMatchObject({ outOfStock: true });
    }
  });
});

describe('on the path of every command', () => {
  test('[MEN-18] what is sold out until a moment is put back then, once, by the service', async () => {
    const process = open();
    await saveMenu(process);
    await process.kernel.start();
    await process.send(100, {
      type: 'menu.setAvailability',
      itemId: latte,
      state: 'sold_out',
      until: '2026-11-23T12:01:00.000Z',
    });
    const { version } = await process.kernel.state(menuStream(STORE));
    await process.time.advance(59_000);
    expect((await menuOf(process)).items[latte]?.availability.state).toBe('sold_out');
    await process.time.advance(10_000);
    expect((await menuOf(process)).items[latte]?.availability).toEqual({ state: 'available' });
    expect((await process.kernel.state(menuStream(STORE))).version).toBe(version + 1);
    await process.kernel.stop();
  });

  test('[MEN-27] an import that is sent twice has one effect', async () => {
    const process = open();
    await saveMenu(process);
    const csv = exportMenu(await menuOf(process), 'csv', 'EUR').text.replace('4.90', '5.20');
    const request = { importId: uuidV5('import', STORE), storeId: STORE, format: 'csv', currency: 'EUR' } as const;
    const send = async (): Promise<void> => {
      const planned = planImport({ ...request, bytes: new TextEncoder().encode(csv) }, await menuOf(process));
      for (const envelope of planned) {
        await process.service.handle(envelope, { by: { kind: 'staff', id: 'mara' }, may: () => true });
      }
    };
    await send();
    const { version } = await process.kernel.state(menuStream(STORE));
    expect(version).toBe(savesOfMenu.length + 1);
    expect((await menuOf(process)).items[cake]?.price).toBe(520);
    await send();
    expect((await process.kernel.state(menuStream(STORE))).version).toBe(version);
  });

  test('a count is the primary stream of its command, the menu of all others', () => {
    expect(menuDefinition.streamOf({ type: 'menu.setStock', itemId: cake, remaining: 1 }, STORE)).toBe(
      stockStream(cake),
    );
    for (const command of savesOfMenu) expect(menuDefinition.streamOf(command, STORE)).toBe(menuStream(STORE));
  });

  test('[MEN-8] the collections keep what is archived, and only what changed is written', async () => {
    const rows = createMemoryRows();
    const process = open({ rows });
    await process.kernel.start();
    await saveMenu(process);
    await process.kernel.flush();
    await process.send(100, { ...saveCake, archived: true });
    await process.kernel.flush();
    expect(rows.rows('menuItems')).toMatchObject([
      { _id: latte, foldedTo: 10, fields: { name: 'Latte', archived: false, counted: false } },
      { _id: cake, foldedTo: 11, fields: { name: 'Cheesecake', archived: true, availability: { state: 'available' } } },
    ]);
    expect(rows.rows('categories').find(({ _id }) => _id === cakes)?.fields).toMatchObject({ name: 'Cakes' });
    await process.kernel.stop();
  });
});

describe('the routes', () => {
  const fieldsOf = (type: MenuCommand['type']): readonly string[] => {
    const schema = Command.options.find(({ shape }) => shape.type.value === type);
    return Object.keys(schema?.shape ?? {});
  };

  test.each(MENU_ROUTES)('$path names fields of $command', ({ path, command, newId }) => {
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    for (const field of newId === undefined ? named : [...named, newId])
      expect(fieldsOf(command as MenuCommand['type'])).toContain(field);
  });

  test('there is one for every command of the menu', () => {
    const types = new Set(
      Command.options.map(({ shape }) => shape.type.value).filter((type) => type.startsWith('menu.')),
    );
    expect(new Set(MENU_ROUTES.map(({ command }) => command))).toEqual(types);
  });
});
