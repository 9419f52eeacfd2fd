import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from './engines.ts';
import { freePort } from './ports.ts';
import { lastLine, launch, type Program, prepareFolder, type ServerProcess } from './server-process.ts';

/** At once, then ever longer, for about half a minute in all. */
const BACK_OFF_MS: readonly number[] = [0, 100, 250, 500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** A store that stood this long did not die of its start: the waits begin anew. */
const STOOD_MS = 30_000;

/** A server under supervision: started again on the same port whenever it dies, until `stop`. */
export interface Supervised {
  readonly uri: string;
  /** The server's process; undefined between a death and the next start. */
  readonly pid: () => number | undefined;
  /** Resolves with the reason when it died too often to be started again; after `stop` it never does. Never rejects. */
  readonly gaveUp: Promise<string>;
  /** Stops the server gracefully, and resolves when it has ended. Repeating is safe. */
  readonly stop: () => Promise<void>;
}

/** Whom to tell, and what ends it all. */
export interface Care {
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  /** Waits before the first, second, … start after a death; when there are no more, it is given up. */
  readonly backOffMs?: readonly number[];
}

/** Whoever it is that runs now; undefined between a death and the next start. */
interface Life {
  server: ServerProcess | undefined;
}

/** Starts the server again and again. Resolves with undefined once it is to stop, with the reason when it gave up. */
const keepAlive = async (program: Program, life: Life, care: Care): Promise<string | undefined> => {
  const { log, signal, backOffMs = BACK_OFF_MS } = care;
  let tries = 0;
  while (life.server) {
    const born = performance.now();
    const how = await life.server.ended;
    life.server = undefined;
    if (signal.aborted) return undefined;
    log(`the store ended (${how}): starting it again`);
    if (performance.now() - born > STOOD_MS) tries = 0;
    while (!life.server && tries < backOffMs.length) {
      await pause(backOffMs[tries], undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return undefined;
      tries += 1;
      life.server = await launch(program, signal).catch((error: unknown) => {
        log(`the store could not be started again: ${String(error)}`);
        return undefined;
      });
    }
    if (life.server) log(`the store is back on its port (process ${life.server.pid})`);
  }
  return `the store ended too often: ${await lastLine(program.folder)}`;
};

/**
 * Starts an engine on a free port of 127.0.0.1 with its data in `folder` (an absolute path), and keeps it running. Resolves
 * when it answers; rejects with the reason when it cannot be started. The caller holds the folder's lock.
 */
export const supervise = async (engine: Engine, folder: string, care: Care): Promise<Supervised> => {
  const { log, signal } = care;
  await prepareFolder(folder, log);
  const port = await freePort();
  const program = { engine, folder, port, uri: `mongodb://127.0.0.1:${port}/cafe?directConnection=true` };
  const life: Life = { server: await launch(program, signal) };

  const stopping = new AbortController();
  const watching = keepAlive(program, life, { ...care, signal: stopping.signal });
  return {
    uri: program.uri,
    pid: () => life.server?.pid,
    gaveUp: watching.then((reason) => reason ?? new Promise<never>(() => undefined)),
    stop: async () => {
      stopping.abort();
      await life.server?.end();
      await watching;
    },
  };
};
