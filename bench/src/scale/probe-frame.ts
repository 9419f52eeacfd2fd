import { forkHelper } from '../ask.ts';
import type { OrderSize } from '../contestant.ts';
import type { LoadResult } from '../measurement.ts';
import type { CrowdRequest } from './crowd-process.ts';
import { openOurStand } from './our-stand.ts';

/** How large one order is to a screen that follows the kitchen of our hub: some are sent, and the last one is weighed. */
export const probeFrame = async (storeUri: string, database: string): Promise<OrderSize> => {
  const stand = await openOurStand({ storeUri, database });
  const crowd = forkHelper('./scale/crowd-process.js');
  const ask = <Value>(request: CrowdRequest) => crowd.ask<Value>(request);
  try {
    const size = { documentBytes: 0, emittedBytes: 0 };
    const target = { side: 'ours', url: stand.url, senderUrl: stand.url, access: stand.access, size } as const;
    await ask({ kind: 'join', target, bills: 1 });
    await ask({ kind: 'seat', screens: 1 });
    await ask<LoadResult>({ kind: 'run', phase: { kind: 'inFlight', inFlight: 1, seconds: 0.5 } });
    const emittedBytes = await ask<number>({ kind: 'frameBytes' });
    await ask({ kind: 'leave' });
    return { ...size, emittedBytes };
  } finally {
    await crowd.stop();
    await stand.stop();
  }
};
