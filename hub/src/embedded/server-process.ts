import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answers } from './answers.ts';
import { argumentsFor, type Engine } from './engines.ts';
import { untilListening } from './ports.ts';
import { commandOf, endProcess } from './processes.ts';
import { watch } from './watchdog.ts';

/** Recovery after a crash reads the journal, which takes seconds even on a large store. */
const READY_MS = 60_000;
/** A server that was asked to stop writes a checkpoint first. */
const STOP_MS = 15_000;
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** What to run, where. */
export interface Program {
  readonly engine: Engine;
  /** The engine's own folder, an absolute path: its data, its log, its pid. */
  readonly folder: string;
  readonly port: number;
  readonly uri: string;
}

/** A server that answers. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves when it ended, with how: `exit 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  /** Asks it to stop, kills it when it does not, and resolves when it is gone. Repeating is safe. */
  readonly end: () => Promise<void>;
}

const pidFile = (folder: string): string => join(folder, 'server.pid');
const logFile = (folder: string): string => join(folder, 'server.log');
const dataFolder = (folder: string): string => join(folder, 'store');

/** The last line that the server of this folder printed. */
export const lastLine = async (folder: string): Promise<string> =>
  (await readFile(logFile(folder), 'utf8').catch(() => '')).trim().split('\n').at(-1) ?? '';

/** Ends what a killed hub left behind. Only a process whose command line names this folder is ours. */
const endOrphan = async (folder: string, log: (line: string) => void): Promise<void> => {
  const pid = Number(await readFile(pidFile(folder), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 1 || !(await commandOf(pid)).includes(dataFolder(folder))) return;
  log(`a hub that died left its store running (process ${pid}): ending it`);
  await endProcess(pid, STOP_MS);
};

/** Makes the folder ready for a server: nobody serves it any more, and its log is not endless. */
export const prepareFolder = async (folder: string, log: (line: string) => void): Promise<void> => {
  await mkdir(dataFolder(folder), { recursive: true });
  await endOrphan(folder, log);
  await writeFile(join(folder, 'empty.toml'), '');
  const written = await stat(logFile(folder)).catch(() => undefined);
  if (written && written.size > MAX_LOG_BYTES) await truncate(logFile(folder));
};

/** How a process ends. To be asked for in the step that spawns it: one that ends at once says so only once. */
const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, killedBy) => resolve(killedBy ?? `exit ${code}`));
  });

type Spawned = { readonly pid: number | undefined; readonly ended: Promise<string> };

const spawnServer = async ({ engine, folder, port }: Program): Promise<Spawned> => {
  const log = await open(logFile(folder), 'a'); // a file, not a pipe: the server outlives a killed hub for a moment
  try {
    // Its own session: Ctrl-C is the hub's to handle, and the hub needs its store until its last commit is in.
    const child = spawn(engine.command, argumentsFor({ name: engine.name, folder, data: dataFolder(folder), port }), {
      cwd: folder,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    return { pid: child.pid, ended: endOf(child) };
  } finally {
    await log.close();
  }
};

/** Starts the server and resolves when it answers. Rejects with its last words when it ends before, or when told to stop. */
export const launch = async (program: Program, signal: AbortSignal): Promise<ServerProcess> => {
  const { folder, port, uri } = program;
  signal.throwIfAborted();
  const { pid, ended } = await spawnServer(program);
  if (pid === undefined) throw new Error(await ended);

  void ended.then(watch(pid, dataFolder(folder)));
  await writeFile(pidFile(folder), String(pid));
  const end = async () => {
    await endProcess(pid, STOP_MS);
    await ended;
    await rm(pidFile(folder), { force: true });
  };
  const dead = new AbortController();
  const died = ended.then(async (how) => {
    throw new Error(`${how}: ${await lastLine(folder)}`);
  });
  died.catch(() => dead.abort()); // after its own words are on their way: they say more than the end of the waiting
  const patience = { timeoutMs: READY_MS, signal: AbortSignal.any([dead.signal, signal]) };
  try {
    await Promise.race([untilListening(port, patience).then(() => answers(uri, READY_MS)), died]);
  } catch (error) {
    await end();
    throw error;
  }
  return { pid, ended, end };
};
