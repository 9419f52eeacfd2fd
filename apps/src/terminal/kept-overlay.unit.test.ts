import { expect, test } from '@jest/globals';
import { billIn } from './address.ts';
import { looksUnusual } from './cash/unusual.ts';
import { asOverlay } from './kept-overlay.ts';

const choosing = { orderId: 'o', itemId: 'i', quantity: 2, note: 'hot', modifiers: [{ modifierId: 'm', quantity: 1 }] };
const id = '01961e3c-0000-7000-8000-000000000001';

test('[UI-61] a sheet that can be filled in again is, and a question that waits for an answer is not', () => {
  const changed = { ...choosing, change: [{ lineId: 'l', version: 4 }] };
  for (const overlay of [{ kind: 'newOrder' }, { kind: 'choose', choosing: changed }, { kind: 'cash', orderId: 'o' }]) {
    expect(asOverlay(JSON.parse(JSON.stringify(overlay)))).toEqual(overlay);
  }
  for (const other of [undefined, 'cash', { kind: 'cash' }, { kind: 'approve', approving: {} }, { kind: 'choose' }]) {
    expect(asOverlay(other)).toBeUndefined();
  }
});

test('[TRM-60] an address names a bill by its id, and nothing else', () => {
  expect(billIn(`#bill=${id}`)).toBe(id);
  expect(['', '#code=ABCDEFGHJK', '#bill=7', `#bill=${id}0`].map(billIn)).toEqual(Array(4).fill(undefined));
});

test('[TRM-61] more than a thousand times what is due looks like a slip', () => {
  expect([looksUnusual(250_000, 250), looksUnusual(250_001, 250)]).toEqual([false, true]);
});
