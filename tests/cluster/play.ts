import { setTimeout as pause } from 'node:timers/promises';
import type { OrderId } from '@cafe/client-sdk';
import type { Cluster } from '@cafe/testing/cluster';
import { type Cast, gather } from './cast.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { createJournal, type Entry, type Journal } from './journal.ts';
import { startLoad } from './load.ts';
import { bearableRate } from './ramp.ts';
import type { Screen } from './screens.ts';
import { seeded } from './seeded.ts';
import { unlessStuck } from './stuck.ts';
import { readTruth } from './truth.ts';
import { type Evidence, type FaultTimes, lagsOf, wrongInLog, wrongOnScreens } from './verdict.ts';

/** What came of one fault in traffic. It was right where `wrong` is empty. */
export interface Outcome {
  readonly fault: FaultName;
  readonly seed: number;
  readonly wrong: readonly string[];
  readonly commands: number;
  readonly acknowledged: number;
  /** Commands that were sent more than once, by the SDK or by the app. */
  readonly repeated: number;
  /** Screens that lost their hub and were caught up at another. */
  readonly moved: number;
  /** How long those were away, in milliseconds. */
  readonly awayMs: { readonly p50: number; readonly max: number };
  /** From an acknowledgement to a screen, in milliseconds; what was acknowledged during a fault counts from its relief. */
  readonly lagMs: { readonly p50: number; readonly max: number };
  /** The longest that somebody waited for an answer, in milliseconds. */
  readonly slowestAckMs: number;
}

export interface Wish {
  readonly fault: FaultName;
  readonly seed: number;
  readonly awayMs: number;
  /** How much is tapped by all of them together; about 80 a second when absent. */
  readonly perSecond?: number;
}

const BEFORE_MS = 1_000;
const AFTER_MS = 1_500;
/** When the traffic has ended, all screens are the same within this, in milliseconds. */
const QUIET_MS = 5_000;

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const spread = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: Math.round(percentile(sorted, 0.5)), max: Math.round(sorted.at(-1) ?? 0) };
};

const seesOf =
  ({ phones }: Cast) =>
  (screen: Screen, orderId: OrderId): boolean =>
    screen.audience !== 'guest' || phones.some((phone) => phone.name === screen.name && phone.orderId === orderId);

/** Looks until everything is right, or the time for it is over; then says what is still wrong. */
const judged = async (cluster: Cluster, evidence: Evidence): Promise<string[]> => {
  const truth = await readTruth(cluster.store.uri);
  const patienceEnds = performance.now() + QUIET_MS;
  for (;;) {
    const wrong = wrongOnScreens(evidence, truth);
    if (wrong.length === 0 || performance.now() > patienceEnds)
      return [...wrongInLog(evidence.entries, truth), ...wrong];
    await pause(50);
  }
};

/** A screen that lost its hub, for how long, and how it stands now. */
interface Away {
  readonly name: string;
  readonly ms: number;
  readonly standing: string;
}

/** Who lost their hub since a moment. Taken before anything is judged: that keeps this process busy, and its clients deaf. */
const awaySince = (screens: readonly Screen[], from: number): readonly Away[] =>
  screens.flatMap((screen) => {
    const { lostAt, backAt = Number.POSITIVE_INFINITY } = screen.away(from) ?? {};
    if (lostAt === undefined) return [];
    return [{ name: screen.name, ms: backAt - Math.max(lostAt, from), standing: screen.standing() }];
  });

interface Found {
  readonly wrong: readonly string[];
  readonly away: readonly Away[];
  readonly sent: (entry: Entry) => number;
}

const outcomeOf = ({ fault, seed }: Wish, evidence: Evidence, { wrong, away, sent }: Found): Outcome => {
  const { entries, times } = evidence;
  const lags = lagsOf(evidence);
  const awayMs = away.map(({ ms }) => ms);
  const slow = lags.filter(({ ms }) => ms > times.boundMs).map(({ ms, what }) => `${what}: ${Math.round(ms)} ms`);
  const gone = away
    .filter(({ ms }) => ms > times.boundMs)
    .map(({ name, ms, standing }) => `${name} was away for ${Math.round(ms)} ms and is ${standing} now`);
  return {
    fault,
    seed,
    wrong: [...wrong, ...slow, ...gone],
    commands: entries.length,
    acknowledged: entries.filter(({ ackAt }) => ackAt !== undefined).length,
    repeated: entries.filter((entry) => sent(entry) > 1).length,
    moved: away.length,
    awayMs: spread(awayMs),
    lagMs: spread(lags.map(({ ms }) => ms)),
    slowestAckMs: Math.round(Math.max(0, ...entries.map(({ askedAt, ackAt = askedAt }) => ackAt - askedAt))),
  };
};

/** People at work, for as many faults as one likes: what they opened and follow goes on from one to the next. */
export interface Play {
  /** The highest rate that this cluster bears, in commands a second. */
  bearable(): Promise<number>;
  /** Traffic, in it a fault, and what is to be said of it when everything is quiet again. */
  suffer(wish: Wish): Promise<Outcome>;
  end(): Promise<void>;
}

export const openPlay = async (cluster: Cluster): Promise<Play> => {
  const cast = await gather(cluster);
  const sent = ({ id }: Entry) => (cast.good.sent.get(id) ?? 0) + (cast.lossy.sent.get(id) ?? 0);
  const theirs = [...new Set(cast.phones.map(({ orderId }) => orderId))];
  const playThrough = async (wish: Wish, journal: Journal): Promise<Outcome> => {
    const { fault, seed, awayMs, perSecond = 80 } = wish;
    await cast.spread();
    const load = startLoad({ ...cast, seed, journal, pauseMs: (1_000 * cast.screens.length) / perSecond });
    await pause(BEFORE_MS);
    const times: FaultTimes = await FAULTS[fault]({ cluster, cast, random: seeded(seed), awayMs });
    if (fault !== 'framesLost') await pause(AFTER_MS);
    await load.stop();
    const away = awaySince(cast.screens, times.from);
    const orderIds = [...load.orderIds, ...theirs];
    const evidence = { entries: journal.entries, screens: cast.screens, orderIds, sees: seesOf(cast), times };
    const wrong = await judged(cluster, evidence);
    cast.lossy.lose(false);
    return outcomeOf(wish, evidence, { wrong, away, sent });
  };
  return {
    bearable: () => bearableRate(cast),
    suffer(wish) {
      const journal = createJournal();
      return unlessStuck(playThrough(wish, journal), wish.awayMs, { cluster, cast, journal });
    },
    end: () => cast.leave(),
  };
};
