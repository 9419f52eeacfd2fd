import { join } from 'node:path';
import { downloadedMongod } from './downloaded-mongod.ts';
import { onPath } from './processes.ts';
import { installSecantus } from './venv.ts';

export const ENGINES = ['mongod', 'secantusd-rs', 'secantusd-py'] as const;
export type EngineName = (typeof ENGINES)[number];

/** Where to look for an engine, and whom to tell what takes long. */
export interface Surroundings {
  /** The PATH to look on. */
  readonly path: string;
  /** Where what is installed for the store lies: it may be shared by several data directories. */
  readonly toolsDir: string;
  readonly log: (line: string) => void;
  /** Ends the search. */
  readonly signal: AbortSignal;
}

/** A server's program that is there to be started. */
export interface Engine {
  readonly name: EngineName;
  readonly command: string;
  /** How it was found, for one line of a log. */
  readonly foundBy: string;
}

/** One way to get an engine. `find` rejects with the reason when this way is closed. */
export interface Way {
  readonly engine: EngineName;
  readonly called: string;
  readonly find: (around: Surroundings) => Promise<string>;
}

const fromPath = (name: EngineName): Way => ({
  engine: name,
  called: `${name} on the PATH`,
  find: async ({ path }) => {
    const command = await onPath(path, name);
    if (command === undefined) throw new Error('there is none');
    return command;
  },
});

/** Every way, best first. Real MongoDB comes first; of its two stand-ins the Rust one is several times faster. */
export const WAYS: readonly Way[] = [
  fromPath('mongod'),
  { engine: 'mongod', called: 'a mongod downloaded by mongodb-memory-server', find: downloadedMongod },
  fromPath('secantusd-rs'),
  { engine: 'secantusd-py', called: 'SecantusDB from PyPI in a virtual environment', find: installSecantus },
];

/** Bounds the cache, which is 1 GB and 4 GB by default: a café's machine does other things too. */
const CACHE = '512M';

/** What a server is told: its own folder, the folder of its data within, and its port. */
export interface Serving {
  readonly name: EngineName;
  readonly folder: string;
  readonly data: string;
  readonly port: number;
}

/** The command line that serves `data` on 127.0.0.1. */
export const argumentsFor = ({ name, folder, data, port }: Serving): string[] => {
  if (name === 'mongod') return ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', data];
  const settings = ['--config', join(folder, 'empty.toml')]; // else it takes up any secantusd.toml it finds at home
  const place = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', data];
  // Without --sync-on-commit acknowledged writes are lost when the server is killed, `j: true` or not (measured).
  return [...settings, ...place, '--cache-size', CACHE, '--sync-on-commit'];
};
