import { describe, expect, test } from '@jest/globals';
import { createSlowReaderWatch, DROP_AFTER_MS, DROP_BYTES, LAGGING_BYTES } from './slow-readers.ts';

const verdicts = (readings: readonly (readonly [unsentBytes: number, nowMs: number])[]) => {
  const watch = createSlowReaderWatch();
  return readings.map(([unsentBytes, nowMs]) => watch({ unsentBytes, nowMs }));
};

describe('a reader', () => {
  test('[HUB-13] who keeps up is fine', () => {
    expect(
      verdicts([
        [0, 0],
        [LAGGING_BYTES, 1],
      ]),
    ).toEqual(['fine', 'fine']); // prettier-ignore
  });

  test('[HUB-13] who lags is left out once, and caught up when all is drained', () => {
    const lagging = LAGGING_BYTES + 1;
    expect(
      verdicts([
        [lagging, 0],
        [lagging, 5],
        [1, 10],
        [0, 20],
        [0, 30],
      ]),
    ).toEqual(['pause', 'paused', 'paused', 'resume', 'fine']);
  });

  test('[HUB-13] who lags for longer than ten seconds is closed', () => {
    const lagging = LAGGING_BYTES + 1;
    expect(
      verdicts([
        [lagging, 0],
        [lagging, DROP_AFTER_MS],
        [lagging, DROP_AFTER_MS + 1],
      ]),
    ).toEqual(['pause', 'paused', 'drop']);
  });

  test('[HUB-13] who is too far behind is closed at once', () => {
    expect(verdicts([[DROP_BYTES + 1, 0]])).toEqual(['drop']);
  });
});
