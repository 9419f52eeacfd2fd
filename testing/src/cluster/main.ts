import { setTimeout as pause } from 'node:timers/promises';
import { type Cluster, startCluster } from './cluster.ts';
import { Misused, readClusterConfig } from './config.ts';
import { mapOf } from './map.ts';

/** Exit codes: 1 a part died or did not stop well, 2 it was asked for wrongly. */
const FAILED = 1;
const MISUSED = 2;
/** Before a part that died is started again, in milliseconds. */
const AGAIN_AFTER_MS = 500;
/** Ctrl-C under npm comes twice, from the terminal and from npm: one wish. In milliseconds. */
const SAME_SIGNAL_MS = 500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What died so far; a cluster goes on without it, starts it again, and says at the end that something was not well. */
const deaths: string[] = [];
let cluster: Cluster | undefined;
let stopping: Promise<void> | undefined;

const died = (name: string, how: string): void => {
  if (stopping) return;
  deaths.push(name);
  say(`${name} died (${how}): starting it again`);
  const part = cluster?.parts.find((one) => one.name === name);
  void pause(AGAIN_AFTER_MS)
    .then(() => (stopping ? undefined : part?.start()))
    .then(() => say(`${name} is back (process ${part?.pid() ?? '–'})`))
    .catch((error: unknown) => say(messageOf(error)));
};

const end = async (): Promise<never> => {
  const badly = (await cluster?.stop()) ?? [];
  for (const one of badly) say(`did not stop well: ${one}`);
  if (deaths.length > 0) say(`died while it ran: ${deaths.join(', ')}`);
  process.exit(deaths.length + badly.length > 0 ? FAILED : 0);
};

/** The first signal stops everything in order, the second one ends at once: what is left ends by its watchdogs. */
const stopOnSignal = (starting: Promise<Cluster>): void => {
  let since: number | undefined;
  const onSignal = () => {
    if (since !== undefined && performance.now() - since < SAME_SIGNAL_MS) return;
    if (since !== undefined) process.exit(FAILED);
    since = performance.now();
    say('stopping');
    stopping = starting.then(end, () => undefined);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
};

try {
  const config = readClusterConfig(process.argv.slice(2));
  const starting = startCluster({ ...config, log: say, died });
  stopOnSignal(starting);
  cluster = await starting;
  for (const line of mapOf(cluster, process.cwd())) say(line);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(error instanceof Misused ? MISUSED : FAILED);
}
