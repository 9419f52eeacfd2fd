import type { CommandOf, CommandType } from '@cafe/contract';
import type { Receipt, SendOptions } from '../outgoing-pending.ts';
import type { Send } from './send.ts';

/** The fields of a command of one type. */
type Fields<Type extends CommandType> = Omit<CommandOf<Type>, 'type'>;

/**
 * Saves or changes one thing, and resolves when that is durable. A thing's id is made by the app (`newId`), so the same again
 * changes nothing more, and with the same `options.id` answers what was answered.
 *
 * Besides what each names it rejects with `actor.forbidden`, `command.malformed` (a field out of its range) and the codes of
 * {@link Cafe.send}.
 */
type Change<Type extends CommandType> = (fields: Fields<Type>, options?: SendOptions) => Promise<Receipt>;

/** The menu's own things, each saved whole: what is not named is taken away. Prices in minor units. See services/menu/RULES.md. */
export interface CatalogueCommands {
  /**
   * A category, at most two deep.
   *
   * @throws {CafeError} `menu.not_found` (its parent, a station), `menu.invalid_category`, `menu.in_use` (archived while
   *   items are in it)
   * @example
   * await cafe.catalogue.saveCategory({ categoryId: newId(), name: 'Cakes', sort: 1 });
   */
  readonly saveCategory: Change<'menu.saveCategory'>;
  /**
   * An item with its price, variants, taxes and stations. Lines that were sent keep the price they were sent with.
   *
   * @throws {CafeError} `menu.not_found` (what it names), `menu.invalid_item`
   * @example
   * await cafe.catalogue.saveItem({ ...item, price: 380 });
   */
  readonly saveItem: Change<'menu.saveItem'>;
  /**
   * A group of modifiers: from `min` to `max` of them are chosen.
   *
   * @throws {CafeError} `menu.invalid_group`, `menu.in_use` (archived while items have it)
   */
  readonly saveModifierGroup: Change<'menu.saveModifierGroup'>;
  /**
   * A tax rate, in parts per million: 70,000 is 7 %.
   *
   * @throws {CafeError} `menu.in_use` (archived while items have it)
   */
  readonly saveTaxRate: Change<'menu.saveTaxRate'>;
  /**
   * A station of the kitchen. One of them is the default, which items without a station go to.
   *
   * @throws {CafeError} `menu.default_station`, `menu.in_use`
   */
  readonly saveStation: Change<'menu.saveStation'>;
  /**
   * Sold out by hand, for good or `until` a moment (UTC), or back.
   *
   * @throws {CafeError} `menu.not_found`, `menu.until_passed`, `menu.sold_out` (back, while the count is 0)
   * @example
   * await cafe.catalogue.setAvailability({ itemId, state: 'sold_out' });
   */
  readonly setAvailability: Change<'menu.setAvailability'>;
  /**
   * How many are left, 0–100,000; null ends the counting. At 0 the item is sold out.
   *
   * @throws {CafeError} `menu.not_found`
   */
  readonly setStock: Change<'menu.setStock'>;
}

/** Floors and tables. See services/order/RULES.md, FLR-1 to FLR-7. */
export interface TableCommands {
  /** A floor, whole. @throws {CafeError} `floor.has_open_order` (archived while an order is there) */
  readonly saveFloor: Change<'floor.saveFloor'>;
  /**
   * A table, whole, with the code that is printed on it.
   *
   * @throws {CafeError} `floor.not_found`, `floor.code_taken`, `floor.has_open_order`
   */
  readonly saveTable: Change<'floor.saveTable'>;
  /**
   * What no order says: reserved, dirty, blocked, or available again.
   *
   * @throws {CafeError} `floor.not_found`, `floor.has_open_order`, `table.invalid_transition`
   * @example
   * await cafe.tables.setState({ tableId, state: 'available' });
   */
  readonly setState: Change<'floor.setTableState'>;
}

/** People and devices. Nobody changes whom they may not: an owner is changed by owners alone. See services/user/RULES.md. */
export interface PeopleCommands {
  /** A new person; their PIN and password are set by themselves, never by a command. @throws {CafeError} `staff.exists` */
  readonly add: Change<'staff.add'>;
  /**
   * Another name, role or login of somebody; what is not named stays, and `login: null` takes it away.
   *
   * @throws {CafeError} `staff.not_found`, `staff.exists` (the login), `staff.last_owner`, `staff.owner_protected`
   */
  readonly update: Change<'staff.update'>;
  /**
   * Ends a person's sessions and lets them in no more; their sockets are dropped within a second.
   *
   * @throws {CafeError} `staff.not_found`, `staff.last_owner`, `staff.owner_protected`
   */
  readonly disable: Change<'staff.disable'>;
  /** Lets a person in again. @throws {CafeError} `staff.not_found`, `staff.owner_protected` */
  readonly enable: Change<'staff.enable'>;
  /**
   * Grants or takes a permission, of one role or one person. `revision` is the one that its sender saw: whoever decided on
   * something older is asked to look again.
   *
   * @throws {CafeError} `staff.stale_revision`, `staff.unknown_permission`, `staff.not_found`, `staff.owner_protected`
   */
  readonly setPermission: Change<'staff.setPermission'>;
  /** Ends sessions of a person, all of them or those named. @throws {CafeError} `staff.not_found`, `staff.owner_protected` */
  readonly endSessions: Change<'staff.endSessions'>;
  /** Takes a device out of the store, for ever. @throws {CafeError} `device.not_found` */
  readonly revokeDevice: Change<'device.revoke'>;
}

/** The store's settings. */
export interface SettingsCommands {
  /**
   * Changes what it names and leaves the rest; `serviceCharge: null` takes the charge away. Amounts in minor units, rates in
   * parts per million.
   *
   * @throws {CafeError} `store.currency_fixed` (after the first order), `store.invalid_setting`
   * @example
   * await cafe.settings.configure({ guestMode: 'approve_first' });
   */
  readonly configure: Change<'store.configure'>;
}

const changeOn =
  (send: Send) =>
  <Type extends CommandType>(type: Type): Change<Type> =>
  (fields, options) =>
    // The type and its own fields together are that command; TypeScript does not put a generic union back together.
    send({ type, ...fields } as unknown as CommandOf<Type>, options);

export interface ManagementCommands {
  readonly catalogue: CatalogueCommands;
  readonly tables: TableCommands;
  readonly people: PeopleCommands;
  readonly settings: SettingsCommands;
}

export const managementOn = (send: Send): ManagementCommands => {
  const change = changeOn(send);
  return {
    catalogue: {
      saveCategory: change('menu.saveCategory'),
      saveItem: change('menu.saveItem'),
      saveModifierGroup: change('menu.saveModifierGroup'),
      saveTaxRate: change('menu.saveTaxRate'),
      saveStation: change('menu.saveStation'),
      setAvailability: change('menu.setAvailability'),
      setStock: change('menu.setStock'),
    },
    tables: {
      saveFloor: change('floor.saveFloor'),
      saveTable: change('floor.saveTable'),
      setState: change('floor.setTableState'),
    },
    people: {
      add: change('staff.add'),
      update: change('staff.update'),
      disable: change('staff.disable'),
      enable: change('staff.enable'),
      setPermission: change('staff.setPermission'),
      endSessions: change('staff.endSessions'),
      revokeDevice: change('device.revoke'),
    },
    settings: { configure: change('store.configure') },
  };
};
