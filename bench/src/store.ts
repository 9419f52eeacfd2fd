import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** The store that everyone is measured on. */
export interface BenchStore {
  readonly uri: string;
  /** Program and sync mode, for the report. */
  readonly description: string;
  /** True when single inserts at 1,000/s are more than it can bear: the rivals then get lower rates. */
  readonly weak: boolean;
  /** Undefined when it is not ours to ask: an address was given. */
  pid(): number | undefined;
  /** Resolves when it has ended and its data are gone. A store whose address was given is left alone. */
  stop(): Promise<void>;
}

/** Starts `secantusd-rs` from the PATH with its data in `dataDir`, syncing every commit. */
const startSecantus = async (dataDir: string): Promise<BenchStore> => {
  await mkdir(dataDir, { recursive: true });
  const args = ['--port', '0', '--storage-path', dataDir, '--sync-on-commit', '--log-level', 'WARNING'];
  const child = spawn('secantusd-rs', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`secantusd-rs ended with ${code} before it listened`)));
    createInterface(child.stdout).on('line', (line) => {
      const found = /listening on (\S+:\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    uri: `mongodb://${address}/?directConnection=true`,
    description: 'secantusd-rs --sync-on-commit',
    weak: false,
    pid: () => child.pid,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** The store at the given address, else one of our own. */
export const openStore = async (options: {
  readonly mongodbUri: string | undefined;
  readonly dataDir: string;
}): Promise<BenchStore> => {
  const { mongodbUri, dataDir } = options;
  if (mongodbUri === undefined) return startSecantus(dataDir);
  return { uri: mongodbUri, description: 'given by MONGODB_URI', weak: false, pid: () => undefined, async stop() {} };
};
