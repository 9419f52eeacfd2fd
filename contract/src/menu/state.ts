import type { Instant, StationId } from '../scalars.ts';
import { unreachable } from '../unreachable.ts';
import type {
  AvailabilitySet,
  CategorySaved,
  ItemSaved,
  MenuEvent,
  ModifierGroupSaved,
  StationSaved,
  TaxRateSaved,
} from './events.ts';

export type Category = Readonly<Omit<CategorySaved, 'type'>>;
export type ModifierGroup = Readonly<Omit<ModifierGroupSaved, 'type'>>;
export type MenuTaxRate = Readonly<Omit<TaxRateSaved, 'type'>>;
export type Station = Readonly<Omit<StationSaved, 'type'>>;

/** What was said by hand. `until`: from that moment on it is available, whether or not a commit says so yet. */
export interface Availability {
  readonly state: 'available' | 'sold_out';
  readonly until?: Instant;
}

/** An item as it was saved. */
export type SavedItem = Readonly<Omit<ItemSaved, 'type'>>;
/** An item with what service has made of it. Ask `isSoldOut`, not the parts. */
export type MenuItem = SavedItem & {
  readonly availability: Availability;
  /** Whether `stock:<itemId>` counts it. */
  readonly counted: boolean;
  /** Whether its count reached 0. */
  readonly outOfStock: boolean;
};

/** The whole menu, archived things included. Records are by id. */
export interface MenuState {
  readonly categories: Readonly<Record<string, Category>>;
  readonly items: Readonly<Record<string, MenuItem>>;
  readonly modifierGroups: Readonly<Record<string, ModifierGroup>>;
  readonly taxRates: Readonly<Record<string, MenuTaxRate>>;
  readonly stations: Readonly<Record<string, Station>>;
  /** There is one as soon as there is a station. */
  readonly defaultStationId?: StationId;
}

export const initialMenu: MenuState = { categories: {}, items: {}, modifierGroups: {}, taxRates: {}, stations: {} };

/** Whether an item cannot be had at a moment: by hand and its time is not over, or because none is left. */
export const isSoldOut = ({ availability, outOfStock }: MenuItem, at: Instant): boolean =>
  outOfStock || (availability.state === 'sold_out' && (availability.until === undefined || at < availability.until));

const withItem = (menu: MenuState, item: MenuItem): MenuState => ({
  ...menu,
  items: { ...menu.items, [item.itemId]: item },
});

const onItemSaved = (menu: MenuState, { type: _, ...saved }: ItemSaved): MenuState => {
  const before = menu.items[saved.itemId];
  return withItem(menu, {
    ...saved,
    availability: before?.availability ?? { state: 'available' },
    counted: before?.counted ?? false,
    outOfStock: before?.outOfStock ?? false,
  });
};

const onStationSaved = (menu: MenuState, { type: _, ...saved }: StationSaved): MenuState => {
  const stations: Record<string, Station> = { ...menu.stations, [saved.stationId]: saved };
  if (!saved.isDefault) return { ...menu, stations };
  const former = menu.defaultStationId === undefined ? undefined : menu.stations[menu.defaultStationId];
  if (former !== undefined && former.stationId !== saved.stationId) {
    stations[former.stationId] = { ...former, isDefault: false };
  }
  return { ...menu, stations, defaultStationId: saved.stationId };
};

const onAvailabilitySet = (menu: MenuState, event: AvailabilitySet): MenuState => {
  const item = menu.items[event.itemId];
  if (item === undefined) return menu; // decide never lets it come to this; a fold has nobody to tell
  if (event.cause === 'count') return withItem(menu, { ...item, outOfStock: event.state === 'sold_out' });
  const { state, until } = event;
  return withItem(menu, { ...item, availability: until === undefined ? { state } : { state, until } });
};

const onCountingSet = (menu: MenuState, itemId: string, counted: boolean): MenuState => {
  const item = menu.items[itemId];
  return item === undefined ? menu : withItem(menu, { ...item, counted });
};

/** Pure: the menu after an event. Items that an event does not touch stay the same objects. */
export const evolveMenu = (menu: MenuState, event: MenuEvent): MenuState => {
  switch (event.type) {
    case 'menu.categorySaved': {
      const { type: _, ...saved } = event;
      return { ...menu, categories: { ...menu.categories, [saved.categoryId]: saved } };
    }
    case 'menu.itemSaved':
      return onItemSaved(menu, event);
    case 'menu.modifierGroupSaved': {
      const { type: _, ...saved } = event;
      return { ...menu, modifierGroups: { ...menu.modifierGroups, [saved.modifierGroupId]: saved } };
    }
    case 'menu.taxRateSaved': {
      const { type: _, ...saved } = event;
      return { ...menu, taxRates: { ...menu.taxRates, [saved.taxRateId]: saved } };
    }
    case 'menu.stationSaved':
      return onStationSaved(menu, event);
    case 'menu.availabilitySet':
      return onAvailabilitySet(menu, event);
    case 'menu.countingSet':
      return onCountingSet(menu, event.itemId, event.counted);
    default:
      return unreachable(event);
  }
};
