import { once } from 'node:events';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type OrderId, type TableId, when } from '@cafe/client-sdk';
import { enrolTerminal, joinGuest, startTestHub, type Terminal, type TestHub } from '@cafe/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { simpleItem } from './e2e/evening.ts';
import { freeTable } from './e2e/guests-at-table.ts';
import { type ExampleProcess, startExample } from './example-process.ts';
import { execute, type PackedSdk, packSdk } from './packed-sdk.ts';
import { ROOT } from './source-facts.ts';

const example = (name: string): string => join(ROOT, 'examples/dist', `${name}.js`);
const portOf = (address: unknown): number => (address as { port: number }).port; // of a server that listens on TCP

let hub: TestHub;
let terminal: Terminal;
let sdk: PackedSdk;
const running: ExampleProcess[] = [];
beforeAll(async () => {
  [hub, sdk] = await Promise.all([
    startTestHub({ mongodbUri: process.env['TEST_MONGODB_URI'] ?? '', demo: true }),
    packSdk(),
  ]);
}, 120_000);
beforeEach(async () => {
  terminal = await enrolTerminal(hub, { role: 'manager' });
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  terminal.cafe.stop();
});
afterAll(() => Promise.all([hub.stop(), sdk.remove()]));

const start = (args: readonly string[], env?: Readonly<Record<string, string>>): ExampleProcess => {
  const one = startExample(args, env);
  running.push(one);
  return one;
};
const send = async (orderId: OrderId): Promise<void> => {
  await terminal.cafe.orders.send(orderId, { lines: [{ itemId: await simpleItem(hub), quantity: 2 }] });
};
const openAt = async (tableId: TableId): Promise<OrderId> =>
  (await terminal.cafe.orders.open({ serviceType: 'dine_in', tableId })).orderId;

test('the ten lines of the README open a bill and send something to the kitchen', async () => {
  const { stdout } = await execute(process.execPath, [example('first-bill'), hub.base]);
  expect(stdout).toMatch(/^number \d+ is in the kitchen\n$/);
}, 60_000);

test('[SDK-75] the ten lines do the same in a project that installed the packed SDK', async () => {
  for (const name of ['first-bill.js', 'config.js']) {
    await copyFile(join(ROOT, 'examples/dist', name), join(sdk.project, name));
  }
  await writeFile(join(sdk.project, 'package.json'), '{ "type": "module" }');
  const { stdout } = await execute(process.execPath, [join(sdk.project, 'first-bill.js'), hub.base]);
  expect(stdout).toMatch(/^number \d+ is in the kitchen\n$/);
}, 60_000);

test('the bot lets guests in, and brings what is ready', async () => {
  const bot = start([example('waiter-bot'), hub.base]);
  await bot.printed(/at work/);
  const { cafe, key } = await joinGuest(hub, { tableId: await freeTable(hub), name: 'Lea' });
  const bill = cafe.order(key.orderId);
  await when(bill, ({ value }) => value?.bill.status === 'open');
  await send(key.orderId);
  const lines = await when(bill, ({ value }) => value?.bill.lines.length === 1 && value.bill.lines);
  await terminal.cafe.orders.finish(key.orderId, { lineIds: lines.map(({ lineId }) => lineId) });
  await when(bill, ({ value }) => value?.bill.lines[0]?.state === 'served');
  await bot.printed(new RegExp(`${key.orderId} brings`));
  cafe.stop();
}, 60_000);

