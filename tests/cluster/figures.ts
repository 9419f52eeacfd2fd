import type { Cluster, Part } from '@cafe/testing/cluster';

/** The figures of one process. */
export interface Figures {
  /** The sum of a metric over all series that have these labels. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
}

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/gm;

/** Asks a process for its figures. */
export const figuresOf = async ({ metricsToken }: Pick<Cluster, 'metricsToken'>, { port }: Part): Promise<Figures> => {
  const headers = { Authorization: `Bearer ${metricsToken}` };
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { headers });
  if (!answer.ok) throw new Error(`/metrics of port ${port} answers ${answer.status}`);
  const series = [...(await answer.text()).matchAll(LINE)];
  return {
    sum: (wanted, labels = {}) =>
      series
        .filter(
          ([, name, has = '']) =>
            name === wanted && Object.entries(labels).every(([k, v]) => has.includes(`${k}="${v}"`)),
        )
        .reduce((sum, [, , , value]) => sum + Number(value), 0),
  };
};
