/**
 * An evening at a café, over real sockets: a terminal, a kitchen screen and two phones, and what each of them sees the
 * moment it happens. Ends with 0 only if everybody saw all they should have.
 *
 *     npx tsc --build examples && node examples/dist/one-evening.js [http://localhost:3000]
 */
import { type ExampleConfig, readExampleConfig } from './config.ts';
import { type House, KITCHEN, LEA, openHouse, type Phone, sitDown, TERMINAL, TOM, tell } from './evening/cast.ts';
import { admit, billIn, cook, freeTable, order, type Scene, settle } from './evening/scenes.ts';
import { createStage, type Stage } from './evening/stage.ts';

/** Both phones scan the same code; the first makes the order, the second finds it. */
const seat = async (stage: Stage, house: House, { url }: ExampleConfig): Promise<Scene> => {
  const floor = house.terminal.floor();
  const plan = await stage.expect(TERMINAL, 'the floor plan', { in: floor, find: ({ value }) => value?.floor });
  const store = house.terminal.store();
  const { currency } = await stage.expect(TERMINAL, 'the store', { in: store, find: ({ value }) => value });
  const { code, label } = freeTable(plan);
  stage.act(`Lea and Tom scan the code of table ${label}`);
  const lea = await sitDown(url, code, LEA.name);
  const { orderId } = lea.key;
  const { kitchen } = house;
  const told = { stage, currency };
  tell({ ...told, who: TERMINAL }, floor, () => billIn(floor.getSnapshot().value?.orders, orderId));
  const screen = kitchen.kitchen();
  tell({ ...told, who: KITCHEN }, screen, () => billIn(screen.getSnapshot().value?.orders, orderId));
  const look = (who: typeof LEA, { cafe }: Phone) => {
    const seen = cafe.order(orderId);
    tell({ ...told, who }, seen, () => seen.getSnapshot().value);
  };
  look(LEA, lea);
  const tom = await sitDown(url, code, TOM.name);
  look(TOM, tom);
  stage.equal('the order', { 'is one': 1, orders: new Set([orderId, tom.key.orderId]).size });
  await stage.expect(TERMINAL, 'two guests who wait', {
    in: floor,
    find: ({ value }) => billIn(value?.orders, orderId)?.bill.guests.length === 2,
  });
  for (const [who, { cafe }] of [[LEA, lea] as const, [TOM, tom] as const]) {
    await stage.expect(who, 'that both wait', {
      in: cafe.order(orderId),
      find: ({ value }) => value?.bill.status === 'waiting' && value.bill.guests.length === 2,
    });
  }
  return { stage, house, lea, tom, orderId, currency };
};

/** A kitchen screen says what is on its glass, or the terminals are warned that the kitchen is silent. */
const showInKitchen = async (stage: Stage, { kitchen }: House): Promise<void> => {
  const screen = kitchen.kitchen();
  const stations = kitchen.menu();
  const { value } = await stage.expect(KITCHEN, 'the stations', { in: stations, find: (now) => now.value && now });
  const stationIds = Object.values(value?.stations ?? {}).map(({ stationId }) => stationId);
  screen.subscribe(() => kitchen.confirmShown(stationIds, screen.getSnapshot().value?.orders ?? []));
};

const clearTable = async ({ stage, house, orderId }: Scene): Promise<void> => {
  const { terminal } = house;
  stage.act('The terminal clears the table');
  const dirty = await stage.expect(TERMINAL, 'a table to clear', {
    in: terminal.floor(),
    find: ({ value }) =>
      value?.orders.every((one) => one.orderId !== orderId) &&
      Object.values(value.floor.tables).find((table) => table.state === 'dirty'),
  });
  await terminal.tables.setState({ tableId: dirty.tableId, state: 'available' });
  await stage.expect(TERMINAL, 'the table free again', {
    in: terminal.floor(),
    find: ({ value }) => value?.floor.tables[dirty.tableId]?.state === 'available',
  });
  stage.sees(TERMINAL, `table ${dirty.label} is free`);
};

const play = async (config: ExampleConfig): Promise<void> => {
  const stage = createStage(config.patienceMs);
  console.log(`One evening at ${config.url}`);
  stage.act('A terminal and a kitchen screen are enrolled, and somebody signs in');
  const house = await openHouse(config);
  await showInKitchen(stage, house);
  house.terminal.onNotice(({ kind }) => {
    if (kind === 'kitchenSilent') stage.sees(TERMINAL, 'is warned that the kitchen is silent');
  });
  const scene = await seat(stage, house, config);
  await admit(scene);
  await order(scene);
  await cook(scene);
  await settle(scene);
  await clearTable(scene);
  for (const cafe of [house.terminal, house.kitchen, scene.lea.cafe, scene.tom.cafe]) cafe.stop();
  console.log(`\nEverybody saw what they should have (${stage.met()} expectations).`);
};

try {
  await play(readExampleConfig());
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`\n${error instanceof Error ? error.message : String(error)}${cause}`);
  process.exit(1);
}
