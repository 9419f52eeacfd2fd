import { Command, type CommandType } from '@cafe/contract';
import { v7 } from 'uuid';

const HASH = 'ab'.repeat(32);

type Fields = Record<string, unknown>;
type Of<Word extends string> = Extract<CommandType, `${Word}.${string}`>;

const ofPeople = (): Readonly<Record<Of<'store' | 'staff' | 'device'>, Fields>> => ({
  'store.configure': { name: 'Café' },
  'staff.add': { staffId: v7(), name: 'New', role: 'kitchen' },
  'staff.update': { staffId: v7(), name: 'Other' },
  'staff.disable': { staffId: v7() },
  'staff.enable': { staffId: v7() },
  'staff.setPermission': { revision: 999_999, permission: 'order.open', effect: 'inherit', role: 'kitchen' },
  'staff.endSessions': { staffId: v7(), reason: 'by_manager' },
  'device.enrol': { deviceId: v7(), name: 'Till', kind: 'terminal', code: '23456789AB', secretHash: HASH },
  'device.revoke': { deviceId: v7() },
});

const ofMenuAndFloor = (): Readonly<Record<Of<'menu' | 'floor'>, Fields>> => ({
  'menu.saveCategory': { categoryId: v7(), name: 'Category', sort: 1 },
  'menu.saveItem': {
    ...{ itemId: v7(), categoryId: v7(), name: 'Item', description: 'Good', price: 100, sort: 1 },
    ...{ modifierGroupIds: [], allergens: [], diets: [], stationIds: [], taxes: { default: v7() } },
    variants: [{ variantId: v7(), name: 'Large', price: 100 }],
  },
  'menu.saveModifierGroup': {
    ...{ modifierGroupId: v7(), name: 'Group', min: 0, max: 1, required: false, maxQuantity: 1 },
    options: [{ modifierId: v7(), name: 'Option', price: 0, allergens: [] }],
  },
  'menu.saveTaxRate': { taxRateId: v7(), name: 'Rate', ratePpm: 0, inclusive: true },
  'menu.saveStation': { stationId: v7(), name: 'Station', isDefault: false },
  'menu.setAvailability': { itemId: v7(), state: 'sold_out' },
  'menu.setStock': { itemId: v7(), remaining: 3 },
  'floor.saveFloor': { floorId: v7(), name: 'Floor', sort: 9 },
  'floor.saveTable': {
    ...{ tableId: v7(), floorId: v7(), label: 'X', code: '23456789', seats: 2, shape: 'round' },
    ...{ x: 0, y: 0, width: 1, height: 1 },
  },
  'floor.setTableState': { tableId: v7(), state: 'dirty' },
});

const ofOrders = (): Readonly<Record<Of<'order' | 'payment' | 'guest'>, Fields>> => {
  const order = { orderId: v7() };
  const lineIds = [v7()];
  const line = { lineId: v7(), itemId: v7(), quantity: 1 };
  return {
    'order.open': { orderId: v7(), serviceType: 'counter', tabName: 'Kim' },
    'order.addLines': { ...order, lines: [{ ...line, note: 'no sugar' }] },
    'order.changeLine': { ...order, lineId: v7(), expectedVersion: 1, note: 'no sugar' },
    'order.removeLine': { ...order, lineId: v7() },
    'order.send': { ...order, lines: [{ ...line, note: 'no sugar' }] },
    'order.approveLines': { ...order, lineIds },
    'order.rejectLines': { ...order, lineIds, reason: 'closed' },
    'order.start': { ...order, lineIds },
    'order.finish': { ...order, lineIds },
    'order.serve': { ...order, lineIds },
    'order.recall': { ...order, lineIds },
    'order.voidLines': { ...order, lines: [{ lineId: v7() }], reason: 'wrong' },
    'order.acknowledgeVoid': { ...order, lineIds },
    'order.close': order,
    'order.void': { ...order, reason: 'wrong' },
    'order.expire': order,
    'payment.takeCash': { ...order, paymentId: v7(), tendered: 100 },
    'guest.join': { tableId: v7(), ...order, guestId: v7(), secretHash: HASH, name: 'Kim' },
    'guest.admit': order,
    'guest.leave': { ...order, guestId: v7() },
    'guest.remove': { ...order, guestId: v7() },
    'guest.endAll': order,
    'guest.renewPin': order,
    'guest.expire': { ...order, guestIds: [v7()] },
  };
};

/** The fields of one well-formed command of every type. */
const fields = (): Readonly<Record<CommandType, Fields>> => ({ ...ofPeople(), ...ofMenuAndFloor(), ...ofOrders() });

/**
 * One well-formed command of every type of the contract, about things that are not there: fresh ids at each call. A type
 * without one does not compile.
 *
 * @param change fields to put in place of those that a command has, by name
 */
export const everyCommand = (change: Readonly<Record<string, unknown>> = {}): readonly Command[] =>
  Object.entries(fields()).map(([type, own]) => {
    const known = Object.entries(change).filter(([name]) => Object.hasOwn(own, name));
    return Command.parse({ type, ...own, ...Object.fromEntries(known) });
  });
