import type { Head, Notice, StationId } from '@cafe/contract';
import { kindOf, type OrderState, type StreamName } from '@cafe/contract/folds';
import type { LetOut } from '@cafe/services/kernel';

/** So long after a line was fired a screen of its station must have shown it, in milliseconds; else the terminals are told. */
export const SILENT_AFTER_MS = 8_000;
/** At most so many lines are named in one alarm; more of them say no more. */
const NAMED_LINES = 50;

interface Fired {
  readonly stationId: StationId;
  readonly stream: StreamName;
  readonly lineIds: readonly string[];
  readonly version: number;
  readonly dueMs: number;
}

/** From when an order's fired lines are watched, and for which stations if not for all. */
export interface WatchedFrom {
  readonly version: number;
  readonly nowMs: number;
  readonly stations?: ReadonlySet<StationId>;
}

/** Watches that every fired line is shown by a screen of its station (DOMAIN: no ticket is lost). */
export interface Tickets {
  /** Takes notice of lines that a commit fired. */
  heard(letOut: LetOut): void;
  /** Watches an order anew from now: the hub started, or a station lost its last screen. */
  watch(stream: StreamName, state: OrderState, from: WatchedFrom): void;
  /** A screen has parts of these streams on its glass, for these stations. */
  shown(stations: readonly StationId[], parts: readonly Head[]): void;
  /** The alarms that are due, one for each silent station. Said once for a line. */
  due(nowMs: number): readonly Extract<Notice, { kind: 'kitchenSilent' }>[];
}

/** The lines of an order that a station should have on its screen and has not begun. */
const firedByStation = (state: OrderState): ReadonlyMap<StationId, readonly string[]> => {
  const fired = new Map<StationId, string[]>();
  if (state.status === 'none') return fired;
  for (const line of state.lines) {
    if (line.state !== 'fired' && line.state !== 'preparing') continue;
    for (const task of line.tasks) {
      if (task.state !== 'fired') continue;
      fired.set(task.stationId, [...(fired.get(task.stationId) ?? []), line.lineId]);
    }
  }
  return fired;
};

const keyOf = (stream: StreamName, stationId: StationId): string => `${stream} ${stationId}`;

/** The bill with only the lines that were sent just now. */
const withLines = (state: OrderState, lineIds: ReadonlySet<string>): OrderState =>
  state.status === 'none' ? state : { ...state, lines: state.lines.filter((line) => lineIds.has(line.lineId)) };

export const createTickets = (): Tickets => {
  const waiting = new Map<string, readonly Fired[]>();

  const watch: Tickets['watch'] = (stream, state, { version, nowMs, stations }) => {
    for (const [stationId, lineIds] of firedByStation(state)) {
      if (stations && !stations.has(stationId)) continue;
      const key = keyOf(stream, stationId);
      const fired = { stationId, stream, lineIds, version, dueMs: nowMs + SILENT_AFTER_MS };
      waiting.set(key, [...(waiting.get(key) ?? []), fired]);
    }
  };

  /** Takes out of what waits all that a test names, and says what it was. */
  const take = (key: string, isTaken: (fired: Fired) => boolean): readonly Fired[] => {
    const fired = waiting.get(key) ?? [];
    const left = fired.filter((one) => !isTaken(one));
    if (left.length > 0) waiting.set(key, left);
    else waiting.delete(key);
    return fired.filter(isTaken);
  };

  return {
    watch,
    heard({ commit, parts }) {
      const nowMs = Date.parse(commit.at);
      for (const { part, after } of parts) {
        const { stream, version, events } = part;
        if (kindOf(stream) !== 'order') continue;
        for (const event of events) {
          // Whoever begins a line or is done with it has seen it.
          if (event.type === 'order.linesStarted' || event.type === 'order.linesFinished') {
            for (const { stationId } of event.tasks) take(keyOf(stream, stationId), (fired) => fired.version < version);
          }
          if (event.type !== 'order.linesSent') continue;
          const sent = withLines(after as OrderState, new Set(event.lines.map((line) => line.lineId))); // by its kind
          watch(stream, sent, { version, nowMs });
        }
      }
    },
    shown(stations, parts) {
      for (const [stream, version] of parts) {
        for (const stationId of stations) take(keyOf(stream, stationId), (fired) => fired.version <= version);
      }
    },
    due(nowMs) {
      const alarms = new Map<StationId, { stream: StreamName; lineId: string }[]>();
      for (const key of [...waiting.keys()]) {
        for (const { stationId, stream, lineIds } of take(key, ({ dueMs }) => dueMs <= nowMs)) {
          const lines = alarms.get(stationId) ?? [];
          lines.push(...lineIds.map((lineId) => ({ stream, lineId })));
          alarms.set(stationId, lines);
        }
      }
      return [...alarms].map(([stationId, lines]) => ({
        kind: 'kitchenSilent',
        stationId,
        lines: lines.slice(0, NAMED_LINES),
      }));
    },
  };
};
