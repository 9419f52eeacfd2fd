import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getAccess } from '../hub-access.ts';
import { startHub } from '../hub-process.ts';
import { killChild, pidOf } from './end-child.ts';
import { freePort } from './free-port.ts';
import type { Stand } from './stand.ts';

interface Place {
  readonly storeUri: string;
  readonly database: string;
  /** Where its secrets lie, to be kept; else a folder that is gone afterwards. */
  readonly secretsDir?: string;
  /** Where it finds its other hubs. */
  readonly redisUrl?: string;
  /** What else it is told. */
  readonly more?: Readonly<Record<string, string>>;
}

/** Our hub as `npm start` runs it, with the demo café. It keeps its secrets when it comes back, so that tokens stay good. */
export const openOurStand = async ({ secretsDir, ...place }: Place): Promise<Stand> => {
  const dataDir = secretsDir ?? (await mkdtemp(join(tmpdir(), 'cafe-bench-')));
  const setting = { ...place, dataDir, port: await freePort() };
  let { url, helper } = await startHub(setting);
  return {
    url,
    access: JSON.stringify(await getAccess(url)),
    cpuMicros: () => helper.ask({ kind: 'cpu' }),
    memory: () => helper.ask({ kind: 'memory' }),
    get pid() {
      return pidOf(helper.child);
    },
    kill: () => killChild(helper.child),
    async restart() {
      ({ url, helper } = await startHub(setting));
    },
    async stop() {
      await helper.stop();
      if (secretsDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
};
