import { setTimeout as pause } from 'node:timers/promises';
import { isReadyAt, type Part } from '@cafe/testing/cluster';
import type { Fault } from './faults.ts';

const isGone = async (part: Part): Promise<boolean> => !(await isReadyAt(part.port));

/**
 * Every hub, one after another, is told to stop, ends when its sockets are at others, and is started anew. The next one follows
 * when it is ready. Nobody has to wait for anything: an update counts from its acknowledgement.
 */
export const rollingRestart: Fault = async ({ cluster }) => {
  const from = performance.now();
  for (const hub of cluster.hubs) {
    const stopping = hub.stop();
    while (!(await isGone(hub))) await pause(20);
    const how = await stopping;
    if (how !== 'exit 0') throw new Error(`${hub.name} did not stop well: ${how}`);
    await hub.start();
    // Until the door asks it again: it leaves one that did not answer out for two seconds.
    await pause(2_500);
  }
  return { from, boundMs: 3_000 };
};
