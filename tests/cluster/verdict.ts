import { isDeepStrictEqual } from 'node:util';
import type { OrderId } from '@cafe/client-sdk';
import type { Entry } from './journal.ts';
import type { Screen } from './screens.ts';
import { MAKERS, type Truth } from './truth.ts';

/** When a fault came, and from when on nobody has to wait for it any more. */
export interface FaultTimes {
  readonly from: number;
  /** What was acknowledged before this moment counts from it; absent: nothing has to wait for the fault's end. */
  readonly relievedAt?: number;
  /** How long an update may take then, in milliseconds. */
  readonly boundMs: number;
}

export interface Evidence {
  readonly entries: readonly Entry[];
  readonly screens: readonly Screen[];
  /** The bills of the run, and for each of the guests' the one phone that sees it. */
  readonly orderIds: readonly OrderId[];
  /** Which orders a screen is shown. */
  readonly sees: (screen: Screen, orderId: OrderId) => boolean;
  readonly times: FaultTimes;
}

/** A line is made when it is added, or with the round it is sent in. */
const isMade = (made: Truth['made'], id: string): boolean => MAKERS.some((type) => made.has(`${type} ${id}`));

/** What is not so in the log: every command is in it where its sender was told, and what it made is there once. */
export const wrongInLog = (entries: readonly Entry[], { keysOf, made, gaps }: Truth): string[] => {
  const wrong = gaps.map((stream) => `${stream} has a gap in the log`);
  for (const [what, count] of made) if (count !== 1) wrong.push(`${what} is in the log ${count} times`);
  for (const { id, type, ackAt, stream, version, refused, makes } of entries) {
    if (refused !== undefined) wrong.push(`${type} ${id} was refused: ${refused}`);
    else if (ackAt === undefined) wrong.push(`${type} ${id} was never answered`);
    // Whoever taps before the last tap is shown to them changes nothing, and nothing is written.
    else if (type === 'order.finish' && !keysOf.has(id)) continue;
    else if (!keysOf.get(id)?.includes(`${stream}#${version}`))
      wrong.push(`${type} ${id} is not at ${stream}#${version}`);
    else if (makes !== undefined && !isMade(made, makes)) wrong.push(`${type} ${id} made no ${makes}`);
  }
  return wrong;
};

/** Screens that do not show what the log says, and those that applied what was not the next thing. */
export const wrongOnScreens = ({ screens, orderIds, sees }: Evidence, truth: Truth): string[] =>
  screens.flatMap((screen) => {
    const wrong = screen.faults.map((fault) => `${screen.name}: ${fault}`);
    for (const orderId of orderIds.filter((one) => sees(screen, one))) {
      const is = truth.bill(orderId, screen.audience);
      const shown = screen.read(orderId);
      const isRight =
        is && shown ? is.version === shown.version && isDeepStrictEqual(is.bill, shown.bill) : is === shown;
      if (!isRight) wrong.push(`${screen.name} shows ${orderId} at ${shown?.version}, the log has ${is?.version}`);
    }
    return wrong;
  });

/** A command that was acknowledged, a screen that is to show it, and how long it took to. */
export interface Lag {
  readonly ms: number;
  readonly what: string;
}

/** From when on an update counts: what was acknowledged before the relief of a fault waited for that. */
const since = (ackAt: number, shownAt: number, { from, relievedAt }: FaultTimes): number =>
  relievedAt !== undefined && shownAt > from ? Math.max(ackAt, relievedAt) : ackAt;

/** How long each acknowledged change of a bill took to each screen that is shown the bill, the longest first. */
export const lagsOf = ({ entries, screens, orderIds, sees, times }: Evidence): Lag[] => {
  const lags: Lag[] = [];
  const known = new Map(orderIds.map((orderId) => [`order:${orderId}`, orderId]));
  for (const { type, ackAt, stream = '', version = 0, by } of entries) {
    const orderId = known.get(stream);
    if (ackAt === undefined || orderId === undefined) continue;
    for (const screen of screens.filter((one) => sees(one, orderId))) {
      // What was never sent does not concern the kitchen: it is shown from the first round on.
      if (screen.audience === 'kitchen' && type !== 'order.send') continue;
      const shownAt = screen.shownAt(stream, version) ?? Number.POSITIVE_INFINITY;
      const ms = Math.max(0, shownAt - since(ackAt, shownAt, times));
      lags.push({ ms, what: `${type} of ${by}, ${stream}#${version} on ${screen.name}` });
    }
  }
  return lags.sort((a, b) => b.ms - a.ms);
};
