import { setTimeout as pause } from 'node:timers/promises';
import type { ItemId, OrderId } from '@cafe/client-sdk';
import type { Cluster } from '@cafe/testing/cluster';
import { loaded, simpleItem } from '../faults/traffic.ts';
import { openKitchenScreen, openPhone, openTerminalScreen, type Screen } from './screens.ts';
import { startWire, type Wire } from './wire.ts';

const TERMINALS = 4;
const KITCHENS = 2;
const PHONES = 2;

/** Everybody of a run, and the wires they come over: every third one over the one that can lose what it carries. */
export interface Cast {
  readonly screens: readonly Screen[];
  readonly terminals: readonly Screen[];
  readonly kitchens: readonly Screen[];
  readonly phones: readonly (Screen & { readonly orderId: OrderId })[];
  readonly itemId: ItemId;
  readonly good: Wire;
  readonly lossy: Wire;
  /** Sees to it that every hub has some of them: who lost theirs stays where they went. Resolves when all are live. */
  spread(): Promise<void>;
  leave(): Promise<void>;
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await pause(20);
};

const many = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** Two phones at one table, whom a terminal lets in. */
const seatPhones = async ({ base }: Cluster, terminal: Screen, vias: readonly string[]) => {
  const { floor } = await loaded(terminal.cafe.floor());
  const table = Object.values(floor.tables).find(
    ({ state, waitingOrderId }) => state === 'available' && !waitingOrderId,
  );
  if (!table) throw new Error('no table is free');
  const phones: (Screen & { readonly orderId: OrderId })[] = [];
  for (const [index, via] of vias.entries()) {
    const seat = {
      tableId: table.tableId,
      orderId: phones[0]?.orderId,
      letIn: (orderId: OrderId) => terminal.cafe.guests.admit(orderId),
    };
    phones.push(await openPhone(base, { url: via, name: `phone ${index + 1}` }, seat));
  }
  return phones;
};

/** Enrols, signs in and seats everybody. Resolves when all of them are live. */
export const gather = async (cluster: Cluster): Promise<Cast> => {
  const { base } = cluster;
  const door = Number(new URL(base).port);
  const [good, lossy] = [await startWire(door), await startWire(door)];
  let came = 0;
  const via = () => (came++ % 3 === 2 ? lossy : good).base;
  const terminals: Screen[] = [];
  for (const index of many(TERMINALS)) terminals.push(await openTerminalScreen(base, via(), `terminal ${index + 1}`));
  const kitchens: Screen[] = [];
  for (const index of many(KITCHENS)) kitchens.push(await openKitchenScreen(base, via(), `kitchen ${index + 1}`));
  const [first] = terminals;
  if (!first) throw new Error('no terminal');
  const phones = await seatPhones(cluster, first, many(PHONES).map(via));
  const screens = [...terminals, ...kitchens, ...phones];
  return {
    screens,
    terminals,
    kitchens,
    phones,
    itemId: await simpleItem(first.cafe),
    good,
    lossy,
    async spread() {
      await until(() => screens.every((screen) => screen.isLive())); // nothing is cut of a screen that has no wire now
      const from = performance.now();
      lossy.cut();
      await until(() => screens.some((screen) => screen.away(from)));
      await until(() => screens.every((screen) => screen.isLive()));
    },
    async leave() {
      for (const { cafe } of screens) cafe.stop();
      await good.close();
      await lossy.close();
    },
  };
};
