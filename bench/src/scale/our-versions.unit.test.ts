import type { Part, SyncPage } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { type Acknowledged, createVersions } from './our-versions.ts';

const STREAM = 'order:018f0000-0000-7000-8000-000000000001';

/** As much of a part as a screen of the crowd looks at. */
const part = (version: number, commandId: string): Part =>
  ({ stream: STREAM, version, commandId, events: [], at: '2026-01-01T00:00:00.000Z' }) as unknown as Part;
const page = (streams: unknown[]): SyncPage => ({ ok: true, streams }) as unknown as SyncPage;

const screen = (ledger: Acknowledged[] = []) => {
  const had: string[] = [];
  return { had, versions: createVersions({ has: (orderId) => had.push(orderId), ledger }) };
};

describe('what a screen of the crowd has', () => {
  test('[SIM-11] is told once, however often it comes', () => {
    const { had, versions } = screen();
    versions.live([part(1, 'a')]);
    versions.live([part(1, 'a')]);
    versions.page(page([{ stream: STREAM, commits: [part(1, 'a'), part(2, 'b')] }]));
    expect(had).toEqual(['a', 'b']);
  });

  test('[SIM-11] is asked for where a version is missing, and where the hub says that it is further', () => {
    const { versions } = screen();
    expect(versions.live([part(1, 'a')])).toBe(false);
    expect(versions.live([part(3, 'c')])).toBe(true);
    expect(versions.behind([[STREAM as never, 3]])).toBe(false);
    expect(versions.behind([[STREAM as never, 4]])).toBe(true);
  });

  test('[SIM-11] counts what lies in a state, whether the sender knew before or learns it after', () => {
    const ledger: Acknowledged[] = [{ stream: STREAM, version: 4, orderId: 'before' }];
    const { had, versions } = screen(ledger);
    versions.page(page([{ stream: STREAM, version: 5, state: {} }]));
    versions.acknowledged({ stream: STREAM, version: 4, orderId: 'before' });
    expect(had).toEqual(['before']);
    versions.acknowledged({ stream: STREAM, version: 5, orderId: 'after' });
    versions.acknowledged({ stream: STREAM, version: 6, orderId: 'not yet' });
    expect(had).toEqual(['before', 'after']);
    expect(versions.have()).toEqual([[STREAM, 5]]);
  });
});
