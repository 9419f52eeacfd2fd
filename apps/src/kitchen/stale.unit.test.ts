import { expect, test } from '@jest/globals';
import { staleForS } from './stale.ts';

const hearing = { isWell: true, countedS: 7, nowMs: 100_000, heardAtMs: 99_000 };

test('[KDS-40] a screen is stale since the last sign of life, whether or not the break was noticed', () => {
  expect(staleForS(hearing)).toBe(1);
  expect(staleForS({ ...hearing, heardAtMs: 88_900 })).toBe(11);
  expect(staleForS({ ...hearing, isWell: false, heardAtMs: 88_900 })).toBe(11);
});

test('[KDS-40] what is heard and not well counts from when it was well, and so does what was never heard', () => {
  expect(staleForS({ ...hearing, isWell: false })).toBe(7);
  expect(staleForS({ ...hearing, isWell: false, heardAtMs: undefined })).toBe(7);
});
