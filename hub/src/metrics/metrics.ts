import { type CommandMetrics, commandMetricsIn } from './command-metrics.ts';
import { type DeliveryMetrics, deliveryMetricsIn } from './delivery-metrics.ts';
import { type LiveFigures, watchLive } from './live-figures.ts';
import { createMeter } from './meter.ts';
import { type ProcessMetrics, processMetricsIn } from './process-metrics.ts';
import { type PublishingMetrics, publishingMetricsIn } from './publishing-metrics.ts';

/** What a process counts. Counting costs less than a microsecond, so that it can stand in every command's way. */
export interface Metrics extends CommandMetrics, DeliveryMetrics, PublishingMetrics, ProcessMetrics {
  /** Where the figures come from that are looked up only when somebody asks. */
  watch(figures: () => LiveFigures): void;
  /** All of it, in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

const NOBODY: LiveFigures = { sockets: {}, rooms: 0, pending: 0, stations: [] };

/** A registry of its own, so that several hubs can live in one process. Every metric is named in it from the start. */
export const createMetrics = (): Metrics => {
  const meter = createMeter();
  let figures = () => NOBODY;
  watchLive(meter, () => figures());
  return {
    ...commandMetricsIn(meter),
    ...deliveryMetricsIn(meter),
    ...publishingMetricsIn(meter),
    ...processMetricsIn(meter),
    watch(look) {
      figures = look;
    },
    text: meter.text,
    contentType: meter.contentType,
  };
};
