import type { LineId } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import type { LetOut } from '@cafe/services/kernel';
import { expect, test } from '@jest/globals';
import { AT, bill, line, ORDER, STATION } from '../test-bill.suite.ts';
import { createKitchenOrders } from './kitchen-orders.ts';
import { createLostScreens } from './lost-screens.ts';
import { createTickets, SILENT_AFTER_MS } from './tickets.ts';

const stream = orderStream(ORDER);
const at = Date.parse(AT);
const second = '018f2b6a-0000-7000-8000-000000000055' as LineId;
const fired = [line('fired'), { ...line('fired'), lineId: second }];

/** A commit that sent lines, as the log lets it out: only those it names are new. */
const sent = (lines = fired, version = 4): LetOut =>
  ({
    commit: { at: AT },
    parts: [{ part: { stream, version, events: [{ type: 'order.linesSent', lines }] }, after: bill({ lines: fired }) }],
  }) as unknown as LetOut; // as much of a commit as tickets look at

const silent = (...lineIds: string[]) => ({
  kind: 'kitchenSilent',
  stationId: STATION,
  lines: lineIds.map((lineId) => ({ stream, lineId })),
});

test('[HUB-14] a line no screen has shown is told after eight seconds, once', () => {
  const tickets = createTickets();
  tickets.heard(sent());
  expect(tickets.due(at + SILENT_AFTER_MS - 1)).toEqual([]);
  expect(tickets.due(at + SILENT_AFTER_MS)).toEqual([silent(line('fired').lineId, second)]);
  expect(tickets.due(at + 10 * SILENT_AFTER_MS)).toEqual([]);
});

test('[HUB-14] a screen of the station that has that version silences it; another station or an older version does not', () => {
  const tickets = createTickets();
  tickets.heard(sent());
  tickets.shown([ORDER as never], [[stream, 9]]);
  tickets.shown([STATION], [[stream, 3]]);
  expect(tickets.due(at + SILENT_AFTER_MS)).toHaveLength(1);
  tickets.heard(sent());
  tickets.shown([STATION], [[stream, 4]]);
  expect(tickets.due(at + 2 * SILENT_AFTER_MS)).toEqual([]);
});

test('[HUB-14] only the lines of the commit are watched by it', () => {
  const tickets = createTickets();
  tickets.heard(sent([{ ...line('fired'), lineId: second }]));
  expect(tickets.due(at + SILENT_AFTER_MS)).toEqual([silent(second)]);
});

test('[HUB-14] a hub that starts watches every fired line anew, and no line that was begun', () => {
  const tickets = createTickets();
  const begun = { ...line('preparing'), lineId: second };
  tickets.watch(stream, bill({ lines: [line('fired'), begun] }), { version: 9, nowMs: at });
  expect(tickets.due(at + SILENT_AFTER_MS)).toEqual([silent(line('fired').lineId)]);
});

test('[HUB-14] whoever begins a line has seen it', () => {
  const tickets = createTickets();
  tickets.heard(sent());
  const events = [{ type: 'order.linesStarted', tasks: [{ lineId: second, stationId: STATION }] }];
  const started = { commit: { at: AT }, parts: [{ part: { stream, version: 5, events }, after: bill() }] };
  tickets.heard(started as unknown as LetOut); // as much of a commit as tickets look at
  expect(tickets.due(at + SILENT_AFTER_MS)).toEqual([]);
});

test('[HUB-14] a station that lost its last screen is watched anew, one that kept another is not', () => {
  const tickets = createTickets();
  const kitchenOrders = createKitchenOrders();
  kitchenOrders.found(stream, bill({ round: 1, lines: fired }));
  const state = bill({ lines: fired });
  const kernel = { peek: () => ({ stream, state, version: 4, latest: [] }) };
  const lost = createLostScreens({
    kernel,
    kitchenOrders,
    tickets,
    now: () => new Date(at),
    hasScreenElsewhere: () => false,
  });
  const screen = { stations: new Set([STATION]) };
  lost(screen, [screen]);
  expect(tickets.due(at + SILENT_AFTER_MS)).toEqual([]);
  lost(screen, []);
  expect(tickets.due(at + SILENT_AFTER_MS)).toHaveLength(1);
});
