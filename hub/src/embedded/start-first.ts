import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type Surroundings, WAYS, type Way } from './engines.ts';
import { readNote, writeNote } from './note.ts';
import { type Supervised, supervise } from './supervise.ts';

/** No way led to a store. The message says what to do. */
export class NoStore extends Error {
  override readonly name = 'NoStore';
}

const HOW_TO_GET_ONE = `No MongoDB was found, and none could be started. Three ways to get one:
  1. set MONGODB_URI to the address of one that runs;
  2. install mongod so that it is on the PATH (https://www.mongodb.com/docs/manual/installation/);
  3. install python3 with venv (Debian: apt install python3-venv) and let this machine reach pypi.org once:
     the hub then installs its embedded store by itself.`;

/** An engine that could be started, and the server. */
export interface Started {
  readonly engine: Engine;
  readonly server: Supervised;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Data stays with the engine that wrote it: a café must not open empty because another engine was installed since. */
const waysFor = async (dataDir: string): Promise<{ ways: readonly Way[]; none: string }> => {
  const note = await readNote(dataDir);
  if (!note || !existsSync(join(dataDir, note.engine))) return { ways: WAYS, none: HOW_TO_GET_ONE };
  const folder = join(dataDir, note.engine);
  return {
    ways: WAYS.filter(({ engine }) => engine === note.engine),
    none: `${folder} holds what ${note.engine} wrote, and ${note.engine} cannot be started. Bring it back, or move ${folder} away to begin empty.`,
  };
};

/** Starts the first engine that can be found and started, and keeps it running. Rejects with {@link NoStore} when none can. */
export const startFirst = async (dataDir: string, around: Surroundings): Promise<Started> => {
  const { ways, none } = await waysFor(dataDir);
  for (const { engine: name, called, find } of ways) {
    try {
      const engine = { name, command: await find(around), foundBy: called };
      const server = await supervise(engine, join(dataDir, name), around);
      await writeNote(dataDir, { engine: name, uri: server.uri });
      return { engine, server };
    } catch (error) {
      around.signal.throwIfAborted();
      around.log(`${called}: ${reasonOf(error)}`);
    }
  }
  throw new NoStore(none);
};
