import { type EventLog, type Kernel, systemTimers } from '@cafe/services/kernel';
import type { Check } from '../http/options.ts';
import type { RunOptions } from '../run.ts';
import { createLogPublisher, type LogPublisher } from './log-publisher.ts';
import { createMongoPositions } from './mongo-positions.ts';

/** What of a process that runs is published. */
export interface Published {
  readonly log: EventLog;
  /** Left out where the process does not follow the log by itself: then the publisher asks it more often. */
  readonly onCommit?: Kernel['onCommit'];
  readonly report: (error: unknown) => void;
}

/** The publisher of a store, as it is configured; undefined where no broker is. `start` starts it. */
export const openPublisher = async (
  options: RunOptions,
  { log, onCommit, report }: Published,
): Promise<LogPublisher | undefined> => {
  const { config, connection, identity, world, metrics, timers = systemTimers } = options;
  const { AMQP_URL: url, AMQP_EXCHANGE: exchange } = config;
  if (url === undefined) return undefined;
  // A café that publishes nothing loads nothing of it.
  const { createAmqpBroker } = await import('./amqp-broker.ts');
  const broker = createAmqpBroker({
    ...{ url, exchange, timers },
    storeId: identity.storeId,
    elapsed: world.elapsed,
    unrouted: (routingKey) => {
      options.log.warn({ exchange, routingKey }, 'no queue is bound for what is published; it counts as published');
    },
  });
  return createLogPublisher({
    ...{ log, broker, onCommit, timers, metrics, report },
    epoch: identity.epoch,
    positions: createMongoPositions(connection, identity),
    clock: world.now,
    random: world.random,
  });
};

/** What a process that does nothing but publish is asked before it counts as ready. */
export const publisherCheck = ({ standing }: Pick<LogPublisher, 'standing'>): Check => ({
  name: 'publisher',
  ok: standing === 'publishing' || standing === 'standby',
  detail: standing,
});
