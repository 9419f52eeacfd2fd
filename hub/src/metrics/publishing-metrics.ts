import type { Meter } from './meter.ts';

/** What the publisher of the log counts. */
export interface PublishingMetrics {
  /** A commit was taken by the broker, for certain. */
  published(): void;
  /** How far behind the log it is, now. Until it was said once, the metric has no value. */
  publishLag(seconds: number): void;
}

export const publishingMetricsIn = (meter: Meter): PublishingMetrics => {
  const published = meter.counter({
    name: 'cafe_published_total',
    help: 'Commits that the broker confirmed',
    labels: [],
  })({});
  let lagSeconds: number | undefined;
  meter.gauge(
    { name: 'cafe_publish_lag_seconds', help: 'How far the publisher is behind the log', labels: [] },
    (say) => {
      if (lagSeconds !== undefined) say(lagSeconds, {});
    },
  );
  return {
    published: () => published.inc(),
    publishLag(seconds) {
      lagSeconds = Math.max(0, seconds);
    },
  };
};
