import { expect, test } from '@jest/globals';
import { createBusinessDays } from './business-day.ts';

test.each([
  ['Europe/Berlin', '04:00', '2026-11-24T02:59:59.999Z', '2026-11-23'],
  ['Europe/Berlin', '04:00', '2026-11-24T03:00:00.000Z', '2026-11-24'],
  ['Europe/Berlin', '00:00', '2026-11-23T22:59:00.000Z', '2026-11-23'],
  ['Europe/Berlin', '00:00', '2026-11-23T23:00:00.000Z', '2026-11-24'],
  // Clocks go back: 02:30 comes twice, 25 hours belong to the day before 04:00.
  ['Europe/Berlin', '04:00', '2026-10-25T02:59:00.000Z', '2026-10-24'],
  ['Europe/Berlin', '04:00', '2026-10-25T03:00:00.000Z', '2026-10-25'],
  // Clocks go forward: 02:30 does not exist.
  ['Europe/Berlin', '02:30', '2026-03-29T00:59:00.000Z', '2026-03-28'],
  ['Europe/Berlin', '02:30', '2026-03-29T01:00:00.000Z', '2026-03-29'],
  ['America/New_York', '04:00', '2027-01-01T08:59:00.000Z', '2026-12-31'],
  ['Asia/Tokyo', '05:00', '2026-12-31T19:59:00.000Z', '2026-12-31'],
  ['Asia/Tokyo', '05:00', '2026-12-31T20:00:00.000Z', '2027-01-01'],
  ['Asia/Kathmandu', '00:00', '2026-11-23T18:14:00.000Z', '2026-11-23'],
  ['Asia/Kathmandu', '00:00', '2026-11-23T18:15:00.000Z', '2026-11-24'],
  ['UTC', '04:00', '2028-03-01T03:59:00.000Z', '2028-02-29'],
])('[KER-14] %s from %s: %s is %s', (timeZone, dayStart, ...[at, day]) => {
  expect(createBusinessDays(() => ({ timeZone, dayStart }))(new Date(at))).toBe(day);
});

test('[KER-14] a changed calendar holds at once', () => {
  let dayStart = '04:00';
  const businessDay = createBusinessDays(() => ({ timeZone: 'UTC', dayStart }));
  const at = new Date('2026-11-23T04:30:00.000Z');
  expect(businessDay(at)).toBe('2026-11-23');
  dayStart = '05:00';
  expect(businessDay(at)).toBe('2026-11-22');
});
