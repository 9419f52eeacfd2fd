import type { Page } from 'playwright-core';

/** A phone in a corner of the café: what browsers' tools call a slow 4G. */
const ROUND_TRIP_MS = 150;
const BYTES_PER_MS = 200; // 1.6 Mbit/s
const SLOW = {
  offline: false,
  latency: ROUND_TRIP_MS,
  downloadThroughput: BYTES_PER_MS * 1_000,
  uploadThroughput: 94_000,
};
/** A name is looked up and a connection made before anything is asked. */
const BEFORE_THE_FIRST = 2;

/** What a page has loaded so far. */
export interface Loaded {
  readonly bytes: number;
  /** How many of its answers had to wait for one another, at most. */
  readonly inTurn: number;
  /** How long that takes over such a network, by its numbers. */
  readonly tookMs: number;
}

interface Answer {
  readonly beganAt: number;
  readonly endedAt: number;
  readonly bytes: number;
}

/** The longest row of answers of which each was over when the next was asked for. */
const rowOf = (answers: readonly Answer[]): number => {
  const places = new Map<Answer, number>();
  for (const answer of answers.toSorted((one, other) => one.beganAt - other.beganAt)) {
    const before = [...places].filter(([{ endedAt }]) => endedAt <= answer.beganAt).map(([, place]) => place);
    places.set(answer, 1 + Math.max(0, ...before));
  }
  return Math.max(0, ...places.values());
};

/** Gives a page the network of a slow phone, and counts what comes over it from now on. */
export const slowDown = async (page: Page): Promise<{ loaded(): Loaded }> => {
  const session = await page.context().newCDPSession(page);
  const began = new Map<string, number>();
  const answers: Answer[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, timestamp, type, initiator }) => {
    if (type !== 'Other' || initiator.type !== 'other') began.set(requestId, timestamp); // the icon of the tab is fetched when there is time
  });
  session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
    const beganAt = began.get(requestId);
    if (beganAt !== undefined) answers.push({ beganAt, endedAt: timestamp, bytes: encodedDataLength });
  });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW);
  return {
    loaded() {
      const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0);
      const inTurn = rowOf(answers);
      return { bytes, inTurn, tookMs: (BEFORE_THE_FIRST + inTurn) * ROUND_TRIP_MS + bytes / BYTES_PER_MS };
    },
  };
};
