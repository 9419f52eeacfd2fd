import { describe, expect, test } from '@jest/globals';
import { lineTotal, sumOf, unitOf } from './amounts.ts';
import { bill, line, ME, OTHER } from './bill.suite.ts';
import { hadOf } from './had.ts';
import { draftsIn, isMine, sentIn, sharesOf, sumsOf } from './table-lines.ts';

const byOther = { addedBy: { kind: 'guest', id: OTHER } } as const;
const byStaff = { addedBy: { kind: 'staff', id: 'ana' } } as const;
const extra = (price: number, quantity = 1) => ({
  modifierId: line(1).lineId as never,
  name: 'Extra',
  price,
  quantity,
});

describe('what a line comes to', () => {
  test('[GPG-22] its units with what is on them, and never less than nothing', () => {
    expect(lineTotal(line(1, { quantity: 3, modifiers: [extra(60), extra(100, 2)] }))).toBe(3 * (450 + 60 + 200));
    expect(unitOf(line(1, { modifiers: [extra(-900)] }))).toBe(0);
    expect(sumOf([line(1), line(2, { quantity: 2 })])).toBe(1_350);
    expect(sumOf([])).toBe(0);
  });
});

describe('the sums', () => {
  test('[GPG-22] mine are what I sent and nobody took off; the table’s is the hub’s; what waits is in neither', () => {
    const { bill: whole } = bill({
      totals: { subtotal: 1_800, discount: 0, serviceCharge: 0, taxes: [], total: 1_800 },
      lines: [
        line(1, { state: 'served', round: 1 }),
        line(2, { state: 'fired', round: 1, quantity: 2 }),
        line(3, { state: 'voided', round: 1 }),
        line(4, { state: 'draft' }),
        line(5, { state: 'pending', quantity: 2 }),
        line(6, { state: 'ready', round: 1, ...byOther }),
      ],
    });
    expect(sumsOf(whole, ME)).toEqual({ mine: 1_350, table: 1_800, waiting: 900 });
    expect(hadOf(whole, ME)).toMatchObject({ mine: 1_350, table: 1_800 });
    expect(hadOf(whole, ME).lines.map(({ isSent }) => isSent)).toEqual([true, true, false, false]);
  });
});

describe('the cart of the table', () => {
  test('[GPG-20] whose line it is: mine come first, then the others as they came, the staff’s last', () => {
    const lines = [line(1, byStaff), line(2, byOther), line(3), line(4, byOther)];
    const { bill: whole } = bill({ lines });
    const shares = sharesOf(whole, lines, ME);
    expect(shares.map(({ person, lines: own, sum }) => [person.kind, person.name, own.length, sum])).toEqual([
      ['me', 'Lea', 1, 450],
      ['guest', 'Tom', 2, 900],
      ['staff', '', 1, 450],
    ]);
    expect(lines.map((one) => isMine(one, ME))).toEqual([false, false, true, false]);
  });

  test('[GPG-20] who has gone keeps their name; of whom nothing is known there is none', () => {
    const lines = [line(1, { addedBy: { kind: 'guest', id: 'nobody' } })];
    expect(sharesOf(bill({ lines }).bill, lines, ME)[0]?.person).toEqual({ kind: 'guest', name: '' });
  });

  test('[GPG-20] what was sent is not in it', () => {
    const { bill: whole } = bill({ lines: [line(1), line(2, { state: 'pending' }), line(3, { state: 'voided' })] });
    expect(draftsIn(whole).map(({ state }) => state)).toEqual(['draft']);
    expect(sentIn(whole).map(({ state }) => state)).toEqual(['pending', 'voided']);
  });
});
