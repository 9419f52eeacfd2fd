import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LineTax } from '../order/line.ts';
import { LineId, TaxRateId } from '../scalars.ts';
import type { Discount } from './discounts.ts';
import type { RoundingMode } from './rounding.ts';
import { portionOf } from './rounding.ts';
import { type MoneySettings, taxOf } from './tax.ts';
import { computeOrderTotals, computeTotals, type ServiceCharge, type TotalsInput, type TotalsLine } from './totals.ts';

const uuid = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const lineId = (n: number) => LineId.parse(uuid(n));
const rate = (ratePpm: number, kind: 'inclusive' | 'exclusive', n = 1): LineTax => ({
  taxRateId: TaxRateId.parse(uuid(n)),
  ratePpm,
  inclusive: kind === 'inclusive',
});

const SETTINGS: MoneySettings = { rounding: 'half_away', taxRounding: 'per_group' };
const line = (n: number, unitPrice: number, more: Partial<TotalsLine> = {}): TotalsLine => ({
  lineId: lineId(n),
  quantity: 1,
  unitPrice,
  ...more,
});
const totalsOf = (lines: readonly TotalsLine[], more: Partial<TotalsInput> = {}) =>
  computeTotals({ lines, settings: SETTINGS, ...more });
const repeated = (times: number, unitPrice: number, tax: LineTax) =>
  Array.from({ length: times }, (_, n) => line(n, unitPrice, { tax }));
const taxSum = (taxes: readonly { readonly tax: number }[]) => taxes.reduce((sum, { tax }) => sum + tax, 0);

describe('the cases of the trade', () => {
  test.each([
    { prices: [600], ratePpm: 97_500, away: 59, even: 58 },
    { prices: [600], ratePpm: 117_500, away: 71, even: 70 },
    { prices: [3020], ratePpm: 117_500, away: 355, even: 355 },
  ])('[MON-2] $prices exclusive at $ratePpm ppm is $away, half to even $even', ({ prices, ratePpm, away, even }) => {
    const lines = prices.map((price, n) => line(n, price, { tax: rate(ratePpm, 'exclusive') }));
    expect(taxSum(totalsOf(lines).totals.taxes)).toBe(away);
    expect(taxSum(totalsOf(lines, { settings: { ...SETTINGS, rounding: 'half_even' } }).totals.taxes)).toBe(even);
  });

  test.each([
    { price: 350, ratePpm: 200_000, perGroup: 175, perLine: 174 },
    { price: 100, ratePpm: 70_000, perGroup: 20, perLine: 21 },
  ])('[MON-9] 3 × $price inclusive at $ratePpm ppm is $perGroup per group, $perLine per line', (row) => {
    const lines = repeated(3, row.price, rate(row.ratePpm, 'inclusive'));
    const perLine = totalsOf(lines, { settings: { ...SETTINGS, taxRounding: 'per_line' } });
    expect(taxSum(totalsOf(lines).totals.taxes)).toBe(row.perGroup);
    expect(taxSum(perLine.totals.taxes)).toBe(row.perLine);
    expect(perLine.totals.total).toBe(3 * row.price);
  });

  test('[MON-6] a discount of 500 over 1250, 350, 899 is 250, 70, 180', () => {
    const { lines, totals } = totalsOf([line(1, 1250), line(2, 350), line(3, 899)], {
      orderDiscounts: [{ kind: 'fixed', amount: 500 }],
    });
    expect(lines.map(({ discount }) => discount)).toEqual([250, 70, 180]);
    expect(totals).toMatchObject({ subtotal: 2499, discount: 500, total: 1999 });
  });

  test('[MON-7] a service charge of 12.5 % on 4385 is 548', () => {
    const charged = (when: ServiceCharge['when']) =>
      totalsOf([line(1, 4385)], { serviceCharge: { ratePpm: 125_000, when } });
    expect(charged('before_tax').totals).toMatchObject({ serviceCharge: 548, total: 4933 });
    expect(charged('after_tax').totals).toMatchObject({ serviceCharge: 548, total: 4933 });
  });
});

