/** Who is measured: our hub and its three rivals. The order is that of the report. */
export const CONTESTANTS = ['relay', 'raw-insert', 'mongoose-create', 'our-hub'] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** One clocked stretch of load: at a given rate whatever happens, or as fast as `inFlight` at a time allow. */
export type Phase =
  | { readonly kind: 'rate'; readonly perSecond: number; readonly seconds: number }
  | { readonly kind: 'inFlight'; readonly inFlight: number; readonly seconds: number };

/** The phase's name in reports: `200/s`, `128 in flight`. */
export const phaseName = (phase: Phase): string =>
  phase.kind === 'rate' ? `${phase.perSecond}/s` : `${phase.inFlight} in flight`;

/** What the load generator saw in one phase. Latencies are milliseconds from the due moment to the last kitchen screen. */
export interface LoadResult {
  readonly sent: number;
  /** Acknowledged to the sender and shown on every screen. */
  readonly done: number;
  /** Refused, or failed at the sender. */
  readonly failed: number;
  /** Neither failed nor done when patience ran out. */
  readonly lost: number;
  readonly firstFailure: string | undefined;
  /** Orders done per second of the clock. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Share of one core that the load generator itself used; near 1 the numbers are its own, not the server's. */
  readonly generatorBusy: number;
}

/** One contestant in one phase of one repetition. CPU is microseconds per order done; absent where it cannot be read. */
export interface Measurement extends LoadResult {
  readonly contestant: ContestantName;
  readonly repetition: number;
  readonly phase: string;
  readonly serverCpuMicros: number | undefined;
  readonly storeCpuMicros: number | undefined;
}

/** Opening or closing of bills, as fast as `inFlight` at a time allow; latencies to the acknowledgement. */
export interface LifecycleResult {
  readonly step: string;
  readonly inFlight: number;
  readonly bills: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
