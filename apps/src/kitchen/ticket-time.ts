import type { RunningBill } from '@cafe/client-sdk';
import { doneAtOf, type Ticket } from './ticket.ts';

/** After how many minutes a ticket is to be hurried, and after how many it is late. */
export interface Thresholds {
  readonly warnMinutes: number;
  readonly lateMinutes: number;
}

/** What somebody set: for a station, or `all`; and where it is set apart, for one kind of order there. */
export type SetThresholds = Readonly<Record<string, Thresholds>>;

/** Of what the thresholds are. */
export interface TimedBy {
  /** The id of a station, or `all`. */
  readonly station: string;
  /** Absent: every kind of order that has none of its own. */
  readonly service?: RunningBill['serviceType'] | undefined;
}

export const SHIPPED_THRESHOLDS: Thresholds = { warnMinutes: 5, lateMinutes: 8 };

/** Under what a pair of thresholds is kept. */
export const timedKey = ({ station, service }: TimedBy): string =>
  service === undefined ? station : `${station} ${service}`;

/** The pair that counts: of that kind of order, else of the station, else as shipped. */
export const thresholdsIn = (set: SetThresholds, { station, service }: TimedBy): Thresholds =>
  set[timedKey({ station, service })] ?? set[station] ?? SHIPPED_THRESHOLDS;

export type Stage = 'fresh' | 'warn' | 'late';

const MINUTE_MS = 60_000;

/** How long a ticket has waited, milliseconds by the hub's clock; never below 0. */
export const waitedMs = ({ sentAt }: Pick<Ticket, 'sentAt'>, nowMs: number): number =>
  Math.max(0, nowMs - Date.parse(sentAt));

export const stageOf = (waited: number, { warnMinutes, lateMinutes }: Thresholds): Stage => {
  if (waited >= lateMinutes * MINUTE_MS) return 'late';
  return waited >= warnMinutes * MINUTE_MS ? 'warn' : 'fresh';
};

/** A pair that makes sense: at least a minute, and late after the warning. */
export const sensible = ({ warnMinutes, lateMinutes }: Thresholds): Thresholds => {
  const warn = Math.min(Math.max(1, Math.round(warnMinutes)), 119);
  return { warnMinutes: warn, lateMinutes: Math.min(Math.max(warn + 1, Math.round(lateMinutes)), 120) };
};

/** How many of the last tickets the average is of. */
const AVERAGED = 50;

/** What the last tickets took from being sent to being done, milliseconds; undefined while there is none. */
export const averageMs = (done: readonly Ticket[]): number | undefined => {
  const last = done.slice(0, AVERAGED);
  if (last.length === 0) return undefined;
  const sum = last.reduce((total, ticket) => total + waitedMs(ticket, Date.parse(doneAtOf(ticket))), 0);
  return sum / last.length;
};
