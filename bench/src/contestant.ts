import type { ContestantName, LifecycleResult } from './measurement.ts';

/** How large one order is, in bytes, so that the rivals write and send as much as our hub does. */
export interface OrderSize {
  /** BSON bytes of the document that is stored. */
  readonly documentBytes: number;
  /** JSON bytes of what a kitchen screen receives. */
  readonly emittedBytes: number;
}

/** What a contestant runs on: a database of its own on the common store, empty at the start. */
export interface Setting {
  readonly storeUri: string;
  readonly database: string;
  readonly size: OrderSize;
  /** Where our hub's process writes its CPU profile when it ends. */
  readonly profileDir?: string | undefined;
}

/** A contestant's server in a process of its own. */
export interface Server {
  readonly url: string;
  /** What the load generator must know to be let in, as the contestant's own `join` reads it. */
  readonly access: string;
  /** User and system time of that process since its start, in microseconds. */
  cpuMicros(): Promise<number>;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** The load generator's terminals and kitchen screens, connected to one contestant. */
export interface Lane {
  /** How many times one order is heard when all is well: once per kitchen screen. */
  readonly screens: number;
  /** Opens the bills of the next clock. Resolves when orders may be sent to every one of them. */
  prepare(): Promise<void>;
  /** Sends one order of two lines to one bill (0 to 511). Resolves when its sender knows that it is in; rejects when refused. */
  send(bill: number, orderId: string): Promise<void>;
  /** Calls back once per screen for each order that appears on it. To be set before the first send. */
  onHeard(listener: (orderId: string) => void): void;
  /** Opens and closes bills, each timed apart. Absent where the contestant has no such thing. */
  lifecycle?(bills: number, inFlight: number): Promise<LifecycleResult[]>;
  close(): Promise<void>;
}

/** Where a lane connects to. `url` and `access` are empty for a contestant without a server. */
export interface Target extends Setting {
  readonly url: string;
  readonly access: string;
}

/** One way to get an order to the kitchen. `serve` runs in the main process, `join` in the load generator's. */
export interface Contestant {
  readonly name: ContestantName;
  /** What it does, in a few words for the report. */
  readonly title: string;
  /** Absent when the order's sender writes to the store itself; then its CPU is that of the load generator. */
  serve?(setting: Setting): Promise<Server>;
  join(target: Target): Promise<Lane>;
}
