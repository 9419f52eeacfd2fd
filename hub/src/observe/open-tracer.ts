import { systemTimers } from '@cafe/services/kernel';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { World } from '../run.ts';
import { createTracer } from './create-tracer.ts';
import { createSpanSender } from './send-spans.ts';
import { type Tracer, UNTRACED } from './tracer.ts';

export interface OpenTracerOptions {
  readonly config: Pick<Config, 'ROLE' | 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_TRACES_SAMPLER_ARG'>;
  readonly log: Pick<Log, 'warn'>;
  readonly world: Pick<World, 'now' | 'elapsed' | 'newId'>;
  readonly version: string;
}

/** The tracer that the configuration asks for; without an endpoint it is one that does nothing. To be stopped when all is over. */
export const openTracer = ({ config, log, world, version }: OpenTracerOptions): Tracer => {
  const { ROLE, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = config;
  if (endpoint === undefined) return UNTRACED;
  const sender = createSpanSender({
    endpoint,
    resource: {
      'service.name': ROLE === 'all' ? 'cafe' : `cafe-${ROLE}`,
      'service.version': version,
      'service.instance.id': world.newId(),
    },
    timers: systemTimers,
    lost: (spans, why) => log.warn({ spans, why }, 'spans were lost: the receiver of traces did not take them'),
    elapsed: world.elapsed,
  });
  return createTracer({ ...world, ...sender, share });
};
