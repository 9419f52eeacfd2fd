import { createMetrics } from '@cafe/hub';

/** What can be asked of our processes: each metric by its name, with its labels. */
export type Known = ReadonlyMap<string, ReadonlySet<string>>;

/** Everything that a process counts, counted once: a label is not there before somebody has one. */
export const countedOnce = async (): Promise<string> => {
  const metrics = createMetrics();
  metrics.command('order.send', 'ok', 0.01);
  metrics.stage('append', 'order.send', 0.01);
  metrics.paid('cash', 'captured');
  metrics.limited('guest');
  metrics.emitted('commits');
  metrics.fanout(0.01);
  metrics.resumed('fresh');
  metrics.swept();
  metrics.carried('in');
  metrics.request({ method: 'GET', route: '/readyz', status: 200 }, 0.01);
  metrics.internalCall('order', 'ok', 0.01);
  metrics.circuit('order', false);
  metrics.redis(true);
  metrics.published();
  metrics.publishLag(1);
  metrics.watch(() => ({
    sockets: { kitchen: 1 },
    rooms: 1,
    pending: 0,
    stations: [{ station: 'bar', orders: 1, oldestSeconds: 1 }],
  }));
  return metrics.text();
};

/** The metrics of a text as /metrics gives it: of a histogram, its parts. */
export const metricsIn = (text: string): Known => {
  const known = new Map<string, Set<string>>();
  for (const [, name = '', list = ''] of text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/gm)) {
    const labels = [...list.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)].map(([, label = '']) => label);
    known.set(name, new Set([...(known.get(name) ?? []), ...labels]));
  }
  return known;
};

/** Metrics of ours that are announced and have no sample. */
export const unsampledIn = (text: string): string[] => {
  const known = metricsIn(text);
  const kinds = [...text.matchAll(/^# TYPE ((?:cafe|http)_\w+) (\w+)$/gm)];
  return kinds.flatMap(([, name = '', kind]) => (known.has(kind === 'histogram' ? `${name}_count` : name) ? [] : name));
};