test('the printer bridge prints what is fired, and again what the printer did not take', async () => {
  let refuses = true;
  const tickets: Promise<string>[] = [];
  const printer = createServer((socket) => {
    if (refuses) socket.resetAndDestroy();
    else tickets.push(text(socket).finally(() => socket.end()));
    refuses = false;
  });
  printer.listen(0, '127.0.0.1');
  await once(printer, 'listening');
  const bridge = start([example('printer-bridge'), hub.base], {
    CAFE_PRINTER: `127.0.0.1:${portOf(printer.address())}`,
  });
  await bridge.printed(/bridge is up/);
  const tableId = await freeTable(hub);
  const { orderId, displayNumber } = await terminal.cafe.orders.open({ serviceType: 'dine_in', tableId });
  await send(orderId);
  await bridge.printed(/not printed: /);
  await bridge.printed(new RegExp(`printed #${displayNumber}: 1 lines`));
  const taken = await Promise.all(tickets);
  const ticket = taken.filter((one) => one.includes(`#${displayNumber} table`));
  // JSON, so that the printer's own commands can be read.
  expect(JSON.stringify(ticket)).toMatch(
    /^\["\\u001b@\\u001d!\\u0011#\d+ table .+\\n\\u001d!\\u00002 x .+\\n\\u001dVB\\u0003"\]$/,
  );
  printer.close();
}, 60_000);

test('the webhook is told of a bill when it is opened and when it ends, again where it was not heard', async () => {
  const told = new Set<string>();
  let heard = () => {};
  let answers = 503;
  const receiver = createHttpServer((request, response) => {
    if (answers === 200) told.add(String(request.headers['idempotency-key']));
    response.writeHead(answers).end();
    answers = 200;
    heard();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const webhook = start([example('webhook'), hub.base], {
    CAFE_WEBHOOK: `http://127.0.0.1:${portOf(receiver.address())}/hook`,
  });
  await webhook.printed(/is fed/);
  const { orderId } = await terminal.cafe.orders.open({ serviceType: 'counter' });
  await webhook.printed(/answered 503/);
  await webhook.printed(new RegExp(`told: opened ${orderId}`));
  const ended = new Promise<void>((resolve) => {
    heard = () => void (told.has(`${orderId}/ended`) && resolve());
  });
  await terminal.cafe.orders.void(orderId, 'a mistake');
  await ended;
  expect(told).toContain(`${orderId}/opened`);
  receiver.close();
}, 60_000);

const inPage = join(ROOT, 'tests/programs/in-page.mjs');

test('the React page of a guest joins, is let in, orders, and shows each step', async () => {
  const tableId = await freeTable(hub);
  const { value } = await when(terminal.cafe.floor(), (now) => now.value && now);
  const code = value?.floor.tables[tableId]?.code ?? '';
  const page = start([inPage, example('react-page'), `http://page.test/?hub=${hub.base}&code=${code}`]);
  await page.printed(/The staff will let you in/);
  const waiting = await when(terminal.cafe.floor(), (now) =>
    now.value?.orders.find(({ bill }) => bill.status === 'waiting' && bill.tableId === tableId),
  );
  await terminal.cafe.guests.admit(waiting.orderId);
  await page.printed(/Cinnamon Bun/);
  page.type('click Cinnamon Bun');
  await page.printed(/1 × Cinnamon Bun: (pending|fired)/);
}, 60_000);

test('the kitchen screen in one file is enrolled, shows what comes, and takes it on', async () => {
  const html = await readFile(join(ROOT, 'examples/kitchen-screen.html'), 'utf8');
  const [, script = ''] = /<script type="module">([\s\S]*?)<\/script>/.exec(html) ?? [];
  await copyFile(join(sdk.installed, 'dist/standalone.js'), join(sdk.project, 'cafe-sdk.js'));
  const module = join(sdk.project, 'kitchen-screen.mjs');
  await writeFile(module, script);
  const { storeId, user } = hub.cafe;
  const { code } = await user.issueEnrolmentCode({ storeId, at: new Date().toISOString() });
  const screen = start([inPage, module, `http://page.test/?hub=${hub.base}&code=${code}`]);
  await send(await openAt(await freeTable(hub)));
  const [, button = ''] = await screen.printed(/(2 × .+?) · fired/);
  screen.type(`click ${button}`);
  await screen.printed(/2 × .+ · preparing/);
  await when(terminal.cafe.floor(), ({ value }) =>
    value?.orders.some(({ bill }) => bill.lines.some(({ state }) => state === 'preparing')),
  );
}, 60_000);
