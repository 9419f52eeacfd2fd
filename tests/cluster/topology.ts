import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, type ClusterOptions, startCluster } from '@cafe/testing/cluster';
import { ROOT } from '../source-facts.ts';

/** Limits as far away as a test's clients need them: they all come from one address. */
const ROOMY = {
  RATE_STAFF: '100000/100000',
  RATE_GUEST: '100000/100000',
  MAX_SOCKETS_PER_ADDRESS: '10000',
  MAX_SOCKETS_PER_DEVICE: '1000',
};

/** A cluster of a test, and what died in it that nobody killed. */
export interface TestCluster {
  readonly cluster: Cluster;
  readonly died: readonly string[];
  /** Stops it and removes what it wrote. Resolves with what did not end well. */
  stop(): Promise<readonly string[]>;
}

/** Starts a cluster in a folder of its own, with a store of its own: it may be killed. */
export const openCluster = async (
  wish: Partial<Pick<ClusterOptions, 'env' | 'nodeArgs' | 'hubs' | 'mongodbUri'>> = {},
): Promise<TestCluster> => {
  const folder = await mkdtemp(join(tmpdir(), 'cafe-cluster-'));
  const died: string[] = [];
  const cluster = await startCluster({
    folder,
    toolsDir: join(ROOT, 'data/tools'),
    path: process.env['PATH'] ?? '',
    hubs: 2,
    cuttable: true,
    log: () => undefined,
    died: (name, how) => void died.push(`${name}: ${how}`),
    ...wish,
    env: { LOG_LEVEL: 'warn', ...ROOMY, ...wish.env },
  });
  return {
    cluster,
    died,
    async stop() {
      const badly = await cluster.stop();
      await rm(folder, { recursive: true, force: true });
      return badly;
    },
  };
};
