import {
  type Cafe,
  dueOf,
  type FloorState,
  type FollowedOrder,
  type OrderId,
  type OrderLine,
  type Readable,
  type RunningBill,
} from '@cafe/client-sdk';
import { type House, KITCHEN, LEA, type Phone, TERMINAL, TOM } from './cast.ts';
import { twoDishes } from './dishes.ts';
import { money } from './narrate.ts';
import type { Seer, Stage } from './stage.ts';

export interface Scene {
  readonly stage: Stage;
  readonly house: House;
  readonly lea: Phone;
  readonly tom: Phone;
  readonly orderId: OrderId;
  readonly currency: string;
}

/** The bill as somebody sees it. */
export const billIn = (orders: readonly FollowedOrder[] | undefined, orderId: OrderId): FollowedOrder | undefined =>
  orders?.find((order) => order.orderId === orderId);

type Look = { readonly who: Seer; readonly in: Readable<unknown>; readonly bill: () => RunningBill | undefined };

const everybody = ({ house, lea, tom, orderId }: Scene): readonly Look[] => {
  const { terminal, kitchen } = house;
  const phone = (who: Seer, cafe: Cafe): Look => {
    const order = cafe.order(orderId);
    return { who, in: order, bill: () => order.getSnapshot().value?.bill };
  };
  return [
    {
      who: TERMINAL,
      in: terminal.floor(),
      bill: () => billIn(terminal.floor().getSnapshot().value?.orders, orderId)?.bill,
    },
    {
      who: KITCHEN,
      in: kitchen.kitchen(),
      bill: () => billIn(kitchen.kitchen().getSnapshot().value?.orders, orderId)?.bill,
    },
    phone(LEA, lea.cafe),
    phone(TOM, tom.cafe),
  ];
};

/** Waits until all of them see the bill as it should be. */
const allSee = async (
  { stage }: Scene,
  what: string,
  seen: { readonly by: readonly Look[]; is(bill: RunningBill): boolean },
): Promise<void> => {
  await Promise.all(
    seen.by.map((look) =>
      stage.expect(look.who, what, {
        in: look.in,
        find: () => {
          const bill = look.bill();
          return bill !== undefined && seen.is(bill);
        },
      }),
    ),
  );
};

const allLinesAre = (state: OrderLine['state'], count: number) => (bill: RunningBill) =>
  bill.lines.length === count && bill.lines.every((line) => line.state === state);

/** A table nobody sits at, with room for the party. */
export const freeTable = ({ tables }: FloorState) => {
  const free = Object.values(tables).find(
    (table) => table.state === 'available' && !table.waitingOrderId && !table.archived && table.seats >= 2,
  );
  if (!free) throw new Error('every table is taken');
  return free;
};

/** Staff let the party in with one tap. */
export const admit = async (scene: Scene): Promise<void> => {
  const { stage, house, orderId } = scene;
  stage.act('The terminal lets the party in');
  await house.terminal.guests.admit(orderId);
  const by = everybody(scene).filter(({ who }) => who !== KITCHEN);
  const areIn = ({ status, guests }: RunningBill) =>
    status === 'open' && guests.length === 2 && guests.every((guest) => guest.status === 'active');
  await allSee(scene, 'both guests are let in', { by, is: areIn });
};

/** Each phone orders; both see both, and the kitchen has it. */
export const order = async (scene: Scene): Promise<void> => {
  const { stage, lea, tom, orderId } = scene;
  const menu = lea.cafe.menu();
  const { value } = await stage.expect(LEA, 'the menu', { in: menu, find: (now) => now.value && now });
  if (!value) return;
  const [hers, his] = twoDishes(value, lea.cafe.now());
  stage.act('Lea and Tom fill their cart');
  await Promise.all([lea.cafe.orders.addLines(orderId, [hers]), tom.cafe.orders.addLines(orderId, [his])]);
  const guests = everybody(scene).filter(({ who }) => who === LEA || who === TOM);
  await allSee(scene, 'both lines in the cart', { by: guests, is: allLinesAre('draft', 2) });
  stage.act('Lea and Tom send their orders from their phones');
  await lea.cafe.orders.send(orderId);
  const { total } = await tom.cafe.orders.send(orderId);
  await allSee(scene, 'both lines in the kitchen', { by: everybody(scene), is: allLinesAre('fired', 2) });
  const seen = everybody(scene).map(({ who, bill }) => [who.name, bill()?.totals.total ?? Number.NaN] as const);
  stage.equal('the total', { 'the answer': total ?? Number.NaN, ...Object.fromEntries(seen) });
};

/** The kitchen makes it, the terminal brings it. */
export const cook = async (scene: Scene): Promise<void> => {
  const { stage, house, orderId } = scene;
  const seen = billIn(house.kitchen.kitchen().getSnapshot().value?.orders, orderId);
  const lineIds = seen?.bill.lines.map(({ lineId }) => lineId) ?? [];
  stage.act('The kitchen begins');
  await house.kitchen.orders.start(orderId, { lineIds });
  await allSee(scene, 'both lines are being made', { by: everybody(scene), is: allLinesAre('preparing', 2) });
  stage.act('The kitchen is done');
  await house.kitchen.orders.finish(orderId, { lineIds });
  await allSee(scene, 'both lines are ready', { by: everybody(scene), is: allLinesAre('ready', 2) });
  stage.act('The terminal serves');
  await house.terminal.orders.serve(orderId, lineIds);
  await allSee(scene, 'both lines are served', { by: everybody(scene), is: allLinesAre('served', 2) });
};

/** Cash, a receipt, and everybody goes. */
export const settle = async (scene: Scene): Promise<void> => {
  const { stage, house, lea, tom, orderId, currency } = scene;
  const { terminal } = house;
  const total = billIn(terminal.floor().getSnapshot().value?.orders, orderId)?.bill.totals.total ?? 0;
  const tendered = Math.ceil(total / 1_000) * 1_000;
  stage.act(`Lea pays ${money(tendered, currency)} in cash`);
  const { change, due } = await terminal.payments.takeCash(orderId, { tendered });
  stage.sees(TERMINAL, `gives back ${money(change, currency)}`);
  stage.equal('what is due after it', { 'the answer': due, nothing: 0 });
  stage.equal('the change', { 'the answer': change, 'the sum': tendered - total });
  const payers = everybody(scene).filter(({ who }) => who !== KITCHEN);
  await allSee(scene, 'that nothing is due', {
    by: payers,
    is: (bill) => bill.payments.length === 1 && dueOf(bill) === 0,
  });
  stage.act('Tom leaves');
  await tom.cafe.guests.leave(orderId, tom.key.guestId);
  await sessionEnds(stage, TOM, tom);
  stage.act('The terminal closes the bill');
  const { receiptNumber } = await terminal.orders.close(orderId);
  const closed = await stage.expect(LEA, 'the closed bill', {
    in: lea.cafe.order(orderId),
    find: ({ value }) => value?.bill.status === 'closed' && value.bill,
  });
  stage.equal('the receipt', { terminal: receiptNumber, Lea: closed.receiptNumber ?? Number.NaN });
  await sessionEnds(stage, LEA, lea);
};

/** A session that is over ends the phone's connection, with the reason. */
const sessionEnds = async (stage: Stage, who: Seer, { cafe }: Phone): Promise<void> => {
  const code = await stage.expect(who, 'that the session is over', {
    in: cafe.connection,
    find: ({ state, reason }) => state === 'stopped' && (reason?.code ?? 'no reason'),
  });
  stage.sees(who, `is told ${code}`);
  if (code !== 'guest.session_ended') throw new Error(`${who.name} was told ${code}`);
};
