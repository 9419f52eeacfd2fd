import type { CommitPart, Head, Notice, PricedLine, StationId } from '@cafe/contract';
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
  /** When it was fired, or from when it is watched anew; milliseconds since 1970. */
  readonly firedMs: number;
  /** What fired it, where that was seen. */
  readonly commandId: string | undefined;
}

/** From when an order's fired lines are watched, and for which stations if not for all. */
export interface WatchedFrom {
  readonly version: number;
  readonly nowMs: number;
  readonly stations?: ReadonlySet<StationId>;
  readonly commandId?: string;
}

/** Told of what was fired as soon as a screen of its station has it on its glass. */
export type OnShown = (fired: Omit<Fired, 'lineIds'>) => void;

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

/** The lines of a round by station: the fold fires each at all of its stations. The rest of the bill is not looked at. */
const sentByStation = (lines: readonly PricedLine[]): ReadonlyMap<StationId, readonly string[]> => {
  const sent = new Map<StationId, string[]>();
  for (const { lineId, stationIds } of lines) {
    for (const stationId of stationIds) sent.set(stationId, [...(sent.get(stationId) ?? []), lineId]);
  }
  return sent;
};

const NOTHING: readonly Fired[] = [];

/** What was fired and not shown yet, by stream. */
const createWaiting = () => {
  const waiting = new Map<StreamName, Fired[]>();
  return {
    streams: () => [...waiting.keys()],
    add(stream: StreamName, fired: readonly Fired[]): void {
      const before = waiting.get(stream);
      if (before) before.push(...fired);
      else if (fired.length > 0) waiting.set(stream, [...fired]);
    },
    /** Takes out of what waits of a stream all that a test names, and says what it was. */
    take(stream: StreamName, isTaken: (fired: Fired) => boolean): readonly Fired[] {
      const fired = waiting.get(stream) ?? NOTHING;
      const taken = fired.filter(isTaken);
      const left = taken.length === 0 ? fired : fired.filter((one) => !isTaken(one));
      if (left.length === 0) waiting.delete(stream);
      else if (left !== fired) waiting.set(stream, [...left]);
      return taken;
    },
  };
};

/** The alarms about what was fired and never shown: one for each station. */
const alarmsOf = (silent: Iterable<Fired>): ReturnType<Tickets['due']> => {
  const alarms = new Map<StationId, { stream: StreamName; lineId: string }[]>();
  for (const { stationId, stream, lineIds } of silent) {
    const lines = alarms.get(stationId) ?? [];
    lines.push(...lineIds.map((lineId) => ({ stream, lineId })));
    alarms.set(stationId, lines);
  }
  return [...alarms].map(([stationId, lines]) => ({
    kind: 'kitchenSilent',
    stationId,
    lines: lines.slice(0, NAMED_LINES),
  }));
};

/** What fired lines wait for a screen, from their commits and from the states of orders. */
const createWatched = () => {
  const { streams, add, take } = createWaiting();
  const wait = (
    stream: StreamName,
    lines: ReadonlyMap<StationId, readonly string[]>,
    { version, nowMs, stations, commandId }: WatchedFrom,
  ): void => {
    const watched = [...lines].filter(([stationId]) => stations?.has(stationId) ?? true);
    add(
      stream,
      watched.map(([stationId, lineIds]) => ({ stationId, stream, lineIds, version, firedMs: nowMs, commandId })),
    );
  };
  const heard = ({ stream, version, events }: CommitPart, { nowMs, commandId }: Moment): void => {
    for (const event of events) {
      // Whoever begins a line or is done with it has seen it.
      if (event.type === 'order.linesStarted' || event.type === 'order.linesFinished') {
        const stations = new Set(event.tasks.map(({ stationId }) => stationId));
        take(stream, (fired) => fired.version < version && stations.has(fired.stationId));
      }
      if (event.type === 'order.linesSent') wait(stream, sentByStation(event.lines), { version, nowMs, commandId });
    }
  };
  return { streams, take, wait, heard };
};

interface Moment {
  readonly nowMs: number;
  readonly commandId: string;
}

export const createTickets = (onShown: OnShown = () => {}): Tickets => {
  const { streams, take, wait, heard } = createWatched();
  return {
    watch: (stream, state, from) => wait(stream, firedByStation(state), from),
    heard({ commit, parts }) {
      const moment = { nowMs: Date.parse(commit.at), commandId: commit.commandId };
      for (const { part } of parts) if (kindOf(part.stream) === 'order') heard(part, moment);
    },
    shown(stations, parts) {
      const theirs = new Set(stations);
      for (const [stream, version] of parts) {
        for (const one of take(stream, (fired) => fired.version <= version && theirs.has(fired.stationId)))
          onShown(one);
      }
    },
    due: (nowMs) =>
      alarmsOf(streams().flatMap((stream) => take(stream, ({ firedMs }) => firedMs + SILENT_AFTER_MS <= nowMs))),
  };
};
