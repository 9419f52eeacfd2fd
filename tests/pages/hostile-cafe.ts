import { newId } from '@cafe/client-sdk';
import {
  type CategoryId,
  type Command,
  type FloorId,
  firstWordOf,
  type ItemId,
  type LineId,
  type ModifierGroupId,
  type ModifierId,
  type OrderId,
  type StaffId,
  type StationId,
  TableCode,
  type TableId,
  type VariantId,
} from '@cafe/contract';
import { menuStream } from '@cafe/contract/folds';
import { asHouse, PIN, type TestHub } from '@cafe/testing';
import { HOSTILE_STRINGS } from './hostile-strings.ts';

/** The hostile strings, each whole, in as few texts of so many characters as hold them all. */
const packed = (most: number): readonly string[] => {
  const texts: string[] = [];
  for (const one of HOSTILE_STRINGS) {
    const longer = `${texts.at(-1) ?? ''} ${one}`;
    if (texts.length > 0 && longer.length <= most) texts.splice(-1, 1, longer);
    else texts.push(one);
  }
  return texts;
};

/** Whatever is called by a name, once for each of these. */
export const NAMES = packed(80);
/** Notes and reasons. */
export const NOTES = packed(500);

/** As much of a string as the label of a table takes. */
const labelOf = (text: string): string => {
  let label = '';
  for (const character of text) if (label.length + character.length <= 12) label += character;
  return label;
};
export const LABELS: readonly string[] = HOSTILE_STRINGS.map(labelOf);

/** What an item has at most: groups, and variants. */
const AT_MOST = { groups: 10, variants: 20 };
const part = <One>(all: readonly One[], at: number, size: number) => all.slice(at * size, (at + 1) * size);

type Save = (command: Command) => Promise<unknown>;

/** One station, one category and one group for each name. */
const saveWhatItemsNeed = async (save: Save) => {
  const stations = NAMES.map((name) => ({ stationId: newId<StationId>(), name }));
  for (const station of stations) await save({ type: 'menu.saveStation', ...station, isDefault: false });
  const categories = NAMES.map((name, sort) => ({ categoryId: newId<CategoryId>(), name, sort }));
  for (const category of categories) await save({ type: 'menu.saveCategory', ...category });
  const groups = NAMES.map((name) => ({ id: newId<ModifierGroupId>(), option: newId<ModifierId>(), name }));
  for (const { id, option, name } of groups) {
    const options = [{ modifierId: option, name, price: 0, allergens: [] }];
    const limits = { min: 0, max: 1, required: false, maxQuantity: 1 };
    await save({ type: 'menu.saveModifierGroup', modifierGroupId: id, name, ...limits, options });
  }
  return { stations, groups, categories };
};

/** One item for each name, each in a category of its own; the first of them with all descriptions, groups and variants. */
const saveItems = async (hub: TestHub, save: Save) => {
  const { stations, groups, categories } = await saveWhatItemsNeed(save);
  const [model] = Object.values((await hub.cafe.read(menuStream(hub.identity.storeId))).items);
  if (!model) throw new Error('the menu is empty');
  const items = NAMES.map((name, at) => ({
    itemId: newId<ItemId>(),
    name,
    variants: part(NAMES, at, AT_MOST.variants).map((one) => ({
      variantId: newId<VariantId>(),
      name: one,
      price: 100,
    })),
    groups: part(groups, at, AT_MOST.groups),
  }));
  for (const [at, { itemId, name, groups: own, variants }] of items.entries()) {
    await save({
      type: 'menu.saveItem',
      itemId,
      name,
      price: 100,
      sort: at,
      taxes: model.taxes,
      allergens: [],
      diets: [],
      categoryId: categories[at]?.categoryId ?? model.categoryId,
      stationIds: part(stations, at, 1).map(({ stationId }) => stationId),
      modifierGroupIds: own.map(({ id }) => id),
      ...(NOTES[at] !== undefined && { description: NOTES[at] }),
      ...(variants.length > 0 && { variants }),
    });
  }
  return items;
};

/** Of the codes on tables. */
const DIGITS = '23456789AB';

