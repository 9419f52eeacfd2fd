import { expect, test } from '@jest/globals';
import { createFreshness, STALE_MS } from './freshness.ts';

const at = Date.parse('2026-11-23T12:00:00.000Z');
const slept = (ms: number, sweep: (kernel: { sweptAt: number }) => Promise<void>) => {
  const reported: unknown[] = [];
  const swept: number[] = [];
  const kernel = {
    sweptAt: at,
    sweep() {
      swept.push(at + ms);
      return sweep(kernel);
    },
  };
  const ensure = createFreshness({
    kernel,
    now: () => new Date(at + ms),
    report: (error) => void reported.push(error),
  });
  return { ensure, swept, reported };
};

test('[HUB-23] a hub that follows the log lets in at once', async () => {
  const { ensure, swept } = slept(STALE_MS, async () => {});
  await ensure();
  expect(swept).toEqual([]);
});

test('[HUB-23] one that slept reads on first', async () => {
  const { ensure, swept } = slept(STALE_MS + 1, async (kernel) => {
    kernel.sweptAt = at + STALE_MS + 1;
  });
  await ensure();
  expect(swept).toHaveLength(1);
});

test('[HUB-23] one that cannot read on lets nothing in, and says so', async () => {
  const { ensure, reported } = slept(60_000, () => Promise.reject(new Error('the store is away')));
  await expect(ensure()).rejects.toMatchObject({ code: 'hub.busy', retryable: true });
  expect(reported).toHaveLength(1);
});