describe('lines', () => {
  test('[MON-4] a line is quantity × (unit + modifiers), each modifier as often as it was asked for', () => {
    const modifiers = [
      { price: 50, quantity: 2 },
      { price: -20, quantity: 1 },
    ];
    expect(totalsOf([line(1, 300, { quantity: 3, modifiers })]).totals.subtotal).toBe(3 * 380);
  });

  test('[MON-4] a unit with its modifiers is never below 0', () => {
    expect(totalsOf([line(1, 100, { modifiers: [{ price: -150, quantity: 1 }] })]).totals.total).toBe(0);
  });

  test('[MON-12] voided lines do not count, comped ones stay and cost 0', () => {
    const tax = rate(200_000, 'inclusive');
    const { totals, lines } = totalsOf([
      line(1, 600, { tax }),
      line(2, 900, { tax: rate(70_000, 'inclusive', 2), state: 'voided' }),
      line(3, 700, { tax, comped: true }),
    ]);
    expect(lines.map(({ lineId: id, gross }) => [id, gross])).toEqual([
      [lineId(1), 600],
      [lineId(3), 0],
    ]);
    expect(totals).toEqual({
      subtotal: 600,
      discount: 0,
      serviceCharge: 0,
      taxes: [{ ...tax, base: 600, tax: 100 }],
      total: 600,
    });
  });

  test('[MON-4] an order without lines comes to 0', () => {
    expect(totalsOf([], { serviceCharge: { ratePpm: 100_000, when: 'before_tax' } })).toEqual({
      totals: { subtotal: 0, discount: 0, serviceCharge: 0, taxes: [], total: 0 },
      serviceChargeNet: 0,
      lines: [],
    });
  });
});

describe('discounts', () => {
  const fixed = (amount: number): Discount => ({ kind: 'fixed', amount });
  const percent = (ratePpm: number): Discount => ({ kind: 'percent', ratePpm });

  test.each([
    { name: 'percent before fixed, whatever their order', discounts: [fixed(100), percent(100_000)], off: 200 },
    { name: 'percentages are each of the price', discounts: [percent(100_000), percent(100_000)], off: 200 },
    { name: 'never below 0', discounts: [percent(900_000), fixed(500)], off: 1000 },
    { name: 'never more than all', discounts: [percent(700_000), percent(700_000)], off: 1000 },
  ])('[MON-5] $name', ({ discounts, off }) => {
    expect(totalsOf([line(1, 1000, { discounts })]).totals).toMatchObject({ discount: off, total: 1000 - off });
  });

  test('[MON-6] takes from eligible lines only, and never more than they cost', () => {
    const { lines } = totalsOf([line(1, 300), line(2, 200), line(3, 900)], {
      orderDiscounts: [{ kind: 'fixed', amount: 800, lineIds: [lineId(1), lineId(2)] }],
    });
    expect(lines.map(({ discount }) => discount)).toEqual([300, 200, 0]);
  });

  test('[MON-6] percentages are of the lines after their own discounts, and do not compound', () => {
    const { totals } = totalsOf([line(1, 1000, { discounts: [percent(500_000)] })], {
      orderDiscounts: [fixed(30), percent(100_000), percent(100_000)],
    });
    expect(totals).toMatchObject({ discount: 500 + 50 + 50 + 30, total: 370 });
  });

  test('[MON-6] percentages come before amounts', () => {
    const { lines } = totalsOf([line(1, 500), line(2, 500)], {
      orderDiscounts: [{ ...fixed(500), lineIds: [lineId(1)] }, percent(500_000)],
    });
    expect(lines.map(({ discount }) => discount)).toEqual([500, 250]);
  });

  test('[MON-6] a full discount leaves nothing to tax', () => {
    const { totals } = totalsOf(repeated(3, 333, rate(97_500, 'exclusive')), { orderDiscounts: [percent(1_000_000)] });
    expect(totals).toMatchObject({ discount: 999, total: 0, taxes: [{ base: 0, tax: 0 }] });
  });
});