/** One floor for each name, and on the first of them a table for each label. */
const saveFloors = async (save: Save): Promise<readonly TableId[]> => {
  const floorId = newId<FloorId>();
  for (const [sort, name] of NAMES.entries()) {
    await save({ type: 'floor.saveFloor', floorId: sort === 0 ? floorId : newId<FloorId>(), name, sort });
  }
  const tables = LABELS.map((label, at) => ({ tableId: newId<TableId>(), label, at }));
  for (const { tableId, label, at } of tables) {
    const [x, y] = [at % 10, Math.floor(at / 10)];
    const code = TableCode.parse(`ZZZZZZ${DIGITS[y]}${DIGITS[x]}`);
    const place = { x: x * 1_000, y: y * 1_000, width: 900, height: 900 };
    await save({ type: 'floor.saveTable', tableId, floorId, label, code, seats: 2, shape: 'square', ...place });
  }
  return tables.map(({ tableId }) => tableId);
};

/** One person for each name, all with the PIN that people of tests have. */
const addPeople = async (hub: TestHub, save: Save): Promise<readonly StaffId[]> => {
  const people = NAMES.map((name) => ({ staffId: newId<StaffId>(), name }));
  for (const person of people) await save({ type: 'staff.add', ...person, role: 'server' });
  const { storeId, user } = hub.cafe;
  await Promise.all(people.map(({ staffId }) => user.assignSecret({ storeId, staffId }, { kind: 'pin', value: PIN })));
  return people.map(({ staffId }) => staffId);
};

type Items = Awaited<ReturnType<typeof saveItems>>;

/** Lines after which those with the notes come. */
const WITHOUT_NOTE = 10;

/** All items, sizes and options as lines of one bill, and all notes. */
const linesOf = (items: Items) => {
  const ways = items.flatMap(({ itemId, variants, groups }) => {
    const modifiers = groups.map(({ option }) => ({ modifierId: option, quantity: 1 }));
    return variants.length === 0
      ? [{ itemId, modifiers }]
      : variants.map(({ variantId }) => ({ itemId, variantId, modifiers }));
  });
  return ways.map((way, at) => {
    const note = NOTES[at - WITHOUT_NOTE];
    return { ...way, lineId: newId<LineId>(), quantity: 1, ...(note !== undefined && { note }) };
  });
};

/** What the bill is called on which everything is; some of it is voided, for all reasons. */
export const EVERYTHING = 'Everything';

type Opening = Omit<Extract<Command, { type: 'order.open' }>, 'type' | 'orderId'>;

const openBills = async (
  items: Items,
  { tables, save, by }: { readonly tables: readonly TableId[]; readonly save: Save; readonly by: (at: number) => Save },
) => {
  const lines = linesOf(items);
  const simple = () => lines.slice(-1).map((line) => ({ ...line, lineId: newId<LineId>() }));
  const open = async (as: Save, opening: Opening, sent = simple()) => {
    const orderId = newId<OrderId>();
    await as({ type: 'order.open', orderId, ...opening });
    await as({ type: 'order.send', orderId, lines: sent });
    return orderId;
  };
  const orderId = await open(save, { serviceType: 'counter', tabName: EVERYTHING }, lines);
  for (const [index, reason] of NOTES.entries()) {
    const voided = lines.slice(index, index + 1).map(({ lineId }) => ({ lineId }));
    await save({ type: 'order.voidLines', orderId, lines: voided, reason });
  }
  for (const [index, tabName] of NAMES.entries()) await open(by(index), { serviceType: 'counter', tabName });
  for (const tableId of tables) await open(save, { serviceType: 'dine_in', tableId });
  return { orderId, lineIds: lines.map(({ lineId }) => lineId) };
};

/** A café in which everything that has a name, a note or a reason has a hundred hostile ones. Answers the bill with everything, and an item of which nothing has to be chosen. */
export const fillHostileCafe = async (hub: TestHub) => {
  const save: Save = (command) => asHouse(hub, command);
  const items = await saveItems(hub, save);
  const tables = await saveFloors(save);
  const people = await addPeople(hub, save);
  const by = (at: number): Save => {
    const staffId = people[at];
    if (!staffId) throw new Error('there are fewer people than that');
    const context = { by: { kind: 'staff', id: staffId }, may: () => true } as const;
    return async (command) =>
      hub.cafe.services.get(firstWordOf(command.type))?.handle({ id: newId(), command }, context);
  };
  const [simple] = items.slice(-1);
  if (!simple) throw new Error('there are no items');
  return { itemId: simple.itemId, ...(await openBills(items, { tables, save, by })) };
};
