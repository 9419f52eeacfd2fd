import type { StoreId } from '@cafe/contract';
import type { Calendar } from './business-day.ts';
import type { EventLog } from './event-log.ts';
import type { FailpointHook } from './failpoints.ts';
import type { RowStore } from './row-store.ts';
import type { SnapshotStore } from './snapshots.ts';
import type { StageWatch } from './stage-watch.ts';
import type { StreamCacheOptions } from './stream-cache.ts';
import type { Timers } from './timers.ts';

export interface KernelOptions {
  readonly storeId: StoreId;
  readonly log: EventLog;
  readonly clock: () => Date;
  /** What the store's days go by; asked at every commit, so it answers from memory. */
  readonly calendar: () => Calendar;
  /** Hears of bugs and outages; refusals are not among them. */
  readonly report: (error: unknown) => void;
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number;
  /** Names this process among the checkpoints of read models: another at each start. */
  readonly process: string;
  readonly timers?: Timers;
  readonly snapshots?: SnapshotStore;
  /** Where read models lie; without it there are none. */
  readonly rows?: RowStore;
  readonly failpoint?: FailpointHook;
  readonly cache?: StreamCacheOptions;
  /** Times every command's stages; without it nothing is timed. */
  readonly watch?: StageWatch;
}
