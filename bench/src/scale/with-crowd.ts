import { forkHelper } from '../ask.ts';
import type { CrowdRequest } from './crowd-process.ts';
import type { SideName } from './crowd-side.ts';
import { openOurStand } from './our-stand.ts';
import type { Stand } from './stand.ts';
import { openStockStand } from './stock-stand.ts';
import type { Stage } from './trial.ts';

/** Asks the crowd's process. One at a time. */
export type AskCrowd = <Value>(request: CrowdRequest) => Promise<Value>;

/** A server and a crowd that has joined it, without screens yet. */
export interface Scene {
  readonly stand: Stand;
  readonly ask: AskCrowd;
}

/** One side's server on a database of its own. */
export const openStand = (side: SideName, { store, size, database }: Stage): Promise<Stand> =>
  side === 'ours' ? openOurStand({ storeUri: store.uri, database }) : openStockStand(size);

interface Joining {
  readonly side: SideName;
  readonly stage: Stage;
  /** Where the screens go, where that is not the server itself. */
  readonly screensAt?: string | undefined;
}

/** Lets a crowd join a server, does something with both, and ends the crowd's process. */
export const withCrowdOn = async <Made>(
  stand: Pick<Stand, 'url' | 'access'>,
  { side, stage, screensAt }: Joining,
  act: (ask: AskCrowd) => Promise<Made>,
): Promise<Made> => {
  const crowd = forkHelper('./scale/crowd-process.js');
  const ask: AskCrowd = (request) => crowd.ask(request);
  const { url, access } = stand;
  try {
    const target = { side, url: screensAt ?? url, senderUrl: url, access, size: stage.size };
    await ask({ kind: 'join', target, bills: stage.plan.bills });
    const made = await act(ask);
    await ask({ kind: 'leave' });
    return made;
  } finally {
    await crowd.stop();
  }
};

/** Starts server and crowd anew, each in its own process, and ends both. */
export const withCrowd = async <Made>(
  side: SideName,
  stage: Stage,
  act: (scene: Scene) => Promise<Made>,
): Promise<Made> => {
  const stand = await openStand(side, stage);
  try {
    return await withCrowdOn(stand, { side, stage }, (ask) => act({ stand, ask }));
  } finally {
    await stand.stop();
  }
};
