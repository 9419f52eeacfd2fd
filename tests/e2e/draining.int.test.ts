import { orderStream } from '@cafe/contract/folds';
import { startTestHub } from '@cafe/testing';
import { expect, test } from '@jest/globals';
import { lineOf, openBill, openTerminal, simpleItem } from './evening.ts';

test('[HUB-19] a hub that stops says so, answers what it took in, and loses nothing it said yes to', async () => {
  const hub = await startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true });
  const terminal = await openTerminal(hub);
  const item = await simpleItem(hub);
  const orderId = await openBill(terminal);
  const answers = Array.from({ length: 50 }, () =>
    terminal.send({ type: 'order.addLines', orderId, lines: [lineOf(item)] }).catch(() => undefined),
  );
  await Promise.race(answers);
  const stopping = hub.stop();
  expect(await terminal.told('draining')).toMatchObject({ retryAfterMs: expect.any(Number) });
  const refused = await terminal
    .send({ type: 'order.addLines', orderId, lines: [lineOf(item)] })
    .catch(() => undefined);
  if (refused) expect(refused).toMatchObject({ ok: false, refusal: { code: 'hub.draining', retryable: true } });
  await terminal.closed();
  const said = (await Promise.all(answers)).filter((ack) => ack?.ok === true);
  await stopping;
  await expect(openTerminal(hub)).rejects.toThrow();

  const again = await startTestHub({
    mongodbUri: process.env['TEST_MONGODB_URI'] ?? '',
    database: hub.database,
    identity: hub.identity,
    secrets: hub.secrets,
  });
  const bill = await again.cafe.read(orderStream(orderId));
  if (bill.status !== 'open') throw new Error('the bill is gone');
  expect(said.length).toBeGreaterThan(0);
  expect(bill.lines.length).toBeGreaterThanOrEqual(said.length);
  expect(new Set(bill.lines.map(({ lineId }) => lineId)).size).toBe(bill.lines.length);
  await again.stop();
  expect(hub.reported).toEqual([]);
}, 60_000);
