import type { CommandOf, OrderId } from '@cafe/contract';
import { startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { done, lineOf, openBill, openKitchen, openTerminal, simpleItem } from './evening.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
}, 60_000);
afterAll(() => hub.stop());

/** How often a metric says something was timed, by its labels. */
const timed = async ({ metrics }: TestHub, command: string): Promise<Record<string, number>> => {
  const found = (await metrics.text()).matchAll(
    /^cafe_command_stage_seconds_count\{command="([^"]+)",stage="([^"]+)"\} (\d+)$/gm,
  );
  return Object.fromEntries(
    [...found].flatMap(([, of, stage, times]) => (of === command ? [[stage, Number(times)]] : [])),
  );
};

test('[SEE-1] an order is timed at each of its five stages, a refused one as far as it came', async () => {
  const [terminal, kitchen] = [await openTerminal(hub), await openKitchen(hub)];
  const orderId = await openBill(terminal);
  const itemId = await simpleItem(hub);
  const send: CommandOf<'order.send'> = { type: 'order.send', orderId, lines: [lineOf(itemId)] };
  await done(terminal.send(send));
  await kitchen.hears((entry) => 'events' in entry && entry.stream === `order:${orderId}`);
  expect(await timed(hub, 'order.send')).toEqual({ parse: 1, admit: 1, decide: 1, append: 1, emit: 1 });

  expect(await terminal.send({ ...send, orderId: v7() as OrderId })).toMatchObject({ ok: false });
  expect(await timed(hub, 'order.send')).toEqual({ parse: 2, admit: 2, decide: 2, append: 1, emit: 1 });
  expect(await timed(hub, 'elsewhere')).toEqual({});
  expect(await hub.metrics.text()).toContain('cafe_commits_swept_total 0');
  terminal.close();
  kitchen.close();
});

test('[SEE-2] what another hub appended is swept here, and its command is not known', async () => {
  const { identity, database, secrets } = hub;
  const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';
  const other = await startTestHub({ mongodbUri, identity, database, secrets });
  const terminal = await openTerminal(hub);
  await other.cafe.kernel.sweep();
  const before = await timed(other, 'elsewhere');
  await openBill(terminal);
  await other.cafe.kernel.sweep();
  expect(await timed(other, 'elsewhere')).toEqual({ emit: (before['emit'] ?? 0) + 1 });
  expect(await other.metrics.text()).toMatch(/^cafe_commits_swept_total [1-9]/m);
  expect(await hub.metrics.text()).toContain('cafe_commits_swept_total 0');
  terminal.close();
  await other.stop();
});
