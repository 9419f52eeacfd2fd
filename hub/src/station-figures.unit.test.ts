import type { LineId, StationId } from '@cafe/contract';
import { expect, test } from '@jest/globals';
import { stationFigures } from './station-figures.ts';
import { AT, bill, line, STATION } from './test-bill.suite.ts';

const BAR = '018f2b6a-0000-7000-8000-000000000044' as StationId;
const OTHER = '018f2b6a-0000-7000-8000-000000000045' as LineId;
const stations = {
  [STATION]: { stationId: STATION, name: 'Kitchen', isDefault: true },
  [BAR]: { stationId: BAR, name: 'Bar', isDefault: false },
};
const later = Date.parse(AT) + 90_000;

test('[HTTP-29] a station is told by its name, how many bills wait for it and for how long', () => {
  const earlier = { ...line('fired'), lineId: OTHER, sentAt: new Date(Date.parse(AT) - 30_000).toISOString() };
  const orders = [bill({ lines: [line('fired'), earlier] }), bill({ lines: [line('preparing')] }), bill()];
  expect(stationFigures(orders, { stations }, later)).toEqual([
    { station: 'Kitchen', orders: 2, oldestSeconds: 120 },
    { station: 'Bar', orders: 0, oldestSeconds: 0 },
  ]);
});

test('[HTTP-29] what is ready, served, voided or a draft waits for nobody', () => {
  const lines = (['ready', 'served', 'voided', 'draft'] as const).map((state) => line(state));
  expect(stationFigures([bill({ lines })], { stations }, later).map(({ orders }) => orders)).toEqual([0, 0]);
});
