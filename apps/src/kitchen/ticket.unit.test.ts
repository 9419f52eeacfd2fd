import { describe, expect, test } from '@jest/globals';
import { at, BAR, givenOrder, KITCHEN, lineId, view } from './given-orders.suite.ts';
import { doneAtOf, linesOf, type Ticket, ticketsOf } from './ticket.ts';

const shown = (tickets: readonly Ticket[]) =>
  tickets.map(
    ({ key, blocks }) => `${key}: ${blocks.map(({ lines }) => lines.map(({ line }) => line.lineId)).join('|')}`,
  );
const standings = (tickets: readonly Ticket[]) =>
  tickets.flatMap(linesOf).map(({ line, standing }) => `${line.lineId} ${standing}`);

describe('the cards of a screen', () => {
  test('[KDS-1] are one for each order, in the order in which they were sent, whatever order they come in', () => {
    const orders = [givenOrder('b', { id: 'b1', sent: 20 }), givenOrder('a', { id: 'a1', sent: 10 })];
    expect(shown(ticketsOf(orders, view()).open)).toEqual(['a 1: a1', 'b 1: b1']);
    expect(shown(ticketsOf(orders.toReversed(), view()).open)).toEqual(['a 1: a1', 'b 1: b1']);
  });

  test('[KDS-1] two that were sent in one moment keep their order too', () => {
    const orders = [givenOrder('b', { id: 'b1' }), givenOrder('a', { id: 'a1' })];
    expect(shown(ticketsOf(orders, view()).open)).toEqual(shown(ticketsOf(orders.toReversed(), view()).open));
  });

  test('[KDS-1] keep their place while their first lines are done', () => {
    const orders = [
      givenOrder('a', { id: 'a1', sent: 0, tasks: { kitchen: 'ready' } }, { id: 'a2', sent: 30, round: 2 }),
      givenOrder('b', { id: 'b1', sent: 10 }),
    ];
    const first = givenOrder(
      'a',
      { id: 'a1', sent: 0, tasks: { kitchen: 'ready' }, tasksAt: 40 },
      { id: 'a2', sent: 30, round: 2 },
    );
    expect(shown(ticketsOf([first, ...orders.slice(1)], view()).open)).toEqual(['a 1: a1|a2', 'b 1: b1']);
  });

  test('[KDS-2] a round that comes while the card is open joins it, apart, as an add-on', () => {
    const order = givenOrder('a', { id: 'a1', sent: 0 }, { id: 'a2', sent: 60, round: 2 });
    const [ticket] = ticketsOf([order], view()).open;
    expect(ticket?.blocks.map(({ isAddOn, sentAt }) => [isAddOn, sentAt])).toEqual([
      [false, at(0)],
      [true, at(60)],
    ]);
    expect(ticket?.sentAt).toBe(at(0));
  });

  test('[KDS-2] one that comes after it was done is a card of its own, and an add-on all the same', () => {
    const order = givenOrder(
      'a',
      { id: 'a1', sent: 0, tasks: { kitchen: 'ready' }, tasksAt: 50 },
      { id: 'a2', sent: 60, round: 2 },
    );
    const { open, done } = ticketsOf([order], view());
    expect([shown(open), shown(done)]).toEqual([['a 2: a2'], ['a 1: a1']]);
    expect(open[0]?.blocks[0]?.isAddOn).toBe(true);
  });

  test('[KDS-3] a station has its own part of an order, and says where else a line is made', () => {
    const order = givenOrder(
      'a',
      { id: 'coffee', tasks: { bar: 'fired' } },
      { id: 'both', tasks: { bar: 'ready', kitchen: 'fired' } },
    );
    const { open } = ticketsOf([order], view(KITCHEN));
    expect(shown(open)).toEqual(['a 1: both']);
    expect(open.flatMap(linesOf)[0]?.alsoAt).toMatchObject([{ stationId: BAR, state: 'ready' }]);
    expect(standings(ticketsOf([order], view(BAR)).open)).toEqual(['coffee fired', 'both done']);
    expect(standings(ticketsOf([order], view()).open)).toEqual(['coffee fired', 'both preparing']);
  });

  test('[KDS-4] a void stays on the card until it was seen', () => {
    const mark = { reason: 'left', at: at(30), prepared: false };
    const voided = (acknowledged: boolean) =>
      givenOrder('a', { id: 'a1', state: 'voided', void: { ...mark, acknowledged } });
    expect(standings(ticketsOf([voided(false)], view()).open)).toEqual(['a1 voided']);
    expect(ticketsOf([voided(true)], view())).toEqual({ open: [], done: [] });
  });

  test('[KDS-5] what is held, pending or in a cart is no card', () => {
    const lines = (['held', 'pending', 'draft'] as const).map((state) => ({ id: state, state, tasks: {} }));
    expect(ticketsOf([givenOrder('a', ...lines)], view())).toEqual({ open: [], done: [] });
  });

  test('[KDS-6] what was tapped shows at once, and only as long as the line is the one that was tapped', () => {
    const order = givenOrder('a', { id: 'a1' }, { id: 'a2' });
    const tapped = (version: number) =>
      standings(ticketsOf([order], view(KITCHEN, new Map([[lineId('a1'), { version, to: 'done' }]]))).open);
    expect(tapped(1)).toEqual(['a1 done', 'a2 fired']);
    expect(tapped(2)).toEqual(['a1 fired', 'a2 fired']);
  });

  test('[KDS-7] what was done is listed, the last first', () => {
    const done = (id: string, tasksAt: number) => givenOrder(id, { id, tasks: { kitchen: 'ready' }, tasksAt });
    const tickets = ticketsOf([done('a', 50), done('b', 70), done('c', 60)], view()).done;
    expect(shown(tickets)).toEqual(['b 1: b', 'c 1: c', 'a 1: a']);
    expect(tickets.map(doneAtOf)).toEqual([at(70), at(60), at(50)]);
  });
});
