import type { StageWatch } from '@cafe/services/kernel';
import type { CommandMetrics, Stage } from '../metrics/command-metrics.ts';

export interface WatchStagesOptions {
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  readonly metrics: Pick<CommandMetrics, 'stage'>;
}

/** Counts how long commands are at each stage. */
export const watchStages = ({ elapsed, metrics }: WatchStagesOptions): StageWatch<Stage> => ({
  elapsed,
  ended: (stage, { command }, { fromMs, toMs }) => metrics.stage(stage, command.type, (toMs - fromMs) / 1_000),
});
