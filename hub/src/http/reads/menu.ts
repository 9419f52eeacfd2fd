import { CategoryId, ItemId, ModifierGroupId, StationId, TaxRateId } from '@cafe/contract';
import { type MenuState, menuStream, stockStream } from '@cafe/contract/folds';
import * as z from 'zod';
import type { Endpoint } from '../endpoint.ts';
import { versioned } from '../etag.ts';
import { allOf, listOf } from '../views/list.ts';
import {
  CategoryView,
  ItemView,
  MenuView,
  ModifierGroupView,
  StationView,
  StockView,
  TaxRateView,
} from '../views/menu.ts';
import { type Row, shown } from './lists.ts';
import { audienceFor, notFound, type ReadPorts, readEndpoint, stateOf } from './read.ts';

const whole = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/menu',
    summary: 'Shows the whole menu',
    token: 'optional',
    response: MenuView,
    etag: true,
    read: async ({ asked }) => {
      const { state, version } = await stateOf(ports, menuStream(ports.storeId));
      return versioned(asked, version, { version, ...state });
    },
  });

interface Thing {
  /** What the path calls them: `tax-rates`. */
  readonly path: string;
  readonly what: string;
  readonly id: string;
  readonly idSchema: z.ZodType<string>;
  readonly view: z.ZodType;
  readonly of: (menu: MenuState) => Readonly<Record<string, unknown>>;
}

const ITEMS: Thing = {
  path: 'items',
  what: 'item',
  id: 'itemId',
  idSchema: ItemId,
  view: ItemView,
  of: (menu) => menu.items,
};
const CATEGORIES: Thing = {
  path: 'categories',
  what: 'category',
  id: 'categoryId',
  idSchema: CategoryId,
  view: CategoryView,
  of: (menu) => menu.categories,
};
/** Few enough, and read by nobody but the menu's editor: their lists come from the fold too. */
const SETTINGS: readonly Thing[] = [
  {
    path: 'modifier-groups',
    what: 'modifier group',
    id: 'modifierGroupId',
    idSchema: ModifierGroupId,
    view: ModifierGroupView,
    of: (menu) => menu.modifierGroups,
  },
  {
    path: 'tax-rates',
    what: 'tax rate',
    id: 'taxRateId',
    idSchema: TaxRateId,
    view: TaxRateView,
    of: (menu) => menu.taxRates,
  },
  {
    path: 'stations',
    what: 'station',
    id: 'stationId',
    idSchema: StationId,
    view: StationView,
    of: (menu) => menu.stations,
  },
];

const one = (ports: ReadPorts, { path, what, id, idSchema, view, of }: Thing): Endpoint =>
  readEndpoint(ports, {
    path: `/menu/${path}/:${id}`,
    summary: `Shows one ${what}`,
    token: 'optional',
    params: { [id]: idSchema },
    response: view,
    etag: true,
    read: async ({ params, asked }) => {
      const { state, version } = await stateOf(ports, menuStream(ports.storeId));
      const things = of(state);
      const key = String(params[id]);
      if (!Object.hasOwn(things, key)) throw notFound();
      return versioned(asked, version, things[key]);
    },
  });

const fromFold = (ports: ReadPorts, { path, what, view, of }: Thing): Endpoint =>
  readEndpoint(ports, {
    path: `/menu/${path}`,
    summary: `Lists every ${what}`,
    token: 'optional',
    response: allOf(view),
    etag: true,
    read: async ({ asked }) => {
      const { state, version } = await stateOf(ports, menuStream(ports.storeId));
      return versioned(asked, version, { version, items: Object.values(of(state)) });
    },
  });

const stock = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/menu/items/:itemId/stock',
    summary: 'Shows how many of an item are left, where it is counted',
    token: 'required',
    params: { itemId: ItemId },
    response: StockView,
    etag: true,
    read: async ({ params: { itemId }, actor, asked }) => {
      const { state: menu } = await stateOf(ports, menuStream(ports.storeId));
      const { state, version } = await stateOf(ports, stockStream(itemId));
      // A guest is told that something is sold out, not how much is sold.
      if (audienceFor(actor) === 'guest' || !Object.hasOwn(menu.items, itemId)) throw notFound();
      return versioned(asked, version, { itemId, version, remaining: state.remaining });
    },
  });

const ARCHIVED = z.enum(['true', 'false']).default('false');
const isWanted = (row: Row, archived: string): boolean => archived === 'true' || row['archived'] !== true;

const items = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/menu/items',
    summary: 'Lists the items in the menu’s order',
    token: 'optional',
    query: { categoryId: CategoryId.optional(), archived: ARCHIVED },
    response: listOf(ItemView),
    read: async ({ query: { categoryId, archived } }) => {
      const asOf = (await ports.lists.asOf('menu')).toISOString();
      const rows = (await ports.lists.items()).filter(
        (row) => isWanted(row, archived) && (categoryId === undefined || row['categoryId'] === categoryId),
      );
      return { status: 200, body: { items: rows.map((row) => shown(row, 'itemId')), asOf } };
    },
  });

const categories = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/menu/categories',
    summary: 'Lists the categories in the menu’s order',
    token: 'optional',
    query: { archived: ARCHIVED },
    response: listOf(CategoryView),
    read: async ({ query: { archived } }) => {
      const asOf = (await ports.lists.asOf('menu')).toISOString();
      const rows = (await ports.lists.categories()).filter((row) => isWanted(row, archived));
      return { status: 200, body: { items: rows.map((row) => shown(row, 'categoryId')), asOf } };
    },
  });

/** The menu, whole and thing by thing; everybody may read it. */
export const menuReads = (ports: ReadPorts): readonly Endpoint[] => [
  whole(ports),
  items(ports),
  categories(ports),
  stock(ports),
  ...SETTINGS.map((thing) => fromFold(ports, thing)),
  ...[ITEMS, CATEGORIES, ...SETTINGS].map((thing) => one(ports, thing)),
];
