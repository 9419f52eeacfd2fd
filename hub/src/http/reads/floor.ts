import { FloorId, TableId } from '@cafe/contract';
import { floorStream } from '@cafe/contract/folds';
import type { Endpoint } from '../endpoint.ts';
import { versioned } from '../etag.ts';
import { FloorView, TableStateView, TableView } from '../views/floor.ts';
import { allOf, listOf } from '../views/list.ts';
import { shown } from './lists.ts';
import { mustBe, notFound, type ReadPorts, readEndpoint, seesFloor, stateOf } from './read.ts';

const floors = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/floors',
    summary: 'Lists the floors',
    token: 'required',
    response: allOf(FloorView),
    etag: true,
    read: async ({ actor, asked }) => {
      mustBe(seesFloor(actor), 'the floor plan');
      const { state, version } = await stateOf(ports, floorStream(ports.storeId));
      const items = Object.values(state.floors).toSorted((one, other) => one.sort - other.sort);
      return versioned(asked, version, { version, items });
    },
  });

const floor = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/floors/:floorId',
    summary: 'Shows a floor',
    token: 'required',
    params: { floorId: FloorId },
    response: FloorView,
    etag: true,
    read: async ({ params: { floorId }, actor, asked }) => {
      const { state, version } = await stateOf(ports, floorStream(ports.storeId));
      const found = seesFloor(actor) ? state.floors[floorId] : undefined;
      if (!found) throw notFound();
      return versioned(asked, version, found);
    },
  });

const tables = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/tables',
    summary: 'Lists the tables, by floor and label',
    token: 'required',
    query: { floorId: FloorId.optional(), state: TableStateView.optional() },
    response: listOf(TableView),
    read: async ({ query: { floorId, state }, actor }) => {
      mustBe(seesFloor(actor), 'the floor plan');
      const asOf = (await ports.lists.asOf('order')).toISOString();
      const rows = await ports.lists.tables();
      const wanted = rows.filter(
        (row) =>
          (floorId === undefined || row['floorId'] === floorId) && (state === undefined || row['state'] === state),
      );
      return { status: 200, body: { items: wanted.map((row) => shown(row, 'tableId')), asOf } };
    },
  });

const table = (ports: ReadPorts): Endpoint =>
  readEndpoint(ports, {
    path: '/tables/:tableId',
    summary: 'Shows a table and who is there',
    token: 'required',
    params: { tableId: TableId },
    response: TableView,
    etag: true,
    read: async ({ params: { tableId }, actor, asked }) => {
      const { state, version } = await stateOf(ports, floorStream(ports.storeId));
      const found = seesFloor(actor) ? state.tables[tableId] : undefined;
      if (!found) throw notFound();
      return versioned(asked, version, found);
    },
  });

/** Floors and tables, by list and one by one. */
export const floorReads = (ports: ReadPorts): readonly Endpoint[] => [
  floors(ports),
  floor(ports),
  tables(ports),
  table(ports),
];
