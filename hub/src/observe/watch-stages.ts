import type { StageWatch } from '@cafe/services/kernel';
import type { CommandMetrics, Stage } from '../metrics/command-metrics.ts';
import type { Tracer } from './tracer.ts';

export interface WatchStagesOptions {
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  readonly metrics: Pick<CommandMetrics, 'stage'>;
  readonly tracer: Tracer;
}

/** Counts how long commands are at each stage, and traces them where that is on. */
export const watchStages = ({ elapsed, metrics, tracer }: WatchStagesOptions): StageWatch<Exclude<Stage, 'emit'>> => ({
  elapsed,
  ended(stage, envelope, lasted) {
    metrics.stage(stage, envelope.command.type, (lasted.toMs - lasted.fromMs) / 1_000);
    if (tracer.isOn) tracer.stage(stage, envelope, lasted);
  },
});