describe('service charge', () => {
  test('[MON-7] before tax it is taxed at each line’s rate', () => {
    const lines = [line(1, 1000, { tax: rate(100_000, 'exclusive') }), line(2, 1000, { tax: rate(0, 'exclusive', 2) })];
    const { totals } = totalsOf(lines, { serviceCharge: { ratePpm: 100_000, when: 'before_tax' } });
    expect(totals).toMatchObject({
      serviceCharge: 200,
      taxes: [
        { base: 1100, tax: 110 },
        { base: 1100, tax: 0 },
      ],
      total: 2310,
    });
  });

  test('[MON-7] after tax it is of what the tax was added to, and not taxed', () => {
    const { totals } = totalsOf([line(1, 1000, { tax: rate(100_000, 'exclusive') })], {
      serviceCharge: { ratePpm: 100_000, when: 'after_tax' },
    });
    expect(totals).toMatchObject({ serviceCharge: 110, taxes: [{ base: 1000, tax: 100 }], total: 1210 });
  });

  test('[MON-7] what the café earns by it is without the tax it contains', () => {
    const { totals, serviceChargeNet } = totalsOf([line(1, 1000, { tax: rate(200_000, 'inclusive') })], {
      serviceCharge: { ratePpm: 200_000, when: 'before_tax' },
    });
    expect(totals).toMatchObject({ serviceCharge: 200, taxes: [{ base: 1200, tax: 200 }], total: 1200 });
    expect(serviceChargeNet).toBe(167); // 200 less its sixth
  });
});

describe('shares of a service charge', () => {
  test('[MON-7] of an exclusive rate contain no tax', () => {
    const { serviceChargeNet, lines } = totalsOf([line(1, 1000, { tax: rate(100_000, 'exclusive') })], {
      serviceCharge: { ratePpm: 100_000, when: 'before_tax' },
    });
    expect(serviceChargeNet).toBe(100);
    expect(lines).toMatchObject([{ serviceCharge: 100, net: 1100, tax: 110 }]);
  });

  test('[MON-7] after tax go by what is paid for each line', () => {
    const { lines } = totalsOf([line(1, 1000, { tax: rate(1_000_000, 'exclusive') }), line(2, 1000)], {
      serviceCharge: { ratePpm: 100_000, when: 'after_tax' },
    });
    expect(lines).toMatchObject([
      { serviceCharge: 200, net: 1200, tax: 1000 },
      { serviceCharge: 100, net: 1100, tax: 0 },
    ]);
  });
});

