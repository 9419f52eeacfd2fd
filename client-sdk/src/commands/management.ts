import { type CatalogueCommands, catalogueOn } from './catalogue.ts';
import { type Change, changeOn } from './change.ts';
import type { Send } from './send.ts';

/** Floors and tables. See services/order/RULES.md, FLR-1 to FLR-7. */
export interface TableCommands {
  /**
   * A floor, whole. `name` has 1–80 characters, `sort` is 0–10,000.
   *
   * @throws {CafeError} `floor.has_open_order` (archived while an order is there)
   * @see services/order/RULES.md, FLR-1, FLR-3, FLR-6
   * @example
   * await cafe.tables.saveFloor({ floorId, name: 'Terrace', sort: 2 });
   */
  readonly saveFloor: Change<'floor.saveFloor'>;
  /**
   * A table, whole, with the code that is printed on it. `label` has 1–12 characters, `seats` is 1–100; where it stands, and
   * how large it is drawn, is 0–10,000 in the plan's own units.
   *
   * @throws {CafeError} `floor.not_found`, `floor.code_taken`, `floor.has_open_order` (archived while an order is there)
   * @see services/order/RULES.md, FLR-1 to FLR-3, FLR-6
   * @example
   * await cafe.tables.saveTable({ ...table, label: 'Window' });
   */
  readonly saveTable: Change<'floor.saveTable'>;
  /**
   * What no order says: reserved, dirty, blocked, or available again.
   *
   * @throws {CafeError} `floor.not_found`, `table.invalid_transition` (also while an order is there)
   * @see services/order/RULES.md, FLR-4 to FLR-6
   * @example
   * await cafe.tables.setState({ tableId, state: 'available' });
   */
  readonly setState: Change<'floor.setTableState'>;
}

/** People and devices. Nobody changes whom they may not: an owner is changed by owners alone. See services/user/RULES.md. */
export interface PeopleCommands {
  /**
   * A new person; their PIN and password are set by requests of their own, never by a command. Repeating it is refused with
   * `staff.exists`; with the same `options.id` it is answered as before.
   *
   * @throws {CafeError} `staff.exists` (the id or the login), `staff.owner_protected`
   * @see services/user/RULES.md, USR-4, USR-7
   * @example
   * await cafe.people.add({ staffId: newId(), name: 'Mia', role: 'server' });
   */
  readonly add: Change<'staff.add'>;
  /**
   * Another name, role or login of somebody; what is not named stays, and `login: null` takes it away.
   *
   * @throws {CafeError} `staff.not_found`, `staff.exists` (the login), `staff.last_owner`, `staff.owner_protected`
   * @see services/user/RULES.md, USR-4, USR-5, USR-7
   * @example
   * await cafe.people.update({ staffId, role: 'manager' });
   */
  readonly update: Change<'staff.update'>;
  /**
   * Ends a person's sessions and lets them in no more; their sockets are dropped within a second.
   *
   * @throws {CafeError} `staff.not_found`, `staff.last_owner`, `staff.owner_protected`
   * @see services/user/RULES.md, USR-5, USR-7, USR-9
   * @example
   * await cafe.people.disable({ staffId });
   */
  readonly disable: Change<'staff.disable'>;
  /**
   * Lets a person in again, with sessions to be made anew.
   *
   * @throws {CafeError} `staff.not_found`, `staff.owner_protected`
   * @see services/user/RULES.md, USR-7, USR-9
   * @example
   * await cafe.people.enable({ staffId });
   */
  readonly enable: Change<'staff.enable'>;
  /**
   * Grants or takes a permission, of one role or one person. `revision` is the one that its sender saw: whoever decided on
   * something older is asked to look again, and so is whoever repeats it with another `options.id`.
   *
   * @throws {CafeError} `staff.stale_revision`, `staff.unknown_permission`, `staff.not_found`, `staff.owner_protected`,
   *   `actor.forbidden` (also of what its sender does not hold), `command.malformed` (a person and a role, or neither)
   * @see services/user/RULES.md, USR-7, USR-8
   * @example
   * await cafe.people.setPermission({ revision, role: 'server', permission: 'order.void_prepared', effect: 'allow' });
   */
  readonly setPermission: Change<'staff.setPermission'>;
  /**
   * Ends sessions of a person: those named, 1–100, or all of them.
   *
   * @throws {CafeError} `staff.not_found`, `staff.owner_protected`
   * @see services/user/RULES.md, USR-7, USR-11
   * @example
   * await cafe.people.endSessions({ staffId, reason: 'by_manager' });
   */
  readonly endSessions: Change<'staff.endSessions'>;
  /**
   * Takes a device out of the store, for ever.
   *
   * @throws {CafeError} `device.not_found`
   * @see services/user/RULES.md, USR-13
   * @example
   * await cafe.people.revokeDevice({ deviceId });
   */
  readonly revokeDevice: Change<'device.revoke'>;
}

/** The store's settings. */
export interface SettingsCommands {
  /**
   * Changes what it names and leaves the rest; `serviceCharge: null` takes the charge away. Amounts in minor units, rates in
   * parts per million.
   *
   * @throws {CafeError} `store.currency_fixed` (after the first order), `store.invalid_setting`
   * @see services/user/RULES.md, USR-1 to USR-3
   * @example
   * await cafe.settings.configure({ guestMode: 'approve_first' });
   */
  readonly configure: Change<'store.configure'>;
}

export interface ManagementCommands {
  readonly catalogue: CatalogueCommands;
  readonly tables: TableCommands;
  readonly people: PeopleCommands;
  readonly settings: SettingsCommands;
}

export const managementOn = (send: Send): ManagementCommands => {
  const change = changeOn(send);
  return {
    catalogue: catalogueOn(send),
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
