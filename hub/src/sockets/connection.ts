import type { Audience, HubToClient, Notice, StationId, Topic } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Peer } from '../peer.ts';
import type { Actor } from '../policy.ts';

/** What is still to be answered of a sync. It was for whoever was there then, and is for nobody else. */
export interface Pending {
  readonly streams: readonly StreamName[];
  readonly generation: number;
}

/** One socket as the hub's own code sees it; the file that knows Socket.IO makes it. */
export interface Connection {
  readonly id: string;
  /** Who is there; replaced when a token is refreshed, or somebody signs in or out on a device. */
  peer: Peer;
  actor: Actor;
  audience: Audience;
  /** What it follows, as it asked and may. */
  topics: readonly Topic[];
  /** Counts its syncs and changes of person: an answer made for an earlier one is not sent. */
  generation: number;
  /** What is left of a sync answer, by the token of the following page. */
  readonly pages: Map<string, Pending>;
  /** The versions it said it had, of the sync under way. */
  have: ReadonlyMap<StreamName, number>;
  /** The stations it said it shows, as a kitchen screen. */
  readonly stations: Set<StationId>;
  /** When somebody was last told that their token ends soon. */
  warnedFor: number;
  join(rooms: readonly string[]): void;
  /** Leaves every room of its topics. */
  leaveAll(): void;
  notice(notice: Notice): void;
  send<Event extends 'commits'>(event: Event, ...args: Parameters<HubToClient[Event]>): void;
  /** Closes it. What was emitted before still goes out. */
  close(): void;
}
