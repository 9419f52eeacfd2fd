import type { ServiceName } from '@cafe/contract';
import type { Meter } from './meter.ts';
import { remembered } from './remembered.ts';

/** What one process asks of others, and is asked over HTTP. */
export interface ProcessMetrics {
  /** `route` is the pattern of the path, never the path: a label for every order would be one too many. */
  request(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void;
  /** A call of another process, however often it was tried; `outcome` is `ok`, the code of a refusal, or a word for how it failed. */
  internalCall(service: ServiceName, outcome: string, seconds: number): void;
  /** Whether calls of a service are held back for now, because they kept failing. */
  circuit(service: ServiceName, isOpen: boolean): void;
  /** Whether Redis answers. Where there is none this is never said, and the metric is not there. */
  redis(isUp: boolean): void;
}

export const processMetricsIn = (meter: Meter): ProcessMetrics => {
  const requests = meter.histogram({
    name: 'http_request_duration_seconds',
    help: 'HTTP requests',
    labels: ['method', 'route', 'status'],
  });
  const calls = meter.counter({
    name: 'cafe_internal_calls_total',
    help: 'Calls of other processes, by service and outcome',
    labels: ['service', 'outcome'],
  });
  const callTimes = meter.histogram({
    name: 'cafe_internal_call_seconds',
    help: 'From a call of another process to its answer, tries included',
    labels: ['service'],
  });
  const circuits = new Map<string, boolean>();
  meter.gauge(
    { name: 'cafe_circuit_open', help: '1 while calls of a service are held back', labels: ['service'] },
    (say) => {
      for (const [service, isOpen] of circuits) say(Number(isOpen), { service });
    },
  );
  let isRedisUp: boolean | undefined;
  meter.gauge({ name: 'cafe_redis_up', help: '1 while Redis answers', labels: [] }, (say) => {
    if (isRedisUp !== undefined) say(Number(isRedisUp), {});
  });
  const requested = remembered((method) =>
    remembered((route) => remembered((status) => requests({ method, route, status }))),
  );
  const called = remembered((service) => remembered((outcome) => calls({ service, outcome })));
  const callLasted = remembered((service) => callTimes({ service }));
  return {
    request: ({ method, route, status }, seconds) => requested(method)(route)(String(status)).observe(seconds),
    internalCall(service, outcome, seconds) {
      called(service)(outcome).inc();
      callLasted(service).observe(seconds);
    },
    circuit: (service, isOpen) => void circuits.set(service, isOpen),
    redis(isUp) {
      isRedisUp = isUp;
    },
  };
};
