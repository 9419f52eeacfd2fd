import { Commit, Shown, StationId, type StoreId } from '@cafe/contract';
import type { Kernel, LetOut, Timers } from '@cafe/services/kernel';
import * as z from 'zod';

/** What hubs of one store tell one another. All of it may be lost: the log has what counts. */
export interface HubToHub {
  /** Commits that are durable and that this hub was the first to know of. */
  told(commits: unknown): void;
  /** What kitchen screens here have on their glass. */
  shown(raw: unknown): void;
  /** For which stations this hub has screens; said again and again while it lives. */
  screens(raw: unknown): void;
}

/** What carries messages between hubs. */
export interface Between {
  emit<Name extends keyof HubToHub>(name: Name, body: Parameters<HubToHub[Name]>[0]): void;
  on<Name extends keyof HubToHub>(name: Name, listener: HubToHub[Name]): void;
}

export interface OtherHubsOptions {
  readonly between: Between;
  readonly storeId: StoreId;
  readonly kernel: Pick<Kernel, 'hear' | 'onCommit' | 'sweep'>;
  /** This hub's name among them; another at each start. */
  readonly self: string;
  /** The stations that screens of this hub show. */
  readonly ownStations: () => ReadonlySet<StationId>;
  readonly onShown: (shown: WhatIsShown) => void;
  /** Stations whose last screen may have gone with another hub. */
  readonly onLost: (stations: ReadonlySet<StationId>) => void;
  /** Told of each commit that goes to other hubs, or comes from one. */
  readonly carried: (direction: 'out' | 'in') => void;
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
  readonly ticks: Timers;
}

type WhatIsShown = z.infer<typeof Shown>;

const Told = z.array(Commit).max(1_000);
const Screens = z.object({ hub: z.string().max(60), stations: z.array(StationId).max(1_000) });

/** How often a hub says for which stations it has screens, and after what silence it is taken for gone. In milliseconds. */
const SAID_EVERY_MS = 2_000;
const GONE_AFTER_MS = 6_000;
/** What is lost between hubs is looked for twice as often as a hub alone looks: a screen is 3 s behind at most. In milliseconds. */
const SWEPT_EVERY_MS = 1_000;
/** So many commits go out in one message. */
const TOLD_AT_ONCE = 100;

/** The other hubs' screens, as far as they said. */
const createScreensElsewhere = (now: () => Date) => {
  const hubs = new Map<string, { stations: ReadonlySet<StationId>; heardAt: number }>();
  return {
    heard(hub: string, stations: readonly StationId[]): void {
      hubs.set(hub, { stations: new Set(stations), heardAt: now().getTime() });
    },
    has: (station: StationId): boolean => [...hubs.values()].some(({ stations }) => stations.has(station)),
    /** The stations of hubs that say nothing any more, and of no other. */
    takeLost(): ReadonlySet<StationId> {
      const before = now().getTime() - GONE_AFTER_MS;
      const lost = new Set<StationId>();
      for (const [hub, { stations, heardAt }] of hubs) {
        if (heardAt >= before) continue;
        hubs.delete(hub);
        for (const station of stations) lost.add(station);
      }
      for (const { stations } of hubs.values()) for (const station of stations) lost.delete(station);
      return lost;
    },
  };
};

/** Collects what one tick produced, so that it goes out as one message. */
const createBatches = (send: (commits: readonly Commit[]) => void) => {
  let waiting: Commit[] = [];
  const flush = () => {
    const commits = waiting;
    waiting = [];
    for (let from = 0; from < commits.length; from += TOLD_AT_ONCE) send(commits.slice(from, from + TOLD_AT_ONCE));
  };
  return (commit: Commit): void => {
    if (waiting.push(commit) === 1) setImmediate(flush);
  };
};

/**
 * The fast path between hubs: a commit that one hub knows first is told to all others, each lets it out to its own sockets,
 * and moves or drops those whom it puts out. What gets lost on the way is found by the sweep; what comes twice is dropped by
 * its version.
 */
export const createOtherHubs = (options: OtherHubsOptions) => {
  const { between, storeId, kernel, self, ownStations, onShown, onLost, carried, report, now, ticks } = options;
  const elsewhere = createScreensElsewhere(now);
  const tell = createBatches((commits) => {
    for (const _commit of commits) carried('out');
    between.emit('told', commits);
  });
  between.on('told', (raw) => {
    const { data = [] } = Told.safeParse(raw);
    const ours = data.filter((commit) => commit.storeId === storeId);
    for (const commit of ours) {
      carried('in');
      kernel.hear(commit);
    }
  });
  between.on('shown', (raw) => {
    const { data } = Shown.safeParse(raw);
    if (data) onShown(data);
  });
  between.on('screens', (raw) => {
    const { data } = Screens.safeParse(raw);
    if (data && data.hub !== self) elsewhere.heard(data.hub, data.stations);
  });
  const say = () => {
    between.emit('screens', { hub: self, stations: [...ownStations()] });
    const lost = elsewhere.takeLost();
    const own = ownStations();
    const missing = new Set([...lost].filter((station) => !own.has(station)));
    if (missing.size > 0) onLost(missing);
  };
  const stopTelling = kernel.onCommit(({ commit, origin }: LetOut) => {
    if (origin === 'here') tell(commit);
  });
  const stops = [ticks.every(SAID_EVERY_MS, say), ticks.every(SWEPT_EVERY_MS, () => void kernel.sweep().catch(report))];
  return {
    /** Tells the others of commits that a service made for this hub. */
    tell: (commits: readonly Commit[]): void => commits.forEach(tell),
    /** Whether a screen at another hub shows a station. */
    hasScreen: elsewhere.has,
    shown: (shown: WhatIsShown): void => between.emit('shown', shown),
    stop(): void {
      stopTelling();
      for (const stop of stops) stop();
    },
  };
};
export type OtherHubs = ReturnType<typeof createOtherHubs>;
