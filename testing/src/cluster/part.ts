import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess, watch } from '@cafe/hub/embedded';

/** What kind of process a part of a cluster is, in the order in which they are stopped. */
export const KINDS = ['balancer', 'hub', 'service', 'redis'] as const;
export type PartKind = (typeof KINDS)[number];

/** A process that is to run: what it is, how it is started, and how one knows that it is there. */
export interface PartPlan {
  readonly name: string;
  readonly kind: PartKind;
  readonly port: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Words of its command line by which it is known again: a pid alone may be another's by then. */
  readonly knownBy: string;
  readonly isReady: () => Promise<boolean>;
  readonly logFile: string;
}

/** A process of a cluster. */
export interface Part extends Pick<PartPlan, 'name' | 'kind' | 'port' | 'logFile' | 'knownBy'> {
  readonly pid: () => number | undefined;
  /** Starts it, also again; resolves when it is ready. */
  start(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and says nothing. */
  freeze(): void;
  thaw(): void;
  /** SIGTERM, and SIGKILL when that was not enough; resolves with how it ended: `exit 0`. */
  stop(): Promise<string | undefined>;
}

const READY_MS = 60_000;
const LOOK_EVERY_MS = 50;
/** A hub that drains takes its time; whoever takes more is killed. */
const STOP_MS = 30_000;

const howItEnds = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });

const spawnInto = async ({ command, args, env, logFile }: PartPlan) => {
  await mkdir(dirname(logFile), { recursive: true });
  const log = await open(logFile, 'a'); // a file, not a pipe: it outlives whoever started it for a moment
  try {
    // A session of its own: Ctrl-C is the cluster's to handle, in its order.
    const child = spawn(command, [...args], { env, detached: true, stdio: ['ignore', log.fd, log.fd] });
    return { pid: child.pid, ended: howItEnds(child) };
  } finally {
    await log.close();
  }
};

interface Life {
  readonly pid: number;
  readonly ended: Promise<string>;
  /** Whether somebody wanted its end. */
  isWanted: boolean;
}

const untilReady = async (plan: PartPlan, life: Life): Promise<void> => {
  let how: string | undefined;
  void life.ended.then((end) => {
    how = end;
  });
  const patienceEnds = performance.now() + READY_MS;
  while (!(await plan.isReady())) {
    if (how !== undefined) throw new Error(`${plan.name} ended before it was ready (${how}): see ${plan.logFile}`);
    if (performance.now() > patienceEnds) throw new Error(`${plan.name} is not ready after ${READY_MS} ms`);
    await pause(LOOK_EVERY_MS);
  }
};

/**
 * A process that is not there yet. It ends with this one, however this one ends.
 *
 * @param died hears of an end that nobody asked for
 */
export const createPart = (plan: PartPlan, died: (name: string, how: string) => void): Part => {
  const { name, kind, port, logFile, knownBy } = plan;
  let life: Life | undefined;
  const signal = (what: NodeJS.Signals) => {
    if (life) process.kill(life.pid, what);
  };
  const ending = async (end: (life: Life) => void | Promise<void>) => {
    const now = life;
    if (!now) return undefined;
    now.isWanted = true;
    await end(now);
    return now.ended;
  };
  return {
    name,
    kind,
    port,
    logFile,
    knownBy,
    pid: () => life?.pid,
    async start() {
      const { pid, ended } = await spawnInto(plan);
      if (pid === undefined) throw new Error(`${name} cannot be started: ${await ended}`);
      const own: Life = { pid, ended, isWanted: false };
      life = own;
      const callOff = watch(pid, knownBy);
      void ended.then((how) => {
        callOff();
        if (life === own) life = undefined;
        if (!own.isWanted) died(name, how);
      });
      await untilReady(plan, own);
    },
    kill: async () => {
      await ending(() => signal('SIGKILL'));
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop: () =>
      ending(({ pid }) => {
        signal('SIGCONT'); // what is frozen hears nothing else
        return endProcess(pid, STOP_MS);
      }),
  };
};
