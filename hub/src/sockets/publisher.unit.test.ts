import type { Base, Part } from '@cafe/contract';
import { type OrderState, orderStream } from '@cafe/contract/folds';
import type { LetOut } from '@cafe/services/kernel';
import { expect, test } from '@jest/globals';
import { roomOf } from '../rooms.ts';
import { AT, bill, line, ORDER, STORE, TABLE } from '../test-bill.suite.ts';
import { createFrames } from './frames.ts';
import { createHeads } from './heads.ts';
import { createPublisher } from './publisher.ts';

const stream = orderStream(ORDER);
const letOut = (version: number, before: OrderState, after: OrderState): LetOut =>
  ({
    commit: { at: AT, by: { kind: 'staff', id: 'ana' }, commandId: 'c' },
    parts: [{ part: { stream, version, events: [] }, before, after }],
  }) as unknown as LetOut; // as much of a commit as a publisher looks at

/** A publisher whose ticks a test ends, and everything it sent. */
const publishing = (occupied: readonly string[]) => {
  const sent: { room: string; frame: readonly (Part | Base)[] }[] = [];
  const announced: unknown[] = [];
  let endOfTick = (): void => undefined;
  const frames = createFrames({
    send: (room, frame) => void sent.push({ room, frame }),
    afterTick: (run) => {
      endOfTick = run;
    },
  });
  const heads = createHeads((room, changed) => void announced.push({ room, changed }));
  const isOccupied = (room: string) => occupied.includes(room);
  const publish = createPublisher({ storeId: STORE, isOccupied, frames, heads });
  return { publish, sent, announced, heads, endTick: () => endOfTick() };
};

const kitchen = roomOf(STORE, 'kitchen', 'kitchen');
const floor = roomOf(STORE, 'floor', 'staff');

test('[HUB-4] what one tick produced for a room is one frame, in order', () => {
  const { publish, sent, endTick } = publishing([floor]);
  publish(letOut(1, { status: 'none' }, bill()));
  publish(letOut(2, bill(), bill()));
  expect(sent).toEqual([]);
  endTick();
  expect(sent).toMatchObject([{ room: floor, frame: [{ version: 1 }, { version: 2 }] }]);
});

test('[SYN-5] a stream that comes into a room brings its state from just before in front of the part', () => {
  const { publish, sent, endTick } = publishing([kitchen, floor]);
  publish(letOut(5, bill({ covers: 4 }), bill({ lines: [line('fired')] })));
  endTick();
  expect(sent).toMatchObject([
    { room: floor, frame: [{ stream, version: 5, events: [] }] },
    {
      room: kitchen,
      frame: [
        { stream, version: 4, state: { covers: 4 } },
        { stream, version: 5, events: [] },
      ],
    },
  ]);
});

test('[SYN-5] its first part needs none', () => {
  const { publish, sent, endTick } = publishing([floor]);
  publish(letOut(1, { status: 'none' }, bill()));
  endTick();
  expect(sent[0]?.frame).toHaveLength(1);
});

test('a room a stream leaves hears that it does', () => {
  const table = roomOf(STORE, `table:${TABLE}`, 'guest');
  const { publish, sent, endTick } = publishing([table]);
  publish(letOut(9, bill(), bill({ status: 'closed' })));
  endTick();
  expect(sent).toMatchObject([{ room: table, frame: [{ version: 9 }] }]);
});

test('[SYN-6] what changed is announced once, to rooms somebody sits in', () => {
  const { publish, announced, heads, endTick } = publishing([floor]);
  publish(letOut(1, { status: 'none' }, bill()));
  publish(letOut(2, bill(), bill()));
  endTick();
  heads.announce();
  heads.announce();
  expect(announced).toEqual([{ room: floor, changed: [[stream, 2]] }]);
});
