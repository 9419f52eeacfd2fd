import type { Assumptions, CafeClass, Zone } from './assumptions.ts';
import { DAY_MINUTES, loadCurve } from './load-curve.ts';
import { poissonOf, type Random, seededRandom } from './random.ts';

/** Which day is simulated. */
export interface DayOptions {
  readonly cafes: number;
  readonly seed: number;
  /** All bills are so many times as many. */
  readonly load: number;
}

/** What a fleet does in each minute of a UTC day. Every day is like the one before: what runs over midnight was there in the morning too. */
export interface Day {
  readonly cafes: number;
  readonly bills: number;
  /** Commands by minute, and how many of them close a bill. */
  readonly commands: readonly number[];
  readonly closes: readonly number[];
  /** Commits times the sockets that hear each, by minute. */
  readonly deliveries: readonly number[];
  /** Open sockets by minute: the screens of cafés that are open, and phones at running bills. */
  readonly sockets: readonly number[];
  /** Commands in the busiest minute of the busiest café. */
  readonly busiestCafeMinute: number;
}

/** A café's devices are on so long, on its own clock. */
const OPENS_AT_MINUTE = 6 * 60;
const CLOSES_AT_MINUTE = 23 * 60;

const zeros = (): number[] => Array.from({ length: DAY_MINUTES }, () => 0);
const wrapped = (minute: number): number => ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
const at = (values: readonly number[], minute: number): number => values[wrapped(minute)] ?? 0;
const add = (values: number[], minute: number, more: number): void => {
  values[wrapped(minute)] = at(values, minute) + more;
};

/** One of several, each as likely as its share says. */
const drawByShare = <Item extends { readonly share: number }>(items: readonly Item[], random: Random): Item => {
  const all = items.reduce((sum, { share }) => sum + share, 0);
  let left = random() * all;
  for (const item of items) {
    left -= item.share;
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (!last) throw new Error('there is nothing to draw from');
  return last;
};

/** What the cafés add up to before their bills' steps are laid out. */
interface Sums {
  readonly opened: number[];
  /** Of each minute's new bills, how many sockets hear them. */
  readonly heard: number[];
  readonly phones: number[];
  readonly screens: number[];
}

interface Cafe {
  readonly kind: CafeClass;
  readonly zone: Zone;
}

/** Cafés of one kind in one zone: how their bills are drawn in each minute of UTC, and which minutes they are open. */
const createGroup = ({ kind, zone }: Cafe, curve: readonly number[], load: number) => {
  const localOf = (minute: number) => wrapped(minute + zone.offsetMinutes);
  const isOpen = (minute: number) => localOf(minute) >= OPENS_AT_MINUTE && localOf(minute) < CLOSES_AT_MINUTE;
  return {
    kind,
    cafes: 0,
    draws: curve.map((_, minute) => poissonOf(kind.billsPerDay * load * at(curve, localOf(minute)))),
    openMinutes: [...curve.keys()].filter(isOpen),
  };
};

/** Makes each group when its first café comes. */
const rememberGroups = (curve: readonly number[], load: number) => {
  const groups = new Map<string, ReturnType<typeof createGroup>>();
  return {
    of({ kind, zone }: Cafe) {
      const key = `${kind.name} ${zone.offsetMinutes}`;
      const group = groups.get(key) ?? createGroup({ kind, zone }, curve, load);
      groups.set(key, group);
      return group;
    },
    all: () => [...groups.values()],
  };
};

/** Adds a café's bills, by minute, to the sums. */
const addCafe = (sums: Sums, kind: CafeClass, bills: Uint32Array): void => {
  for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
    const opened = bills[minute] ?? 0;
    if (opened === 0) continue;
    add(sums.opened, minute, opened);
    add(sums.heard, minute, opened * (kind.screens + kind.phonesPerBill));
    add(sums.phones, minute, opened * kind.phonesPerBill);
  }
};

/** The most commands that one café has in a minute. A plain loop: it runs for every café. */
const busiestMinute = (bills: Uint32Array, steps: readonly number[]): number => {
  const commands = new Uint32Array(DAY_MINUTES);
  for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
    const opened = bills[minute] ?? 0;
    if (opened === 0) continue;
    for (const step of steps) {
      const then = minute + step < DAY_MINUTES ? minute + step : wrapped(minute + step);
      commands[then] = (commands[then] ?? 0) + opened;
    }
  }
  let most = 0;
  for (const count of commands) if (count > most) most = count;
  return most;
};

/** Lays the steps of a bill behind each opening. */
const spreadOut = (opened: readonly number[], minutes: readonly number[]): number[] =>
  zeros().map((_, minute) => minutes.reduce((sum, step) => sum + at(opened, minute - step), 0));

/** A day of a fleet, from a seed. Cafés are drawn one after another, and each one's bills minute by minute. */
export const simulateDay = ({ cafes, seed, load }: DayOptions, assumptions: Assumptions): Day => {
  const { classes, zones, rushes, bill } = assumptions;
  const random = seededRandom(seed);
  const curve = loadCurve(rushes);
  const steps = bill.map(({ minute }) => minute);
  const lastStep = Math.max(...steps);
  const running = Array.from({ length: lastStep }, (_, minute) => minute);
  const sums: Sums = { opened: zeros(), heard: zeros(), phones: zeros(), screens: zeros() };
  const groups = rememberGroups(curve, load);
  const bills = new Uint32Array(DAY_MINUTES);
  let busiestCafeMinute = 0;
  for (let n = 0; n < cafes; n += 1) {
    const kind = drawByShare(classes, random);
    const group = groups.of({ kind, zone: drawByShare(zones, random) });
    const { draws } = group;
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) bills[minute] = draws[minute]?.(random) ?? 0;
    addCafe(sums, kind, bills);
    group.cafes += 1;
    busiestCafeMinute = Math.max(busiestCafeMinute, busiestMinute(bills, steps));
  }
  for (const { kind, cafes: count, openMinutes } of groups.all()) {
    for (const minute of openMinutes) add(sums.screens, minute, count * kind.screens);
  }
  const phones = spreadOut(sums.phones, running);
  return {
    cafes,
    bills: sums.opened.reduce((sum, opened) => sum + opened, 0),
    commands: spreadOut(sums.opened, steps),
    closes: spreadOut(sums.opened, [lastStep]),
    deliveries: spreadOut(sums.heard, steps),
    sockets: sums.screens.map((screens, minute) => screens + (phones[minute] ?? 0)),
    busiestCafeMinute,
  };
};
