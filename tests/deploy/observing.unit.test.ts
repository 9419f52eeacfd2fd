import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { textOf } from '../source-facts.ts';
import { compose } from './compose-file.ts';
import { dashboards, panels } from './grafana-files.ts';
import { countedOnce, type Known, metricsIn, unsampledIn } from './live-metrics.ts';
import { namedIn } from './promql.ts';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly do: string };
}
const { groups }: { groups: { rules: Alert[] }[] } = parse(textOf('deploy/prometheus/alerts.yml'));
const alerts = groups.flatMap(({ rules }) => rules);
const prometheus = parse(textOf('deploy/prometheus/prometheus.yml'));

/** What Prometheus has of its own, and puts to everything. */
const ITS_OWN: Known = new Map([
  ['up', new Set<string>()],
  ['ALERTS', new Set(['alertname', 'alertstate', 'severity'])],
]);
const ON_EVERYTHING = ['job', 'instance', 'le'];

/** Metrics and labels of an expression that no process has. */
const unknownIn = (expression: string, live: Known): string[] => {
  const known = new Map([...live, ...ITS_OWN]);
  const { metrics, labels } = namedIn(expression);
  const theirs = new Set([...ON_EVERYTHING, ...metrics.flatMap((name) => [...(known.get(name) ?? [])])]);
  return [...metrics.filter((name) => !known.has(name)), ...labels.filter((label) => !theirs.has(label))];
};

const queries = [
  ...alerts.map(({ alert, expr }) => ({ of: alert, expr })),
  ...panels.flatMap(({ of, title, targets }) => targets.map(({ expr }) => ({ of: `${of} ${title}`, expr }))),
];

test('[DEP-20] every query of an alert and of a dashboard asks for metrics and labels that a process has', async () => {
  const text = await countedOnce();
  expect(unsampledIn(text)).toEqual([]);
  const live = metricsIn(text);
  expect(queries.length).toBeGreaterThan(60);
  expect(queries.flatMap(({ of, expr }) => unknownIn(expr, live).map((name) => `${of}: ${name}`))).toEqual([]);
});

test('[DEP-20] a metric or a label that nobody has is caught', async () => {
  const live = metricsIn(await countedOnce());
  const expression =
    'sum by (kind) (rate(cafe_orders_total{job="hub"}[5m])) / on (role) group_left cafe_rooms and up{where="x"} > 0.5';
  expect(unknownIn(expression, live)).toEqual(['cafe_orders_total', 'where', 'kind', 'role']);
  expect(unknownIn('histogram_quantile(0.9, sum by (le) (rate(cafe_fanout_delay_seconds_bucket[5m])))', live)).toEqual(
    [],
  );
});

test('[DEP-20] what the hub counts is asked for: every metric of the café is on a dashboard', async () => {
  const asked = new Set(
    queries.flatMap(({ expr }) => namedIn(expr).metrics.map((name) => name.replace(/_(bucket|count|sum)$/, ''))),
  );
  const ours = [...(await countedOnce()).matchAll(/^# TYPE (cafe_\w+) /gm)].map(([, name = '']) => name);
  expect(ours.length).toBeGreaterThan(15);
  expect(ours.filter((name) => !asked.has(name))).toEqual([]);
});

test('[DEP-22] every alert is played, says how bad it is and what to do first, and has its place in the operations’ page', () => {
  expect(alerts.length).toBeGreaterThan(15);
  const played = textOf('deploy/prometheus/alerts.test.yml');
  const page = textOf('docs/operations.md');
  for (const { alert, labels, annotations } of alerts) {
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(annotations).toEqual({ summary: expect.stringMatching(/\.$/), do: expect.stringMatching(/^[^.]{5,}/) });
    expect({ alert, isPlayed: played.includes(`alertname="${alert}"`) }).toEqual({ alert, isPlayed: true });
    expect({ alert, isThere: page.includes(`\n### ${alert}\n`) }).toEqual({ alert, isThere: true });
  }
  const headings = [...page.matchAll(/^### ([A-Z]\w+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(alerts.map(({ alert }) => alert));
});

test('[DEP-23] Prometheus asks every process that there is, with the token', () => {
  const asked = prometheus.scrape_configs.flatMap((one: Record<string, { targets?: string[]; names?: string[] }[]>) => [
    ...(one['static_configs'] ?? []).flatMap(({ targets = [] }) =>
      targets.map((target) => target.replace(/:3000$/, '')),
    ),
    ...(one['dns_sd_configs'] ?? []).flatMap(({ names = [] }) => names),
  ]);
  const staying = Object.entries(compose.services).filter(
    ([name, { build }]) => build !== undefined && name !== 'cafe',
  );
  expect([...asked].sort()).toEqual(staying.map(([name]) => name).sort());
  for (const { authorization } of prometheus.scrape_configs) {
    expect(authorization).toEqual({ credentials_file: '/run/secrets/metrics_token' });
  }
  expect(compose.services['prometheus']?.secrets).toEqual(['metrics_token']);
});

test('[DEP-24] Grafana finds its figures and its dashboards', () => {
  const { datasources } = parse(textOf('deploy/grafana/provisioning/datasources/prometheus.yml'));
  const [{ uid, url }] = datasources;
  expect(url).toBe(`http://prometheus:${compose.services['prometheus']?.ports?.[0]?.split(':').at(-1)}`);
  const sources = panels.flatMap(({ datasource, targets }) => [datasource, ...targets.map((one) => one.datasource)]);
  expect(new Set(sources.map((source) => source.uid))).toEqual(new Set([uid]));
  const { providers } = parse(textOf('deploy/grafana/provisioning/dashboards/cafe.yml'));
  const mounts = compose.services['grafana']?.volumes?.map((one) => one.split(':')) ?? [];
  expect(mounts).toContainEqual(['./deploy/grafana/dashboards', providers[0].options.path, 'ro']);
  expect(mounts).toContainEqual(['./deploy/grafana/provisioning', '/etc/grafana/provisioning', 'ro']);
  const home = compose.services['grafana']?.environment?.['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'];
  expect(dashboards.map((one) => `${providers[0].options.path}/${one.uid}.json`)).toContain(home);
});

test('[DEP-24] each dashboard asks a question, each panel says what it is for, and none lies upon another', () => {
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
  expect(dashboards.length).toBeGreaterThanOrEqual(4);
  for (const { title, panels: ones } of dashboards) {
    expect(title).toMatch(/\?$/);
    expect(ones.filter(({ description }) => !/[.\w]$/.test(description))).toEqual([]);
    expect(new Set(ones.map((one) => one.title)).size).toBe(ones.length);
    expect(new Set(ones.map(({ id }) => id)).size).toBe(ones.length);
    const cells = ones.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(ones.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  }
});
