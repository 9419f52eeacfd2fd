import type { Meter } from './meter.ts';
import { remembered } from './remembered.ts';

/** How commits reach whoever follows them. */
export interface DeliveryMetrics {
  emitted(event: 'commits' | 'heads' | 'notice'): void;
  /** From the commit to the moment its frame is handed to the sockets, by the clocks of whoever dated it and of this process. */
  fanout(seconds: number): void;
  resumed(result: 'replay' | 'snapshot' | 'fresh'): void;
  /** A commit was found in the log, because nobody told of it in time. */
  swept(): void;
  /** A commit went to other hubs, or came from one, past the log. */
  carried(direction: 'out' | 'in'): void;
}

export const deliveryMetricsIn = (meter: Meter): DeliveryMetrics => {
  const frames = meter.counter({
    name: 'cafe_events_emitted_total',
    help: 'Frames handed to rooms and sockets',
    labels: ['event'],
  });
  const fanout = meter.histogram({
    name: 'cafe_fanout_delay_seconds',
    help: 'From a commit to its frame',
    labels: [],
  })({});
  const resumes = meter.counter({
    name: 'cafe_resume_total',
    help: 'Streams answered to sync, by how',
    labels: ['result'],
  });
  const swept = meter.counter({
    name: 'cafe_commits_swept_total',
    help: 'Commits found in the log because nobody told of them in time',
    labels: [],
  })({});
  const carries = meter.counter({
    name: 'cafe_commits_carried_total',
    help: 'Commits told to other hubs and heard of from them, past the log',
    labels: ['direction'],
  });
  const emitted = remembered((event) => frames({ event }));
  const resumed = remembered((result) => resumes({ result }));
  const carried = remembered((direction) => carries({ direction }));
  return {
    emitted: (event) => emitted(event).inc(),
    fanout: (seconds) => fanout.observe(Math.max(0, seconds)),
    resumed: (result) => resumed(result).inc(),
    swept: () => swept.inc(),
    carried: (direction) => carried(direction).inc(),
  };
};
