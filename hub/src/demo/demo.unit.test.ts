import { Command, type DomainEvent, ItemId, StoreId } from '@cafe/contract';
import {
  foldPart,
  initialOf,
  type MenuState,
  menuStream,
  priceLine,
  type StateOf,
  type StreamName,
  stockStream,
} from '@cafe/contract/folds';
import { menuDefinition } from '@cafe/services/menu';
import { describe, expect, test } from '@jest/globals';
import { demoCommands, demoPeople } from './index.ts';

const storeId = StoreId.parse('00000000-0000-4000-8000-000000000001');
const AT = '2026-11-23T12:00:00.000Z';
const by = { kind: 'service', id: 'demo' } as const;
const commands = demoCommands(storeId);
const ofType = <Type extends Command['type']>(type: Type) =>
  commands.filter((command): command is Extract<Command, { type: Type }> => command.type === type);

/** The menu and the counts after all commands, decided one after another by the menu service. */
const decided = (() => {
  const states = new Map<StreamName, unknown>();
  const stateOf = <Name extends StreamName>(stream: Name): StateOf<Name> =>
    (states.get(stream) as StateOf<Name> | undefined) ?? initialOf(stream); // folded by that stream's own fold
  const may = () => true;
  const desk = { storeId, by, at: AT, businessDay: '2026-11-23', may, state: stateOf, fact: stateOf, version: () => 0 };
  const counts: number[] = [];
  for (const command of commands) {
    if (!command.type.startsWith('menu.')) continue;
    const changes = menuDefinition.decide(command as Parameters<typeof menuDefinition.decide>[0], desk);
    counts.push(changes.length);
    for (const { stream, events } of changes) {
      states.set(stream, foldPart(stream, stateOf(stream), { at: AT, by, events: events as DomainEvent[] }));
    }
  }
  return { stateOf, counts };
})();
const menu: MenuState = decided.stateOf(menuStream(storeId));
const items = Object.values(menu.items);

describe('the demo café', () => {
  test('is made of commands that the hub takes', () => {
    for (const command of commands) expect(Command.parse(command)).toEqual(command);
  });

  test('is the same every time, and another one in another store', () => {
    expect(demoCommands(storeId)).toEqual(commands);
    const other = JSON.stringify(demoCommands(StoreId.parse('00000000-0000-4000-8000-000000000002')));
    for (const { itemId } of ofType('menu.saveItem')) expect(other).not.toContain(itemId);
  });

  test('has the size that was asked for', () => {
    expect(items.length).toBeGreaterThanOrEqual(60);
    expect(Object.keys(menu.categories)).toHaveLength(8);
    expect(Object.keys(menu.taxRates)).toHaveLength(2);
    expect(Object.keys(menu.stations)).toHaveLength(3);
    expect(ofType('floor.saveFloor')).toHaveLength(2);
    expect(ofType('floor.saveTable')).toHaveLength(20);
    expect(ofType('staff.add').map(({ role }) => role)).toEqual([
      'owner',
      'manager',
      'cashier',
      'server',
      'server',
      'kitchen',
    ]);
    expect(demoPeople(storeId).map(({ staffId }) => staffId)).toEqual(
      ofType('staff.add').map(({ staffId }) => staffId),
    );
  });

  test('each command of its menu changes something, so none repeats another', () => {
    expect(decided.counts.every((count) => count > 0)).toBe(true);
  });

  test('uses what a menu can say: sizes, modifiers, allergens, diets, a count, taxes by service type', () => {
    expect(items.filter(({ variants }) => variants !== undefined).length).toBeGreaterThan(15);
    expect(items.filter(({ modifierGroupIds }) => modifierGroupIds.length > 0).length).toBeGreaterThan(40);
    expect(new Set(items.flatMap(({ allergens }) => allergens)).size).toBeGreaterThanOrEqual(9);
    expect(items.every(({ description }) => description !== undefined && description.length > 10)).toBe(true);
    expect(items.filter(({ counted }) => counted).map(({ itemId }) => decided.stateOf(stockStream(itemId)))).toEqual([
      { remaining: 24 },
    ]);
    const used = new Set(items.flatMap(({ modifierGroupIds }) => modifierGroupIds));
    expect(used.size).toBe(Object.keys(menu.modifierGroups).length);
  });

  test('every item can be ordered as it stands, in every size, at every service type', () => {
    for (const { itemId, variants } of items) {
      for (const variantId of variants?.map((variant) => variant.variantId) ?? [undefined]) {
        for (const serviceType of ['dine_in', 'takeaway'] as const) {
          expect(priceLine(menu, { itemId, variantId }, { serviceType, at: AT })).toMatchObject({ ok: true });
        }
      }
    }
  });

  test('taxes a latte as a drink at the table and as milk on the way, and goes to the bar', () => {
    const latte = items.find(({ name }) => name === 'Caffè Latte');
    const choice = { itemId: latte?.itemId ?? ItemId.parse(storeId), variantId: latte?.variants?.[0]?.variantId };
    const at = (serviceType: 'dine_in' | 'takeaway') => {
      const pricing = priceLine(menu, choice, { serviceType, at: AT });
      return pricing.ok ? pricing.line : undefined;
    };
    expect([at('dine_in')?.tax.ratePpm, at('takeaway')?.tax.ratePpm]).toEqual([190_000, 70_000]);
    expect(at('dine_in')?.stationIds.map((id) => menu.stations[id]?.name)).toEqual(['Bar']);
    expect(at('dine_in')?.allergens).toEqual(['milk']);
  });

  test('has a code of its own on each table, and no table on another', () => {
    const tables = ofType('floor.saveTable');
    expect(new Set(tables.map(({ code }) => code)).size).toBe(tables.length);
    for (const one of tables) {
      for (const other of tables) {
        if (one === other || one.floorId !== other.floorId) continue;
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect(apart).toBe(true);
      }
    }
  });
});
