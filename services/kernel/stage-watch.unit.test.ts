import type { Command } from '@cafe/contract';
import { expect, test } from '@jest/globals';
import type { EventLog } from './event-log.ts';
import { bench, codeOf, commandId, commit, counted, STORE, stock, take } from './kernel-fixture.suite.ts';
import { createMemoryEventLog } from './memory-event-log.ts';

const filled = async (): Promise<EventLog> => {
  const log = createMemoryEventLog(STORE);
  await log.insert([commit(999, [], { parts: [{ stream: stock(1), version: 1, events: [counted(1, 100)] }] })]);
  return log;
};

/** A kernel whose every look at the clock is a millisecond after the one before, and what it said of its stages. */
const watched = async (log?: EventLog) => {
  const ended: unknown[] = [];
  let nowMs = 0;
  const elapsed = () => {
    nowMs += 1;
    return nowMs;
  };
  const watch = {
    elapsed,
    ended: (stage: string, { id, command }: { id: string; command: Command }, lasted: object) =>
      ended.push([stage, id, command.type, lasted]),
  };
  return { ...bench({ log: log ?? (await filled()), watch }), ended };
};
const stage = (name: string, n: number, fromMs: number) => [
  name,
  commandId(n),
  'menu.setStock',
  { fromMs, toMs: fromMs + 1 },
];
/** What an append came to is said beside how long it took. */
const append = (outcome: 'in' | 'moved' | 'found', n: number, fromMs: number) => [
  ...stage('append', n, fromMs).slice(0, 3),
  { fromMs, toMs: fromMs + 1, outcome },
];

test('[SEE-1] a command decides and appends, one after the other, with one look at the clock for each', async () => {
  const { send, ended } = await watched();
  await send(1, take(1, 5));
  expect(ended).toEqual([stage('decide', 1, 1), append('in', 1, 2)]);
});

test('[SEE-1] what is refused, repeated or changes nothing is timed as far as it came', async () => {
  const { send, ended } = await watched();
  await send(1, take(1, 5));
  ended.length = 0;
  expect(await codeOf(send(2, take(1, 500)))).toBe('menu.sold_out');
  await send(3, take(1, 0));
  await send(1, take(1, 5));
  expect(ended).toEqual([
    stage('decide', 2, 4),
    stage('decide', 3, 6),
    ['decide', ...stage('', 1, 8).slice(1)],
    append('found', 1, 9),
  ]);
});

test('[SEE-1] a command that was outrun decides and appends again', async () => {
  const log = await filled();
  const { send, ended, time } = await watched(log);
  await send(1, take(1, 5));
  await log.insert([commit(998, [], { parts: [{ stream: stock(1), version: 3, events: [counted(1, 50)] }] })]);
  ended.length = 0;
  const sending = send(2, take(1, 5));
  await time.advance(1_000);
  await sending;
  expect(ended).toEqual([stage('decide', 2, 4), append('moved', 2, 5), stage('decide', 2, 6), append('in', 2, 7)]);
});
