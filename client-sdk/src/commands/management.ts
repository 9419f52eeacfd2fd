import type { CommandOf, CommandType } from '@cafe/contract';
import type { Receipt, SendOptions } from '../outgoing-pending.ts';
import type { Send } from './send.ts';

/** The fields of a command of one type. */
type Fields<Type extends CommandType> = Omit<CommandOf<Type>, 'type'>;

/** Saves or changes one thing whole. Resolves when it is durable; the same again with the same id changes nothing more. */
type Change<Type extends CommandType> = (fields: Fields<Type>, options?: SendOptions) => Promise<Receipt>;

/** The menu's own things, each saved whole; prices in minor units. Codes: `menu.…`, `actor.forbidden`. See services/menu/RULES.md. */
export interface CatalogueCommands {
  readonly saveCategory: Change<'menu.saveCategory'>;
  readonly saveItem: Change<'menu.saveItem'>;
  readonly saveModifierGroup: Change<'menu.saveModifierGroup'>;
  readonly saveTaxRate: Change<'menu.saveTaxRate'>;
  readonly saveStation: Change<'menu.saveStation'>;
  /** Sold out by hand, for good or `until` a moment (UTC), or back. */
  readonly setAvailability: Change<'menu.setAvailability'>;
  /** How many are left, 0–100,000; null ends the counting. */
  readonly setStock: Change<'menu.setStock'>;
}

/** Floors and tables. Codes: `floor.…`, `table.invalid_transition`, `actor.forbidden`. See services/order/RULES.md. */
export interface TableCommands {
  readonly saveFloor: Change<'floor.saveFloor'>;
  readonly saveTable: Change<'floor.saveTable'>;
  /** What no order says: reserved, dirty, blocked, or available again. */
  readonly setState: Change<'floor.setTableState'>;
}

/** People and devices. Codes: `staff.…`, `device.not_found`, `actor.forbidden`. See services/user/RULES.md. */
export interface PeopleCommands {
  readonly add: Change<'staff.add'>;
  readonly update: Change<'staff.update'>;
  /** Ends a person's sessions and lets them in no more; their sockets are dropped within a second. */
  readonly disable: Change<'staff.disable'>;
  readonly enable: Change<'staff.enable'>;
  readonly setPermission: Change<'staff.setPermission'>;
  readonly endSessions: Change<'staff.endSessions'>;
  /** Takes a device out of the store, for ever. */
  readonly revokeDevice: Change<'device.revoke'>;
}

/** The store's settings. Codes: `store.…`, `actor.forbidden`. */
export interface SettingsCommands {
  /** Changes what it names and leaves the rest; `serviceCharge: null` takes the charge away. */
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
