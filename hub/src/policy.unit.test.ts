import type { DeviceId, GuestId, StaffId, Topic } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { type Actor, audienceOf, mayFollow, topicFor } from './policy.ts';
import { ORDER, TABLE } from './test-bill.suite.ts';

const nobody = () => false;
const anything = () => true;
const other = '018f2b6a-0000-7000-8000-0000000000ee';
const actors: Record<string, Actor> = {
  owner: { kind: 'staff', staffId: 'o' as StaffId, kitchen: false, may: anything },
  server: { kind: 'staff', staffId: 's' as StaffId, kitchen: false, may: nobody },
  cook: { kind: 'staff', staffId: 'c' as StaffId, kitchen: true, may: anything },
  screen: { kind: 'device', deviceId: 'k' as DeviceId, kitchen: true, may: nobody },
  terminal: { kind: 'device', deviceId: 't' as DeviceId, kitchen: false, may: nobody },
  guest: { kind: 'guest', guestId: 'g' as GuestId, orderId: ORDER, tableId: TABLE, admitted: true, may: nobody },
  waiting: { kind: 'guest', guestId: 'w' as GuestId, orderId: ORDER, tableId: TABLE, admitted: false, may: nobody },
  program: { kind: 'service', may: anything },
};
const topics: readonly Topic[] = [
  'floor',
  'kitchen',
  'menu',
  'store',
  'staff',
  `order:${ORDER}`,
  `table:${TABLE}`,
  `order:${other}`,
  `table:${other}`,
];

/** Every actor with all it may follow; what is not here is denied. */
const ALLOWED: Record<string, readonly Topic[]> = {
  owner: topics,
  program: topics,
  server: topics.filter((topic) => topic !== 'staff'),
  cook: ['kitchen', 'menu', 'store'],
  screen: ['kitchen', 'menu', 'store'],
  terminal: ['menu', 'store'],
  guest: ['menu', 'store', `order:${ORDER}`, `table:${TABLE}`],
  waiting: ['menu', 'store'],
};

describe('who may follow what', () => {
  test.each(Object.keys(ALLOWED))('[HUB-7] %s', (name) => {
    const actor = actors[name];
    if (!actor) throw new Error(`no actor ${name}`);
    expect(topics.filter((topic) => mayFollow(actor, topic))).toEqual(ALLOWED[name]);
  });

  test('[HUB-8] a guest’s table is the order they were let into, never who sits there next', () => {
    expect(topicFor(actors['guest'] as Actor, `table:${TABLE}`)).toBe(`order:${ORDER}`);
    expect(topicFor(actors['server'] as Actor, `table:${TABLE}`)).toBe(`table:${TABLE}`);
  });

  test('[HUB-8] what each is shown', () => {
    expect(Object.entries(actors).map(([name, actor]) => [name, audienceOf(actor)])).toEqual([
      ['owner', 'staff'],
      ['server', 'staff'],
      ['cook', 'kitchen'],
      ['screen', 'kitchen'],
      ['terminal', 'public'],
      ['guest', 'guest'],
      ['waiting', 'guest'],
      ['program', 'staff'],
    ]);
  });
});