describe('tax', () => {
  test('[MON-9] per line, each line bears its own rounding', () => {
    const tax = rate(100_000, 'exclusive');
    const lines = [5, 5, 100].map((price, n) => line(n, price, { tax }));
    const taxesOf = (taxRounding: MoneySettings['taxRounding']) =>
      totalsOf(lines, { settings: { ...SETTINGS, taxRounding } }).lines.map((one) => one.tax);
    expect(taxesOf('per_line')).toEqual([1, 1, 10]);
    expect(taxesOf('per_group')).toEqual([1, 0, 10]);
  });

  test('[MON-9] rates of one figure are apart where their id or their kind differs', () => {
    const taxes = [rate(70_000, 'inclusive', 1), rate(70_000, 'exclusive', 1), rate(70_000, 'inclusive', 2)];
    const lines = taxes.map((tax, n) => line(n, 100, { tax }));
    expect(totalsOf(lines).totals.taxes).toMatchObject(taxes);
  });

  test('[MON-10] one order may have inclusive and exclusive lines, and lines without tax', () => {
    const lines = [
      line(1, 1200, { tax: rate(200_000, 'inclusive', 1) }),
      line(2, 1000, { tax: rate(100_000, 'exclusive', 2) }),
      line(3, 500),
    ];
    const { totals, lines: each } = totalsOf(lines);
    expect(totals).toMatchObject({ subtotal: 2700, taxes: [{ tax: 200 }, { tax: 100 }], total: 2800 });
    expect(each.map(({ net, tax }) => [net, tax])).toEqual([
      [1000, 200],
      [1000, 100],
      [500, 0],
    ]);
  });

  test('[MON-9] a rate that was changed between two lines makes two groups', () => {
    const lines = [line(1, 100, { tax: rate(70_000, 'inclusive') }), line(2, 100, { tax: rate(190_000, 'inclusive') })];
    expect(totalsOf(lines).totals.taxes.map(({ ratePpm }) => ratePpm)).toEqual([70_000, 190_000]);
  });

  test('[MON-10] adding the tax to a price without it gives the price again, to one minor unit', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(1_000_000), (price, ratePpm) => {
        const contained = taxOf(price, { ratePpm, inclusive: true }, 'half_away');
        const added = taxOf(price - contained, { ratePpm, inclusive: false }, 'half_away');
        expect(Math.abs(added - contained)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

const choices = [
  undefined,
  rate(200_000, 'inclusive', 1),
  rate(70_000, 'inclusive', 2),
  rate(97_500, 'exclusive', 3),
  rate(88_750, 'exclusive', 4),
  rate(0, 'exclusive', 5),
];
const discount = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), ratePpm: fc.nat(1_200_000) }),
  fc.record({ kind: fc.constant('fixed' as const), amount: fc.nat(3000) }),
);
const inputOf = (price: fc.Arbitrary<number>): fc.Arbitrary<TotalsInput> =>
  fc.record({
    lines: fc
      .array(
        fc.record({
          quantity: fc.integer({ min: 1, max: 99 }),
          unitPrice: price,
          modifiers: fc.array(
            fc.record({ price: fc.integer({ min: -50, max: 400 }), quantity: fc.integer({ min: 1, max: 3 }) }),
            {
              maxLength: 2,
            },
          ),
          tax: fc.constantFrom(...choices),
          discounts: fc.option(fc.array(discount, { maxLength: 3 }), { nil: undefined }),
          state: fc.constantFrom('fired', 'served', 'voided'),
          comped: fc.boolean(),
        }),
        { maxLength: 12 },
      )
      .map((lines) => lines.map((one, n) => ({ ...one, lineId: lineId(n) }))),
    orderDiscounts: fc.option(
      fc.array(
        fc
          .tuple(discount, fc.option(fc.array(fc.nat(12).map(lineId)), { nil: undefined }))
          .map(([one, lineIds]) => ({ ...one, lineIds })),
        { maxLength: 3 },
      ),
      { nil: undefined },
    ),
    serviceCharge: fc.option(
      fc.record({ ratePpm: fc.nat(300_000), when: fc.constantFrom('before_tax' as const, 'after_tax' as const) }),
      { nil: undefined },
    ),
    settings: fc.record({
      rounding: fc.constantFrom<RoundingMode>('half_away', 'half_even'),
      taxRounding: fc.constantFrom('per_group' as const, 'per_line' as const),
    }),
  });
const anyOrder = inputOf(fc.nat(20_000));
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

describe('any order', () => {
  test('[MON-11] what the lines bear adds up to the total, and the total to its parts', () => {
    fc.assert(
      fc.property(anyOrder, (input) => {
        const { totals, lines } = computeTotals(input);
        const added = taxSum(totals.taxes.filter(({ inclusive }) => !inclusive));
        expect(totals.total).toBe(totals.subtotal - totals.discount + totals.serviceCharge + added);
        expect(sum(lines.map(({ net, tax }) => net + tax))).toBe(totals.total);
        expect(sum(lines.map(({ gross }) => gross))).toBe(totals.subtotal);
        expect(sum(lines.map((one) => one.discount))).toBe(totals.discount);
        expect(sum(lines.map(({ serviceCharge }) => serviceCharge))).toBe(totals.serviceCharge);
      }),
      { numRuns: 500 },
    );
  });

  test('[MON-11] each group’s tax is what its lines bear of it', () => {
    fc.assert(
      fc.property(anyOrder, (input) => {
        const { totals, lines } = computeTotals(input);
        const rates = new Map(input.lines.map((one) => [one.lineId, one.tax?.taxRateId]));
        const borne = totals.taxes.map(({ taxRateId }) =>
          sum(lines.filter((one) => rates.get(one.lineId) === taxRateId).map(({ tax }) => tax)),
        );
        expect(borne).toEqual(totals.taxes.map(({ tax }) => tax));
        expect(lines.filter((one) => rates.get(one.lineId) === undefined).every(({ tax }) => tax === 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('[MON-9] per group, the tax is that of the base, rounded once', () => {
    fc.assert(
      fc.property(anyOrder, (input) => {
        const settings = { ...input.settings, taxRounding: 'per_group' as const };
        const { taxes } = computeOrderTotals({ ...input, settings });
        expect(taxes.map(({ tax }) => tax)).toEqual(taxes.map((group) => taxOf(group.base, group, settings.rounding)));
      }),
    );
  });

  test('[MON-4] nothing is negative, and a discount is not more than what it is of', () => {
    fc.assert(
      fc.property(anyOrder, (input) => {
        const { totals, lines, serviceChargeNet } = computeTotals(input);
        const figures = [
          ...lines.flatMap(({ lineId: _, ...amounts }) => Object.values(amounts)),
          serviceChargeNet,
          totals.total,
        ];
        expect(figures.every((figure) => figure >= 0)).toBe(true);
        expect(lines.every((one) => one.discount <= one.gross)).toBe(true);
        expect(serviceChargeNet).toBeLessThanOrEqual(totals.serviceCharge);
      }),
      { numRuns: 500 },
    );
  });

  test('[MON-11] the quick totals are those of the table', () => {
    fc.assert(fc.property(anyOrder, (input) => expect(computeOrderTotals(input)).toEqual(computeTotals(input).totals)));
  });

  test('[MON-1] computes safely or refuses, whatever the prices', () => {
    const huge = inputOf(fc.oneof(fc.maxSafeNat(), fc.nat({ max: 2 ** 44 })));
    let refused = 0;
    let computed = 0;
    fc.assert(
      fc.property(huge, (input) => {
        try {
          const { totals, lines } = computeTotals(input);
          const exact = lines.reduce((all, { net, tax }) => all + BigInt(net) + BigInt(tax), 0n);
          expect(exact).toBe(BigInt(totals.total));
          expect(Number.isSafeInteger(totals.total) && Number.isSafeInteger(totals.subtotal)).toBe(true);
          computed += 1;
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          refused += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(refused, computed)).toBeGreaterThan(50);
  });

  test.each([
    ['a quantity', { quantity: 1.5 }],
    ['a quantity', { quantity: -1 }],
    ['a quantity', { quantity: Number.NaN }],
    ['a price', { unitPrice: 0.5 }],
    ['a price', { unitPrice: 2 ** 53 }],
    ['a modifier', { modifiers: [{ price: 0.1, quantity: 1 }] }],
    ['a discount', { discounts: [{ kind: 'fixed' as const, amount: -1 }] }],
    ['a discount', { discounts: [{ kind: 'percent' as const, ratePpm: -1 }] }],
    ['a rate', { tax: rate(-1, 'exclusive') }],
    ['a rate', { tax: rate(-1, 'inclusive') }],
    ['a rate', { tax: rate(0.5, 'inclusive') }],
  ])('[MON-1] refuses %s of %j', (_, wrong) => {
    expect(() => totalsOf([line(1, 100, wrong)])).toThrow(RangeError);
  });

  test('[MON-1] refuses a sum beyond the safe integers, even where a discount takes it off again', () => {
    const all = { discounts: [{ kind: 'percent' as const, ratePpm: 1_000_000 }] };
    const most = Number.MAX_SAFE_INTEGER;
    expect(totalsOf([line(1, most, all)]).totals.total).toBe(0);
    expect(() => totalsOf([line(1, most, all), line(2, most, all)])).toThrow(RangeError);
    expect(() => totalsOf([line(1, most, { tax: rate(100_000, 'exclusive') })])).toThrow(RangeError);
  });

  test('[MON-1] refuses a negative service charge', () => {
    const serviceCharge = { ratePpm: -1, when: 'after_tax' as const };
    expect(() => totalsOf([line(1, 100)], { serviceCharge })).toThrow(RangeError);
    expect(() => portionOf(1, -1, 'half_even')).toThrow(RangeError);
  });
});
